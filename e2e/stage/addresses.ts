import { createInvitation, createResetLink, listPeople, readSession } from '@scenario-lab/contracts/accounts';
import { listAlgorithms } from '@scenario-lab/contracts/algorithms';
import { listBadges } from '@scenario-lab/contracts/badges';
import { listBenchmarks } from '@scenario-lab/contracts/benchmarks';
import { listCertificates } from '@scenario-lab/contracts/certificates';
import { listDatasets } from '@scenario-lab/contracts/datasets';
import { listEngagements } from '@scenario-lab/contracts/engagements';
import { listPilots } from '@scenario-lab/contracts/pilots';
import { listRuns, readRun } from '@scenario-lab/contracts/runs';
import { listScenarios } from '@scenario-lab/contracts/scenarios';
import { listSolutions } from '@scenario-lab/contracts/solutions';
import type { Persona } from '../../apps/standalone/src/seed/persona.js';
import { path, pattern } from '../../apps/web/src/app/paths.js';
import { someCalls } from './calls.js';
import { someCamps } from './camps.js';
import { someContract, someDataJob } from './data-jobs.js';
import { someDataRequest } from './data-requests.js';
import { someEditions } from './editions.js';
import { publishedCase, someReplication } from './field.js';
import { someJointNeed } from './joint-needs.js';
import { people, signIn, stranger } from './lab.js';
import { someForeignPack } from './packs.js';
import { someSource } from './sources.js';
import { someTickets } from './tickets.js';

export const roles = ['visitor', 'vendor', 'department', 'reviewer', 'operator', 'admin'] as const;
export type Role = (typeof roles)[number];
export type Name = keyof typeof pattern;

/** Whose eyes: the meter reader's vendor and its department have something in every stage of the chain. */
export const emailOf: Record<Exclude<Role, 'visitor'>, string> = {
  vendor: people.vendor,
  department: people.waterGroup,
  reviewer: people.reviewer,
  operator: people.operator,
  admin: people.admin,
};

const everybody: Role[] = ['visitor', 'vendor', 'department', 'reviewer'];
const signedIn: Role[] = ['vendor', 'department', 'reviewer'];

