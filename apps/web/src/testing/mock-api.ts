import type { Me } from '@scenario-lab/contracts/accounts';
import type { LabIdentity } from '@scenario-lab/contracts/identity';
import type { Route } from '@scenario-lab/contracts/route';
import { routes } from '@scenario-lab/contracts/routes';
import { badgeHandlers } from './badges.js';
import { brokerHandlers } from './broker-records.js';
import { callHandlers } from './calls.js';
import { algorithm, at, draftScenario, otherSolution, scenario, solution } from './cards.js';
import { clarifications } from './clarifications.js';
import { cockpitHandlers } from './cockpit.js';
import { accessRequest, dataset } from './data.js';
import { dataCounterHandlers } from './data-counters.js';
import { dataJobHandlers } from './data-jobs.js';
import { dataRequestHandlers } from './data-requests.js';
import { desks } from './desks.js';
import { edition, editionRow, importRow, wholeImport } from './editions.js';
import { fairness } from './fairness.js';
import { fieldRemarkHandlers } from './field-remarks.js';
import { grantHandlers } from './grants.js';
import { harvestHandlers } from './harvests.js';
import { inboxHandlers } from './inbox.js';
import { joiningHandlers, ownerAllowed } from './joining.js';
import { jointNeedHandlers } from './joint-needs.js';
import { labDeskHandlers } from './lab-rules.js';
import { matchHandlers } from './matches.js';
import { type Handler, noticeHandlers } from './mock-notices.js';
import { needPaperHandlers } from './need-papers.js';
import { demonstrationAccounts, department, idOf, labHere, meAs, type Side, vendor } from './people.js';
import { pilotHandlers } from './pilots.js';
import { quiet } from './quiet.js';
import { recordHandlers } from './records.js';
import { roomHandlers } from './rooms.js';
import { shownDepartment, shownVendor } from './shown.js';
import { solutionHandlers } from './solutions.js';
import { story } from './story.js';
import { ticketHandlers } from './tickets.js';

let me: Me | null = null;
let identity: LabIdentity = { accent: null, mark: null, picture: null };
export function becomeMock(side: Side | null): void {
  me = side ? meAs(side) : null;
}

const pageOf = (items: unknown[], facets?: Record<string, Record<string, number>>) => ({
  items,
  next: null,
  total: items.length,
  ...(facets ? { facets } : {}),
});
const byId =
  (things: { id: string }[]): Handler =>
  ({ params }) =>
    things.find(({ id }) => id === params.id) ?? null;
const sideOf = (email: unknown): Side | null =>
  (['department', 'vendor', 'lab'] as const).find((side) => `${side}@demo.example` === email) ?? null;
const organisations = [
  { ...vendor, roles: ['supply'], creditCode: '91510100MA6C000000', region: '510104', verified: true },
  { ...department, roles: ['demand'], creditCode: null, region: '510104', verified: false },
].map((one) => ({
  ...one,
  address: null,
  controlGroupId: null,
  sameName: null,
  createdAt: at(1),
  allowed: ['organisation.verify'],
}));

