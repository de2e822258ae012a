import { HomePage } from '../../features/home/home-page.js';
import { pattern } from '../paths.js';
import { frontPage, type PageRoute, page, page as plainPage } from './page.js';

const search = () => import('../../features/search/search-page.js');
const solutions = () => import('../../features/solutions/solutions-page.js');
const solution = () => import('../../features/solutions/solution-page.js');
const solutionSheet = () => import('../../features/solutions/solution-sheet-page.js');
const editSolution = () => import('../../features/solutions/edit-solution-page.js');
const algorithms = () => import('../../features/algorithms/algorithms-page.js');
const algorithm = () => import('../../features/algorithms/algorithm-page.js');
const editAlgorithm = () => import('../../features/algorithms/edit-algorithm-page.js');
const newVersion = () => import('../../features/algorithms/new-version-page.js');
const datasets = () => import('../../features/datasets/datasets-page.js');
const dataset = () => import('../../features/datasets/dataset-page.js');
const editDataset = () => import('../../features/datasets/edit-dataset-page.js');
const newDatasetVersion = () => import('../../features/datasets/new-dataset-version-page.js');
const readAgain = () => import('../../features/datasets/read-again-page.js');
const dataJobs = () => import('../../features/data-jobs/data-jobs-page.js');
const dataJob = () => import('../../features/data-jobs/data-job-page.js');
const mask = () => import('../../features/datasets/mask-page.js');
const newDataJob = () => import('../../features/data-jobs/new-data-job-page.js');
const contracts = () => import('../../features/grants/contracts-page.js');
const grant = () => import('../../features/grants/grant-page.js');
const addendum = () => import('../../features/grants/addendum-page.js');
const industry = () => import('../../features/industry/industry-page.js');
const industryThings = () => import('../../features/industry/industry-things-page.js');
const industryChains = () => import('../../features/industry/chains-page.js');
const industryMoney = () => import('../../features/industry/money-page.js');
const industryMatrix = () => import('../../features/industry/matrix-page.js');
const dataCounters = () => import('../../features/data-counters/data-counters-page.js');
const dataRequests = () => import('../../features/data-requests/data-requests-page.js');
const dataRequest = () => import('../../features/data-requests/data-request-page.js');
const newDataRequest = () => import('../../features/data-requests/new-data-request-page.js');
const jointNeeds = () => import('../../features/joint-needs/joint-needs-page.js');
const jointNeed = () => import('../../features/joint-needs/joint-need-page.js');
const access = () => import('../../features/access/access-requests-page.js');
const scenarios = () => import('../../features/scenarios/scenarios-page.js');
const scenario = () => import('../../features/scenarios/scenario-page.js');
const newScenario = () => import('../../features/scenarios/new-scenario-page.js');
const amendScenario = () => import('../../features/scenarios/amend-page.js');
const editScenario = () => import('../../features/scenarios/edit-scenario-page.js');
const call = () => import('../../features/calls/call-page.js');
const editCall = () => import('../../features/calls/edit-call-page.js');
const bid = () => import('../../features/calls/bid-page.js');
const editions = () => import('../../features/editions/editions-page.js');
const edition = () => import('../../features/editions/edition-page.js');
const listImports = () => import('../../features/editions/imports-page.js');
const listImport = () => import('../../features/editions/import-page.js');
const editEdition = () => import('../../features/editions/edit-edition-page.js');
const matches = () => import('../../features/matches/matches-page.js');
const signIn = () => import('../../features/account/sign-in-page.js');
const register = () => import('../../features/account/register-page.js');
const invitation = () => import('../../features/account/invitation-page.js');
const reset = () => import('../../features/account/reset-page.js');
const account = () => import('../../features/account/account-page.js');
const organisation = () => import('../../features/organisations/own-organisation-page.js');
const shownOrganisations = () => import('../../features/organisations/shown-organisations-page.js');
const shownOrganisation = () => import('../../features/organisations/shown-organisation-page.js');
const labOrganisations = () => import('../../features/organisations/lab-organisations-page.js');
const labMailDomains = () => import('../../features/organisations/mail-domains-page.js');
const joining = () => import('../../features/account/joining-page.js');
const labControlGroups = () => import('../../features/control-groups/control-groups-page.js');
const labSynonyms = () => import('../../features/synonyms/synonyms-page.js');
const labPeople = () => import('../../features/organisations/lab-people-page.js');
const labSecurity = () => import('../../features/security/security-page.js');
const labAudit = () => import('../../features/security/audit-page.js');
const labTaxonomies = () => import('../../features/taxonomies/taxonomies-page.js');
const newMatches = () => import('../../features/matches/new-matches-page.js');
const labMatchWeights = () => import('../../features/matches/weights-page.js');
const labServiceLevels = () => import('../../features/lab-rules/service-levels-page.js');
const labTexts = () => import('../../features/lab-rules/texts-page.js');
const labUpkeep = () => import('../../features/lab-rules/upkeep-page.js');
const service = () => import('../../features/lab-rules/service-page.js');
const labImports = () => import('../../features/interchange/imports-page.js');
const catalogueSource = () => import('../../features/interchange/source-page.js');
const aboutMethod = () => import('../../features/about-method/about-method-page.js');
const workbench = () => import('../../features/workbench/workbench-page.js');
const guides = () => import('../../features/guides/guides-page.js');
const guide = () => import('../../features/guides/guide-page.js');
const calendar = () => import('../../features/calendar/calendar-page.js');
const compare = () => import('../../features/compare/compare-page.js');
const inbox = () => import('../../features/inbox/inbox-page.js');
const notices = () => import('../../features/notices/notices-page.js');
const notice = () => import('../../features/notices/notice-page.js');
const webhooks = () => import('../../features/notices/webhooks-page.js');
const emailProof = () => import('../../features/notices/email-proof-page.js');

