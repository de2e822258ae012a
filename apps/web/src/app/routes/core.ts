import { pattern } from '../paths.js';
import { type PageRoute, plainPage } from './page.js';

/** Showcase, supermarkets, matching, accounts, organisations. */
export const coreRoutes: PageRoute[] = [
  plainPage(pattern.home, 'anyone', () => import('../../features/home/home-page.js'), 'HomePage'),
];
