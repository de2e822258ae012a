import { pattern } from '../paths.js';
import { type PageRoute, page, plainPage } from './page.js';

const home = () => import('../../features/home/home-page.js');
const search = () => import('../../features/search/search-page.js');
const solutions = () => import('../../features/solutions/solutions-page.js');
const solution = () => import('../../features/solutions/solution-page.js');
const editSolution = () => import('../../features/solutions/edit-solution-page.js');
const algorithms = () => import('../../features/algorithms/algorithms-page.js');
const algorithm = () => import('../../features/algorithms/algorithm-page.js');
const editAlgorithm = () => import('../../features/algorithms/edit-algorithm-page.js');
const newVersion = () => import('../../features/algorithms/new-version-page.js');

/** Showcase, supermarkets, matching, accounts, organisations. */
export const coreRoutes: PageRoute[] = [
  plainPage(pattern.home, 'anyone', home, 'HomePage'),
  plainPage(pattern.search, 'anyone', search, 'SearchPage'),
  page(pattern.solutions, 'anyone', solutions, 'SolutionsPage'),
  page(pattern.newSolution, 'signed_in', editSolution, 'NewSolutionPage'),
  page(pattern.solution, 'anyone', solution, 'SolutionPage'),
  page(pattern.editSolution, 'signed_in', editSolution, 'EditSolutionPage'),
  page(pattern.algorithms, 'anyone', algorithms, 'AlgorithmsPage'),
  page(pattern.newAlgorithm, 'signed_in', editAlgorithm, 'NewAlgorithmPage'),
  page(pattern.algorithm, 'anyone', algorithm, 'AlgorithmPage'),
  page(pattern.editAlgorithm, 'signed_in', editAlgorithm, 'EditAlgorithmPage'),
  page(pattern.newAlgorithmVersion, 'signed_in', newVersion, 'NewAlgorithmVersionPage'),
];