/** Showcase, supermarkets, matching, accounts, organisations. */
export const coreRoutes: PageRoute[] = [
  frontPage(pattern.home, HomePage),
  plainPage(pattern.search, 'anyone', search, 'SearchPage'),
  plainPage(pattern.solutions, 'anyone', solutions, 'SolutionsPage'),
  page(pattern.newSolution, 'signed_in', editSolution, 'NewSolutionPage'),
  plainPage(pattern.solution, 'anyone', solution, 'SolutionPage'),
  plainPage(pattern.solutionSheet, 'anyone', solutionSheet, 'SolutionSheetPage'),
  page(pattern.editSolution, 'signed_in', editSolution, 'EditSolutionPage'),
  plainPage(pattern.algorithms, 'anyone', algorithms, 'AlgorithmsPage'),
  page(pattern.newAlgorithm, 'signed_in', editAlgorithm, 'NewAlgorithmPage'),
  plainPage(pattern.algorithm, 'anyone', algorithm, 'AlgorithmPage'),
  page(pattern.editAlgorithm, 'signed_in', editAlgorithm, 'EditAlgorithmPage'),
  page(pattern.newAlgorithmVersion, 'signed_in', newVersion, 'NewAlgorithmVersionPage'),
  plainPage(pattern.datasets, 'anyone', datasets, 'DatasetsPage'),
  page(pattern.newDataset, 'signed_in', editDataset, 'NewDatasetPage'),
  plainPage(pattern.dataCounters, 'anyone', dataCounters, 'DataCountersPage'),
  plainPage(pattern.industry, 'anyone', industry, 'IndustryPage'),
  plainPage(pattern.industryThings, 'anyone', industryThings, 'IndustryThingsPage'),
  plainPage(pattern.industryChains, 'anyone', industryChains, 'IndustryChainsPage'),
  plainPage(pattern.industryMoney, 'anyone', industryMoney, 'IndustryMoneyPage'),
  plainPage(pattern.industryMatrix, 'anyone', industryMatrix, 'IndustryMatrixPage'),
  plainPage(pattern.dataset, 'anyone', dataset, 'DatasetPage'),
  page(pattern.editDataset, 'signed_in', editDataset, 'EditDatasetPage'),
  page(pattern.newDatasetVersion, 'signed_in', newDatasetVersion, 'NewDatasetVersionPage'),
  page(pattern.readVersionAgain, 'signed_in', readAgain, 'ReadAgainPage'),
  page(pattern.maskVersion, 'signed_in', mask, 'MaskPage'),
  plainPage(pattern.dataJobs, 'signed_in', dataJobs, 'DataJobsPage'),
  plainPage(pattern.dataJob, 'signed_in', dataJob, 'DataJobPage'),
  page(pattern.newDataJob, 'signed_in', newDataJob, 'NewDataJobPage'),
  plainPage(pattern.contracts, 'signed_in', contracts, 'ContractsPage'),
  plainPage(pattern.grant, 'signed_in', grant, 'GrantPage'),
  page(pattern.addendum, 'signed_in', addendum, 'AddendumPage'),
  plainPage(pattern.dataRequests, 'anyone', dataRequests, 'DataRequestsPage'),
  page(pattern.newDataRequest, 'signed_in', newDataRequest, 'NewDataRequestPage'),
  plainPage(pattern.dataRequest, 'anyone', dataRequest, 'DataRequestPage'),
  plainPage(pattern.accessRequests, 'signed_in', access, 'AccessRequestsPage'),
  plainPage(pattern.jointNeeds, 'signed_in', jointNeeds, 'JointNeedsPage'),
  plainPage(pattern.jointNeed, 'signed_in', jointNeed, 'JointNeedPage'),
  plainPage(pattern.scenarios, 'anyone', scenarios, 'ScenariosPage'),
  page(pattern.newScenario, 'signed_in', newScenario, 'NewScenarioPage'),
  plainPage(pattern.scenario, 'anyone', scenario, 'ScenarioPage'),
  page(pattern.amendScenario, 'signed_in', amendScenario, 'AmendScenarioPage'),
  page(pattern.editScenario, 'signed_in', editScenario, 'EditScenarioPage'),
  page(pattern.newCall, 'signed_in', editCall, 'NewCallPage'),
  plainPage(pattern.call, 'anyone', call, 'CallPage'),
  page(pattern.editCall, 'signed_in', editCall, 'EditCallPage'),
  page(pattern.bid, 'signed_in', bid, 'BidPage'),
  plainPage(pattern.scenarioMatches, 'signed_in', matches, 'ScenarioMatchesPage'),
  plainPage(pattern.newMatches, 'signed_in', newMatches, 'NewMatchesPage'),
  plainPage(pattern.solutionMatches, 'signed_in', matches, 'SolutionMatchesPage'),
  plainPage(pattern.editions, 'anyone', editions, 'EditionsPage'),
  page(pattern.newEdition, 'signed_in', editEdition, 'NewEditionPage'),
  plainPage(pattern.listImports, 'signed_in', listImports, 'ImportsPage'),
  plainPage(pattern.listImport, 'signed_in', listImport, 'ImportPage'),
  plainPage(pattern.edition, 'anyone', edition, 'EditionPage'),
  page(pattern.editEdition, 'signed_in', editEdition, 'EditEditionPage'),
  page(pattern.signIn, 'anyone', signIn, 'SignInPage'),
  page(pattern.register, 'anyone', register, 'RegisterPage'),
  page(pattern.invitation, 'anyone', invitation, 'InvitationPage'),
  page(pattern.reset, 'anyone', reset, 'ResetPage'),
  page(pattern.account, 'signed_in', account, 'AccountPage'),
  page(pattern.organisation, 'signed_in', organisation, 'OwnOrganisationPage'),
  plainPage(pattern.shownOrganisations, 'anyone', shownOrganisations, 'ShownOrganisationsPage'),
  plainPage(pattern.shownOrganisation, 'anyone', shownOrganisation, 'ShownOrganisationPage'),
  plainPage(pattern.labOrganisations, 'signed_in', labOrganisations, 'LabOrganisationsPage'),
  plainPage(pattern.labControlGroups, 'signed_in', labControlGroups, 'ControlGroupsPage'),
  plainPage(pattern.labSynonyms, 'signed_in', labSynonyms, 'SynonymsPage'),
  plainPage(pattern.labPeople, 'signed_in', labPeople, 'LabPeoplePage'),
  plainPage(pattern.labSecurity, 'signed_in', labSecurity, 'SecurityPage'),
  plainPage(pattern.labAudit, 'signed_in', labAudit, 'AuditPage'),
  plainPage(pattern.labTaxonomies, 'signed_in', labTaxonomies, 'TaxonomiesPage'),
  plainPage(pattern.labMatchWeights, 'signed_in', labMatchWeights, 'MatchWeightsPage'),
  plainPage(pattern.labServiceLevels, 'signed_in', labServiceLevels, 'ServiceLevelsPage'),
  plainPage(pattern.labTexts, 'signed_in', labTexts, 'TextsPage'),
  plainPage(pattern.labUpkeep, 'signed_in', labUpkeep, 'UpkeepPage'),
  plainPage(pattern.service, 'anyone', service, 'ServicePage'),
  plainPage(pattern.labImports, 'signed_in', labImports, 'ImportsPage'),
  plainPage(pattern.catalogueSource, 'signed_in', catalogueSource, 'SourcePage'),
  plainPage(pattern.workbench, 'signed_in', workbench, 'WorkbenchPage'),
  plainPage(pattern.inbox, 'signed_in', inbox, 'InboxPage'),
  plainPage(pattern.compare, 'anyone', compare, 'ComparePage'),
  plainPage(pattern.calendar, 'signed_in', calendar, 'CalendarPage'),
  plainPage(pattern.notices, 'signed_in', notices, 'NoticesPage'),
  page(pattern.webhooks, 'signed_in', webhooks, 'WebhooksPage'),
  plainPage(pattern.notice, 'signed_in', notice, 'NoticePage'),
  plainPage(pattern.labMailDomains, 'signed_in', labMailDomains, 'MailDomainsPage'),
  plainPage(pattern.joining, 'anyone', joining, 'JoiningPage'),
  plainPage(pattern.emailProof, 'anyone', emailProof, 'EmailProofPage'),
  plainPage(pattern.guides, 'anyone', guides, 'GuidesPage'),
  plainPage(pattern.guide, 'anyone', guide, 'GuidePage'),
  plainPage(pattern.aboutMethod, 'anyone', aboutMethod, 'AboutMethodPage'),
];
