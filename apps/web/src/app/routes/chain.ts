import { pattern } from '../paths.js';
import { type PageRoute, plainPage } from './page.js';

const runs = () => import('../../features/runs/runs-page.js');
const newRun = () => import('../../features/runs/new-run-page.js');
const run = () => import('../../features/runs/run-page.js');

const engagements = () => import('../../features/engagements/engagements-page.js');
const engagement = () => import('../../features/engagements/engagement-page.js');

/** Pages of the chain after the supermarkets: validation, engagements, field, enablement, the lab's console. */
export const chainRoutes: PageRoute[] = [
  plainPage(pattern.runs, 'signed_in', runs, 'RunsPage'),
  plainPage(pattern.newRun, 'signed_in', newRun, 'NewRunPage'),
  plainPage(pattern.run, 'signed_in', run, 'RunPage'),
  plainPage(pattern.engagements, 'signed_in', engagements, 'EngagementsPage'),
  plainPage(pattern.engagement, 'signed_in', engagement, 'EngagementPage'),
];