/** Who has a use for each page; a page nobody is named for does not compile. */
const readersOf: Record<Name, readonly Role[]> = {
  home: everybody,
  search: ['visitor', 'vendor'],
  solutions: ['visitor', 'vendor'],
  newSolution: ['vendor'],
  solution: everybody,
  editSolution: ['vendor'],
  solutionMatches: ['vendor'],
  solutionSheet: ['visitor', 'vendor'],
  algorithms: ['visitor', 'vendor'],
  newAlgorithm: ['vendor'],
  algorithm: everybody,
  editAlgorithm: ['vendor'],
  newAlgorithmVersion: ['vendor'],
  datasets: ['visitor', 'department'],
  newDataset: ['department'],
  dataCounters: ['visitor', 'department', 'operator'],
  industry: ['visitor', 'vendor', 'operator'],
  industryThings: ['visitor', 'operator'],
  industryChains: ['visitor', 'vendor', 'operator'],
  industryMoney: ['visitor', 'department'],
  industryMatrix: ['visitor', 'vendor', 'department'],
  dataset: everybody,
  editDataset: ['department'],
  newDatasetVersion: ['department'],
  readVersionAgain: ['department'],
  maskVersion: ['department'],
  newDataJob: ['vendor'],
  accessRequests: signedIn,
  dataJobs: signedIn,
  contracts: signedIn,
  dataJob: ['vendor'],
  grant: ['vendor', 'operator'],
  addendum: ['vendor'],
  dataRequests: ['visitor', 'vendor', 'operator'],
  newDataRequest: ['vendor'],
  dataRequest: ['visitor', 'department', 'operator'],
  jointNeeds: ['department', 'operator'],
  jointNeed: ['operator'],
  scenarios: ['visitor', 'department'],
  newScenario: ['department'],
  scenario: everybody,
  editScenario: ['department'],
  amendScenario: ['department'],
  newCall: ['department'],
  call: everybody,
  editCall: ['department'],
  bid: ['vendor'],
  scenarioMatches: ['department'],
  newMatches: ['vendor', 'department'],
  brokerRecords: ['operator'],
  editions: ['visitor', 'operator'],
  newEdition: ['operator'],
  listImports: ['operator'],
  listImport: ['operator'],
  edition: everybody,
  editEdition: ['operator'],
  compare: ['visitor'],
  benchmarks: ['visitor', 'department'],
  newBenchmark: ['operator'],
  benchmark: everybody,
  editBenchmark: ['department'],
  runs: signedIn,
  newRun: ['vendor'],
  run: signedIn,
  reviews: ['reviewer'],
  certificates: ['visitor', 'reviewer'],
  certificate: everybody,
  verify: ['visitor'],
  report: everybody,
  engagements: signedIn,
  engagement: signedIn,
  room: ['vendor', 'department', 'operator'],
  meetings: ['vendor', 'department', 'operator'],
  planPilot: ['department'],
  editPilot: ['department'],
  pilots: signedIn,
  pilot: signedIn,
  livePilot: ['vendor', 'department'],
  pilotAcceptance: ['vendor', 'department'],
  pilotPlan: ['vendor', 'department'],
  changePilot: ['department'],
  survey: ['visitor'],
  tickets: ['department', 'operator'],
  importTickets: ['operator'],
  dispatchDirectory: ['operator'],
  followUps: ['operator'],
  followUp: ['operator'],
  hotSpots: ['department', 'operator'],
  ticketRates: ['department', 'operator'],
  behindRate: ['department'],
  ticket: ['department', 'operator'],
  reportProblem: ['visitor'],
  receipt: ['visitor'],
  ticketLetter: ['visitor'],
  cases: ['visitor', 'department'],
  case: everybody,
  replications: signedIn,
  replication: ['reviewer', 'operator'],
  foreignPacks: ['department', 'operator'],
  foreignPack: ['operator'],
  shownOrganisations: ['visitor', 'vendor'],
  shownOrganisation: everybody,
  badges: ['visitor', 'vendor'],
  applyForBadge: ['vendor'],
  badgeRules: ['visitor', 'admin', 'operator'],
  badge: everybody,
  camps: ['visitor', 'vendor', 'operator'],
  newCamp: ['operator'],
  camp: ['visitor', 'vendor', 'operator'],
  editCamp: ['operator'],
  training: ['visitor', 'operator'],
  records: ['visitor', 'operator'],
  organisationRecord: ['vendor', 'operator'],
  workbench: ['vendor', 'department', 'reviewer', 'operator', 'admin'],
  inbox: signedIn,
  calendar: signedIn,
  notices: ['vendor', 'department', 'operator'],
  notice: ['vendor'],
  emailProof: ['visitor'],
  cockpit: ['operator'],
  cockpitBehind: ['operator'],
  labConsole: ['operator'],
  labCockpit: ['admin'],
  monthlyReports: ['operator'],
  labOrganisations: ['admin'],
  labMailDomains: ['admin'],
  labControlGroups: ['admin', 'reviewer'],
  labSynonyms: ['operator', 'reviewer'],
  labPeople: ['admin'],
  labImports: ['operator'],
  catalogueSource: ['operator'],
  labSecurity: ['admin'],
  labAudit: ['admin'],
  labTaxonomies: ['admin', 'operator'],
  labServiceLevels: ['admin', 'operator'],
  labMatchWeights: ['admin'],
  labTexts: ['admin'],
  labUpkeep: ['admin', 'operator'],
  service: ['visitor'],
  account: ['vendor', 'department'],
  organisation: ['vendor', 'department'],
  webhooks: ['vendor', 'department', 'admin'],
  signIn: ['visitor'],
  register: ['visitor'],
  invitation: ['visitor'],
  joining: ['visitor'],
  reset: ['visitor'],
  guides: ['visitor', 'vendor'],
  guide: ['visitor', 'department'],
  aboutMethod: ['visitor'],
};

const idOf = <T>(what: string, items: readonly T[], pick: (item: T) => boolean = () => true): T => {
  const found = items.find(pick);
  if (!found) throw new Error(`the lab has no ${what} to open`);
  return found;
};

