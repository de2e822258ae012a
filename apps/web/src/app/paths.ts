import { pageOfThing } from '@scenario-lab/contracts/thing-pages';

/** Every address of the product. `path.x()` builds one; `pattern.x` is what the router matches. */
export const pattern = {
  home: '/',
  search: '/search',
  solutions: '/solutions',
  newSolution: '/solutions/new',
  solution: '/solutions/:id',
  editSolution: '/solutions/:id/edit',
  solutionMatches: '/solutions/:id/matches',
  solutionSheet: '/solutions/:id/sheet',
  algorithms: '/algorithms',
  newAlgorithm: '/algorithms/new',
  algorithm: '/algorithms/:id',
  editAlgorithm: '/algorithms/:id/edit',
  newAlgorithmVersion: '/algorithms/:id/versions/new',
  datasets: '/datasets',
  newDataset: '/datasets/new',
  dataCounters: '/datasets/counters',
  dataset: '/datasets/:id',
  editDataset: '/datasets/:id/edit',
  newDatasetVersion: '/datasets/:id/versions/new',
  readVersionAgain: '/datasets/:id/read-again',
  maskVersion: '/datasets/:id/mask',
  newDataJob: '/datasets/:id/data-jobs/new',
  accessRequests: '/access-requests',
  dataJobs: '/data-jobs',
  dataJob: '/data-jobs/:id',
  grant: '/contracts/:id',
  addendum: '/contracts/:id/addendum',
  dataRequests: '/data-requests',
  newDataRequest: '/data-requests/new',
  dataRequest: '/data-requests/:id',
  scenarios: '/scenarios',
  newScenario: '/scenarios/new',
  scenario: '/scenarios/:id',
  editScenario: '/scenarios/:id/edit',
  amendScenario: '/scenarios/:id/addendum',
  newCall: '/scenarios/:id/call',
  call: '/calls/:id',
  editCall: '/calls/:id/edit',
  bid: '/calls/:id/bid',
  scenarioMatches: '/scenarios/:id/matches',
  editions: '/editions',
  newEdition: '/editions/new',
  listImports: '/editions/imports',
  listImport: '/editions/imports/:id',
  edition: '/editions/:id',
  editEdition: '/editions/:id/edit',
  compare: '/compare/:kind',
  benchmarks: '/benchmarks',
  newBenchmark: '/benchmarks/new',
  benchmark: '/benchmarks/:id',
  editBenchmark: '/benchmarks/:id/edit',
  runs: '/runs',
  newRun: '/runs/new',
  run: '/runs/:id',
  reviews: '/reviews',
  certificates: '/certificates',
  certificate: '/certificates/:number',
  verify: '/verify',
  report: '/reports/:id',
  engagements: '/engagements',
  engagement: '/engagements/:id',
  room: '/engagements/:id/room',
  planPilot: '/engagements/:id/pilot',
  pilots: '/pilots',
  pilot: '/pilots/:id',
  editPilot: '/pilots/:id/edit',
  livePilot: '/pilots/:id/live',
  pilotAcceptance: '/pilots/:id/acceptance',
  pilotPlan: '/pilots/:id/plan',
  changePilot: '/pilots/:id/change',
  survey: '/survey',
  tickets: '/tickets',
  importTickets: '/tickets/import',
  dispatchDirectory: '/tickets/directory',
  followUps: '/tickets/follow-ups',
  followUp: '/tickets/follow-ups/:id',
  hotSpots: '/tickets/hot-spots',
  ticketRates: '/tickets/rates',
  behindRate: '/tickets/rates/behind',
  ticket: '/tickets/:id',
  reportProblem: '/report-problem',
  receipt: '/receipt',
  cases: '/cases',
  case: '/cases/:id',
  replications: '/replications',
  replication: '/replications/:id',
  foreignPacks: '/foreign-packs',
  foreignPack: '/foreign-packs/:id',
  shownOrganisations: '/organisations',
  shownOrganisation: '/organisations/:id',
  badges: '/badges',
  applyForBadge: '/badges/apply',
  badge: '/badges/:key',
  records: '/records',
  organisationRecord: '/records/:id',
  workbench: '/workbench',
  inbox: '/inbox',
  calendar: '/calendar',
  notices: '/notices',
  notice: '/notices/:id',
  emailProof: '/email-proof/:token',
  industry: '/industry',
  industryThings: '/industry/things',
  cockpit: '/cockpit',
  cockpitBehind: '/cockpit/behind',
  labConsole: '/lab/console',
  labCockpit: '/lab/cockpit',
  monthlyReports: '/lab/monthly-reports',
  labOrganisations: '/lab/organisations',
  labControlGroups: '/lab/control-groups',
  labSynonyms: '/lab/synonyms',
  labPeople: '/lab/people',
  labImports: '/lab/catalogue-imports',
  labSecurity: '/lab/security',
  labAudit: '/lab/audit',
  labTaxonomies: '/lab/taxonomies',
  labServiceLevels: '/lab/service-levels',
  labMatchWeights: '/lab/match-weights',
  labTexts: '/lab/texts',
  labUpkeep: '/lab/upkeep',
  service: '/service',
  account: '/account',
  organisation: '/organisation',
  webhooks: '/organisation/webhooks',
  signIn: '/sign-in',
  register: '/register',
  invitation: '/invitations/:token',
  reset: '/reset/:token',
  guides: '/docs',
  guide: '/docs/:name',
  aboutMethod: '/about-method',
} as const;

type Name = keyof typeof pattern;
type Keys<P extends string> = P extends `${string}:${infer K}/${infer Rest}`
  ? K | Keys<Rest>
  : P extends `${string}:${infer K}`
    ? K
    : never;
type Query = Record<string, string | undefined>;
type Build<P extends string> = [Keys<P>] extends [never]
  ? (query?: Query) => string
  : (key: string, query?: Query) => string;

const build =
  (text: string) =>
  (...given: (string | Query | undefined)[]): string => {
    const query = given.find((one): one is Query => typeof one === 'object');
    const key = given.find((one): one is string => typeof one === 'string');
    const address = text.replace(/:\w+/, encodeURIComponent(key ?? ''));
    const said = Object.entries(query ?? {}).filter((pair): pair is [string, string] => !!pair[1]);
    return said.length > 0 ? `${address}?${new URLSearchParams(said)}` : address;
  };

/** `path.solution(id)`, `path.runs({ benchmarkId })`. */
export const path = Object.fromEntries(
  Object.entries(pattern).map(([name, text]) => [name, build(text)]),
) as { [N in Name]: Build<(typeof pattern)[N]> };

/** The page of a thing: addresses here and there are held together by `paths.spec.ts`. */
export const pageOf = pageOfThing;
