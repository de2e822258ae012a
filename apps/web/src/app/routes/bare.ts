import { pattern } from '../paths.js';
import { type PageRoute, page as plainPage } from './page.js';

const cockpit = () => import('../../features/cockpit/cockpit-page.js');

/** Pages that fill the screen: no navigation around them. */
export const bareRoutes: PageRoute[] = [plainPage(pattern.cockpit, 'anyone', cockpit, 'CockpitPage')];