/** What the examples answer, by row name. A row without a handler here answers 204 or 404. */
const handlers: Record<string, Handler> = {
  'session.read': () => ({
    me,
    lab: { ...labHere, identity },
    demonstrationAccounts,
  }),
  'lab.edit_identity': ({ body }) => {
    identity = body as typeof identity;
  },
  'session.create': ({ body }) => {
    becomeMock(sideOf(body.email));
    return me;
  },
  'session.delete': () => becomeMock(null),
  'session.switch': () => me,
  'session.list': () => [
    { id: idOf(20), createdAt: at(1), lastSeenAt: at(23), agent: 'Chromium 140, Linux', current: true },
    { id: idOf(21), createdAt: at(2), lastSeenAt: at(9), agent: 'Safari 19, iPhone', current: false },
  ],
  'token.list': () => [
    {
      id: idOf(30),
      name: 'CI',
      scope: 'submit',
      createdAt: at(1),
      expiresAt: '2027-01-01T00:00:00.000Z',
      lastUsedAt: null,
    },
  ],
  'token.create': ({ body }) => ({
    id: idOf(31),
    name: body.name,
    scope: body.scope ?? 'submit',
    createdAt: at(1),
    expiresAt: '2027-01-01T00:00:00.000Z',
    lastUsedAt: null,
    secret: 'slt_example_secret_shown_once',
  }),
  'organisation.list': () => pageOf(organisations),
  'organisation.read': ({ params }) => {
    const own = me?.organisation;
    const one = own?.id === params.id ? own : vendor;
    return {
      ...organisations[0],
      ...one,
      allowed: ownerAllowed,
      wallet: { balance: 1_200, held: 40 },
      members: [
        {
          personId: idOf(10),
          name: '陈工',
          email: 'vendor@demo.example',
          roles: ['owner'],
          alone: false,
          proposal: null,
        },
        {
          personId: idOf(11),
          name: '周工',
          email: 'zhou@demo.example',
          roles: ['member'],
          alone: false,
          proposal: null,
        },
      ],
      invitations: [
        {
          id: idOf(40),
          email: 'new@demo.example',
          roles: ['member'],
          expiresAt: at(30),
          consent: 'unasked',
          asked: [],
          mine: false,
        },
      ],
    };
  },
  'organisation.browse': () =>
    pageOf(
      [shownVendor, shownDepartment].map(({ id, name, roles, region, ...lists }) => ({
        ...{ id, name, roles, region },
        scenarios: lists.scenarios.total,
        solutions: lists.solutions.total,
        datasets: lists.datasets.total,
        certificates: lists.record.certificates.valid,
        cases: lists.cases.total,
        badges: roles.includes('supply') ? (['service_provider'] as const) : [],
      })),
      { role: { supply: 1, demand: 1 } },
    ),
  'organisation.show': byId([shownVendor, shownDepartment]),
  'organisation.invite': () => ({
    id: idOf(41),
    link: 'http://127.0.0.1:8080/invitations/abcdefghijklmnopqrstuvwx',
    expiresAt: at(30),
    consent: 'unasked',
  }),
  'invitation.read': () => ({
    organisation: vendor,
    email: 'new@demo.example',
    roles: ['member'],
    known: false,
    badge: null,
    training: null,
  }),
  'person.list': () =>
    pageOf([
      { id: idOf(10), name: '陈工', email: 'vendor@demo.example', suspended: false, organisations: [vendor] },
      {
        id: idOf(12),
        name: '赵工',
        email: 'zhao@demo.example',
        suspended: true,
        organisations: [department],
      },
    ]),
  'person.reset_link': () => ({
    link: 'http://127.0.0.1:8080/reset/abcdefghijklmnopqrstuvwx',
    expiresAt: at(30),
  }),
  'edition.browse': () => pageOf([editionRow]),
  'edition.read': byId([edition]),
  'list_import.list': () => pageOf([importRow]),
  'list_import.read': () => wholeImport,
  'edition.create': () => ({ id: edition.id }),
  'algorithm.browse': () =>
    pageOf([algorithm], { field: { environmental_protection: 1 }, task: { forecasting: 1 } }),
  'algorithm.read': byId([algorithm]),
  'dataset.browse': () =>
    pageOf([dataset], { field: { environmental_protection: 1 }, accessMode: { sandbox_only: 1 } }),
  'dataset.read': byId([dataset]),
  'dataset.uses': () =>
    pageOf([
      {
        id: idOf(610),
        at: at(2),
        organisation: vendor,
        kind: 'run',
        version: '2024',
        rows: null,
        format: null,
        run: { id: idOf(700), split: 'hidden' },
        job: null,
        purpose: '训练积水液位预测',
      },
      {
        id: idOf(611),
        at: at(3),
        organisation: vendor,
        kind: 'download',
        version: '2024',
        rows: 1200,
        format: 'csv',
        run: null,
        job: null,
        purpose: null,
      },
    ]),
  'access_request.browse': () =>
    pageOf([
      accessRequest,
      {
        ...accessRequest,
        id: idOf(602),
        status: 'approved',
        allowed: [],
        grant: {
          id: idOf(603),
          status: 'active',
          expires: '2027-01-31',
          methods: ['compute', 'data_job'],
          uses: 20,
          used: 3,
        },
      },
    ]),
  'scenario.browse': () =>
    pageOf([scenario, draftScenario], {
      field: { environmental_protection: 1, citizens_appeals: 1 },
      region: { '510104': 2 },
    }),
  'scenario.read': byId([scenario, draftScenario]),
  'scenario.create': () => ({ id: draftScenario.id }),
  ...callHandlers,
  'favour.list': () => fairness,
  'clarification.list': () => clarifications,
  'scenario.amend': () => ({ number: 2 }),
  'scenario.edit': () => ({ updatedAt: new Date().toISOString() }),
  'case.similar': () => [
    {
      id: idOf(71),
      title: { zh: '内涝预警试点提前终止', en: 'Flood warning ended early' },
      outcome: 'failed',
      reasonCode: 'data',
      field: 'environmental_protection',
      lesson: {
        zh: '雨量计每年有两个月停机检修，训练数据中没有这一段；试点前应先核对数据的连续性。',
        en: 'Gauges stand still two months a year and no training data say so: check the data for gaps before a pilot.',
      },
      likeness: 0.62,
    },
    {
      id: idOf(72),
      title: { zh: '管网水质巡检', en: 'Patrol of the mains' },
      outcome: 'accepted',
      reasonCode: null,
      field: 'environmental_protection',
      lesson: { zh: '先旁路运行一个月，再接入调度。' },
      likeness: null,
    },
  ],
  'scenario.similar': () => [{ id: scenario.id, title: scenario.title, owner: department, likeness: 0.71 }],
  'solution.create': () => ({ id: solution.id }),
  'algorithm.create': () => ({ id: algorithm.id }),
  'dataset.create': () => ({ id: dataset.id }),
  'benchmark.browse': () => pageOf([]),
  'certificate.browse': () => pageOf([]),
  ...matchHandlers,
  ...brokerHandlers,
  ...noticeHandlers,
  ...joiningHandlers,
  ...labDeskHandlers,
  ...dataJobHandlers,
  ...dataRequestHandlers,
  ...fieldRemarkHandlers,
  ...jointNeedHandlers,
  ...harvestHandlers,
  ...dataCounterHandlers,
  ...grantHandlers,
  ...cockpitHandlers,
  ...badgeHandlers,
  ...solutionHandlers,
  ...recordHandlers,
  ...ticketHandlers,
  ...needPaperHandlers,
  ...pilotHandlers,
  ...roomHandlers,
  ...inboxHandlers,
  'showcase.read': () => ({
    counts: {
      solutions: 24,
      algorithms: 31,
      datasets: 12,
      scenarios: 18,
      benchmarks: 7,
      runs: 214,
      certificates: 9,
      cases: 3,
      organisations: 14,
      pilots: 4,
      replications: 2,
    },
    funnel: [
      { stage: 'showcase', engagements: 24 },
      { stage: 'matching', engagements: 11 },
      { stage: 'validation', engagements: 6 },
      { stage: 'field', engagements: 4 },
      { stage: 'enablement', engagements: 2 },
    ],
    fields: [
      { field: 'environmental_protection', scenarios: 6, solutions: 9 },
      { field: 'public_services', scenarios: 5, solutions: 8 },
      { field: 'citizens_appeals', scenarios: 3, solutions: 2 },
      { field: 'market_supervision', scenarios: 2, solutions: 3 },
      { field: 'social_management', scenarios: 1, solutions: 1 },
      { field: 'economic_operation', scenarios: 1, solutions: 1 },
    ],
    regions: [
      { region: '510104', scenarios: 4 },
      { region: '510105', scenarios: 1 },
    ],
    story,
    certificates: [story.certificate],
    scenarios: [scenario],
    solutions: [solution, otherSolution],
    cases: [],
  }),
  'lab.read_desk': () => desks,
  'sandbox.read': () => ({ available: true, level: 'hardened', cgroup: 'v2', workers: 2, reasons: [] }),
  'key.list': () => [
    {
      keyId: 'ed25519-0011223344556677',
      alg: 'Ed25519',
      publicKey: 'ABEiM0RVZneImaq7zN3u/wARIjNEVWZ3iJmqu8zd7v8=',
      from: at(1),
      until: null,
      compromisedSince: null,
    },
  ],
  ...quiet,
};

const patterns = routes.map((row) => ({
  row,
  test: new RegExp(`^${row.path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`),
}));

/** Answers a request by the row it belongs to. */
export function answer(
  method: string,
  url: string,
  body: string,
): { status: number; body: unknown; row?: Route } {
  const { pathname, searchParams } = new URL(url, 'http://mock');
  for (const { row, test } of patterns) {
    const found = row.method === method ? test.exec(pathname) : null;
    if (!found) continue;
    const handler = handlers[row.name];
    if (!handler && row.reply === 'none') return { status: 204, body: undefined, row };
    const said = handler?.({
      params: { ...found.groups },
      query: searchParams,
      body: body ? (JSON.parse(body) as Record<string, unknown>) : {},
    });
    if (row.reply === 'none') return { status: 204, body: undefined, row };
    if (said !== undefined && said !== null) return { status: 200, body: said, row };
  }
  const problem = {
    type: '/problems/not_found',
    status: 404,
    code: 'not_found',
    title: 'not found',
    detail: pathname,
    requestId: 'mock',
  };
  return { status: 404, body: problem };
}