/** Things of the story that every role may read, found through the API. */
export async function thingsOf(): Promise<Partial<Record<Name, string>>> {
  const [vendor, department] = await Promise.all([people.vendor, people.waterGroup].map(signIn));
  const anybody = stranger();
  const mine = { query: { mine: 'true' } } as const;
  const meter = ({ title }: { title: { en?: string } }) => /meter/i.test(title.en ?? '');
  const [solutions, algorithms, datasets, scenarios, benchmarks, runs, engagements, certificates] =
    await Promise.all([
      (vendor as Persona).call(listSolutions, mine),
      (vendor as Persona).call(listAlgorithms, mine),
      (department as Persona).call(listDatasets, mine),
      (department as Persona).call(listScenarios, mine),
      anybody.call(listBenchmarks, {}),
      (vendor as Persona).call(listRuns, { query: { split: 'hidden' } }),
      (vendor as Persona).call(listEngagements, {}),
      anybody.call(listCertificates, {}),
    ]);
  const pilots = await (vendor as Persona).call(listPilots, {});
  const run = idOf('approved run', runs.items, ({ status }) => status === 'approved');
  const { report } = await (vendor as Persona).call(readRun, { params: { id: run.id } });
  const solution = idOf('solution', solutions.items).id;
  const algorithm = idOf('algorithm', algorithms.items).id;
  const dataset = idOf('data set', datasets.items, meter).id;
  const scenario = idOf('need', scenarios.items, meter).id;
  const benchmark = idOf('benchmark', benchmarks.items, meter).id;
  const engagement = idOf('engagement', engagements.items, ({ status }) => status === 'piloting').id;
  const pilot = idOf('pilot', pilots.items).id;
  return {
    solution,
    editSolution: solution,
    solutionMatches: solution,
    solutionSheet: solution,
    algorithm,
    editAlgorithm: algorithm,
    newAlgorithmVersion: algorithm,
    dataset,
    editDataset: dataset,
    newDatasetVersion: dataset,
    readVersionAgain: dataset,
    maskVersion: dataset,
    scenario,
    editScenario: scenario,
    amendScenario: scenario,
    newCall: scenario,
    ...(await someCalls(scenario)),
    scenarioMatches: scenario,
    benchmark,
    editBenchmark: benchmark,
    run: run.id,
    report: report?.id,
    certificate: idOf('certificate', certificates.items, ({ vendor: by }) => /Lunzi/.test(by.name.en ?? ''))
      .number,
    engagement,
    room: engagement,
    meetings: scenario,
    planPilot: engagement,
    pilot,
    editPilot: pilot,
    livePilot: pilot,
    pilotAcceptance: pilot,
    pilotPlan: pilot,
    changePilot: pilot,
    shownOrganisation: idOf('certificate', certificates.items).vendor.id,
    badge: idOf('badge', (await anybody.call(listBadges, {})).items).number ?? undefined,
    organisationRecord: idOf('certificate', certificates.items).vendor.id,
    guide: 'vendor',
    // Without any that are chosen it says how to choose them.
    compare: 'solutions',
    // One that is there leads on to its thing; what is left of others is a page.
    notice: '00000000-0000-4000-8000-000000000000',
    emailProof: 'a-link-that-was-used-long-ago',
    joining: 'a-link-that-was-used-long-ago',
    newDataJob: dataset,
    dataJob: await someDataJob(),
    dataRequest: await someDataRequest(),
    jointNeed: await someJointNeed(),
    catalogueSource: await someSource(),
    ...(await someContract()),
    ...(await someCamps()),
    case: await publishedCase(),
    replication: await someReplication(),
    foreignPack: await someForeignPack(),
    ...(await someEditions()),
    ...(await someTickets()),
    ...(await linksOf()),
  };
}

/** An invitation and a reset link as the lab's administrator would send them. */
async function linksOf(): Promise<{ invitation: string; reset: string }> {
  const admin = await signIn(people.admin);
  const { me } = await admin.call(readSession, {});
  const { items } = await admin.call(listPeople, { query: { q: people.otherVendor } });
  const invited = await admin.call(createInvitation, {
    params: { id: me?.organisation.id ?? '' },
    body: { email: `guest-${Date.now()}@example.org`, roles: ['observer'] },
  });
  const reset = await admin.call(createResetLink, { params: { id: idOf('person', items).id } });
  const last = (link: string) => link.split('/').at(-1) ?? '';
  return { invitation: last(invited.link), reset: last(reset.link) };
}

/** The addresses a role is to look at, by the page's name. */
export function addressesOf(role: Role, things: Partial<Record<Name, string>>): [Name, string][] {
  const names = Object.keys(pattern) as Name[];
  return names
    .filter((name) => readersOf[name].includes(role))
    .map((name) => {
      if (!pattern[name].includes(':')) return [name, pattern[name]];
      const key = things[name];
      if (!key) throw new Error(`no ${name} to open`);
      return [name, (path[name] as (key: string) => string)(key)];
    });
}
