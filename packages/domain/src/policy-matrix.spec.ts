import { machines } from '@scenario-lab/contracts/machines';
import { describe, expect, it } from 'vitest';
import { type Actor, type Role, roles } from './actor.js';
import {
  bidScenes,
  callScenes,
  consortiumScenes,
  objectionScenes,
  panelScenes,
} from './calls/test-scenes.js';
import { policies } from './policies.js';
import { allowed, type Facts, type Policy } from './policy.js';
import {
  badgeScenes,
  bare,
  brokerRecordScenes,
  campScenes,
  grants,
  importScenes,
  jointScenes,
  meetingScenes,
  perStatus,
  recordScenes,
  scenarioScenes,
  ticket,
  traineeScenes,
  webhookScenes,
  wishes,
} from './policy-scenes.js';
import { foreignScenes, packScenes, trustedLabScenes } from './replication-packs/testing/scenes.js';
import type { RunFacts } from './runs/runs.policy.js';

// The whole matrix role × action × status × whose. Regenerate with `npx vitest run -u` and read the diff: every
// changed line is a right given or taken.

const organisations = ['own', 'other_side', 'elsewhere', 'lab'] as const;
type Place = (typeof organisations)[number];

const person = (role: Role, organisationId: Place): Actor => ({
  personId: `${role}@${organisationId}`,
  organisationId,
  controlGroupId: null,
  roles: [role],
  isOwner: role !== 'observer',
});
const places = (role: Role): readonly Place[] =>
  role === 'vendor' || role === 'department' ? ['own', 'other_side', 'elsewhere'] : ['lab'];
const actors: Record<string, Actor> = {
  anonymous: 'anonymous',
  ...Object.fromEntries(
    roles.flatMap((role) => places(role).map((place) => [`${role} ${place}`, person(role, place)])),
  ),
};

function cells<F extends Facts>(policy: Policy<string, string, F>, scenes: Record<string, F>) {
  const byScene: Record<string, Record<string, string>> = {};
  for (const [scene, facts] of Object.entries(scenes)) {
    const row: Record<string, string> = {};
    for (const [name, actor] of Object.entries(actors)) {
      const actions = allowed(policy, actor, facts).map((action) => action.slice(policy.thing.length + 1));
      if (actions.length > 0) row[name] = actions.join(' ');
    }
    byScene[scene] = row;
  }
  return byScene;
}

const own = { ownerOrganisationId: 'own' };
const sides = { vendorOrganisationId: 'own', departmentOrganisationId: 'other_side' };
const run = {
  ...own,
  ownerControlGroupId: null,
  needOwnerOrganisationId: 'other_side',
  dataOwnerOrganisationId: 'other_side',
  published: false,
  reported: true,
  decidedByPersonId: null,
  lookOpen: false,
  handledByPersonIds: [],
  otherReviewer: true,
  actorBelongsToVendor: false,
};
const listing = { '': { ...own, published: false }, published: { ...own, published: true } };
const data = {
  ...own,
  published: true,
  granted: false,
  versionInUse: false,
  versionExamined: false,
  datasetExamined: false,
};
const question = { ...own, needStatus: 'published', questionsOpen: true, askedByUs: false };
const cards = machines.solution.statuses;
function versions<F extends object>(statuses: readonly string[], facts: F) {
  const variants: Record<string, F & { versionStatus: string }> = {};
  for (const versionStatus of statuses) variants[`version ${versionStatus}`] = { ...facts, versionStatus };
  return variants;
}

const runs = perStatus<RunFacts>(machines.run.statuses, {
  hidden: { ...run, split: 'hidden' },
  sample: { ...run, split: 'sample' },
  published: { ...run, split: 'hidden', published: true },
  'no report': { ...run, split: 'hidden', reported: false },
  'decided by the reviewer': { ...run, split: 'hidden', decidedByPersonId: 'reviewer@lab' },
  'handled by the reviewer': { ...run, split: 'hidden', handledByPersonIds: ['reviewer@lab'] },
  'handled by the only reviewer': {
    ...run,
    split: 'hidden',
    handledByPersonIds: ['reviewer@lab'],
    otherReviewer: false,
  },
  'look not charged': { ...run, split: 'hidden', lookOpen: true },
  "lab's own": { ...run, split: 'hidden', ownerOrganisationId: 'lab' },
});

const taken = { adopterOrganisationId: 'own', sourceOrganisationId: 'other_side', vendorOrganisationId: 'x' };
const source = { adopterOrganisationId: 'x', sourceOrganisationId: 'own', vendorOrganisationId: 'own' };

const matrix = {
  organisation: cells(policies.organisation, {
    existing: { status: 'existing', organisationId: 'own' },
    lab: { status: 'existing', organisationId: 'lab', proposedByPersonId: 'somebody' },
    'lab, proposed by the admin': {
      status: 'existing',
      organisationId: 'lab',
      proposedByPersonId: 'admin@lab',
    },
    'lab, in one hand with the admin': {
      status: 'existing',
      organisationId: 'lab',
      proposedByPersonId: 'somebody',
      inOneHand: true,
    },
  }),
  person: cells(policies.person, {
    any: { status: 'active', personId: 'somebody' },
    oneself: { status: 'active', personId: 'admin@lab' },
  }),
  solution: cells(policies.solution, perStatus(cards, listing)),
  algorithm: cells(
    policies.algorithm,
    perStatus(cards, {
      '': { ...own, published: false, versionStatus: null },
      lab: { ownerOrganisationId: 'lab', published: false, versionStatus: null },
    }),
  ),
  algorithm_versions: cells(
    policies.algorithm,
    perStatus(['listed'], versions(machines.algorithm_version.statuses, { ...own, published: true })),
  ),
  dataset: cells(
    policies.dataset,
    perStatus(cards, {
      open: { ...data, published: false, accessMode: 'open', versionStatus: 'ready' },
      'sandbox_only lab': {
        ...data,
        ownerOrganisationId: 'lab',
        published: false,
        accessMode: 'sandbox_only',
        versionStatus: 'ready',
      },
    }),
  ),
  dataset_versions: cells(
    policies.dataset,
    perStatus(['listed'], {
      ...versions(machines.dataset_version.statuses, { ...data, accessMode: 'open' as const }),
      on_request: { ...data, accessMode: 'on_request', versionStatus: 'ready' },
      examined: {
        ...data,
        accessMode: 'open',
        versionStatus: 'ready',
        versionExamined: true,
        datasetExamined: true,
      },
      'another examined': { ...data, accessMode: 'open', versionStatus: 'ready', datasetExamined: true },
      'in use': { ...data, accessMode: 'open', versionStatus: 'deprecated', versionInUse: true },
      'on_request granted': { ...data, granted: true, accessMode: 'on_request', versionStatus: 'ready' },
      'sandbox_only granted': { ...data, granted: true, accessMode: 'sandbox_only', versionStatus: 'ready' },
    }),
  ),
  catalogue_import: cells(policies.catalogue_import, importScenes),
  catalogue_source: cells(policies.catalogue_source, perStatus(machines.catalogue_source.statuses, bare)),
  scenario: cells(policies.scenario, perStatus(machines.scenario.statuses, scenarioScenes)),
  benchmark: cells(policies.benchmark, perStatus(machines.benchmark_version.statuses, { '': own })),
  access_request: cells(
    policies.access_request,
    perStatus(machines.access_request.statuses, {
      '': { ownerOrganisationId: 'own', requesterOrganisationId: 'other_side', requesterVerified: true },
      'lab data': {
        ownerOrganisationId: 'lab',
        requesterOrganisationId: 'other_side',
        requesterVerified: true,
      },
      'not verified': {
        ownerOrganisationId: 'own',
        requesterOrganisationId: 'other_side',
        requesterVerified: false,
      },
    }),
  ),
  grant: cells(policies.grant, perStatus(machines.grant.statuses, grants)),
  data_job: cells(
    policies.data_job,
    perStatus(machines.data_job.statuses, {
      '': { ...own, granteeOrganisationId: 'other_side', granted: true, datasetPublished: true },
      'no grant': { ...own, granteeOrganisationId: 'other_side', granted: false, datasetPublished: true },
      'lab data': {
        ownerOrganisationId: 'lab',
        granteeOrganisationId: 'other_side',
        granted: true,
        datasetPublished: true,
      },
      'own data': { ...own, granteeOrganisationId: 'own', granted: true, datasetPublished: true },
    }),
  ),
  field_remark: cells(
    policies.field_remark,
    perStatus(machines.field_remark.statuses, {
      'on the desk': { ...own, thingStatus: 'in_review' },
      returned: { ...own, thingStatus: 'returned' },
      listed: { ...own, thingStatus: 'listed' },
    }),
  ),
  joint_need: cells(policies.joint_need, perStatus(machines.joint_need.statuses, jointScenes)),
  data_request: cells(policies.data_request, perStatus(machines.data_request.statuses, wishes)),
  broker_record: cells(policies.broker_record, brokerRecordScenes),
  match: cells(policies.match, { '': { status: null, ...sides } }),
  engagement: cells(
    policies.engagement,
    perStatus(machines.engagement.statuses, {
      '': { ...sides, partnerOrganisationIds: [], pilotLive: false },
      partner: { ...sides, partnerOrganisationIds: ['elsewhere'], pilotLive: false },
      'pilot live': { ...sides, partnerOrganisationIds: [], pilotLive: true },
    }),
  ),
  run: cells(policies.run, runs),
  review: cells(policies.review, runs),
  webhook: cells(policies.webhook, webhookScenes),
  badge: cells(policies.badge, perStatus(machines.badge.statuses, badgeScenes)),
  camp: cells(policies.camp, perStatus(machines.camp.statuses, campScenes)),
  trainee: cells(policies.trainee, perStatus(machines.trainee.statuses, traineeScenes)),
  certificate: cells(
    policies.certificate,
    perStatus(machines.certificate.statuses, {
      '': { ...own, vendorHeard: true },
      'not heard': { ...own, vendorHeard: false },
    }),
  ),
  pilot: cells(
    policies.pilot,
    perStatus(machines.pilot.statuses, {
      '': { ...sides, enoughObservations: true },
      'too few': { ...sides, enoughObservations: false },
    }),
  ),
  case: cells(
    policies.case,
    perStatus(['draft', 'published'], {
      '': { ...sides, departmentConsents: true },
      'no consent': { ...sides, departmentConsents: false },
    }),
  ),
  replication: cells(
    policies.replication,
    perStatus(machines.replication.statuses, {
      '': { ...taken, namesTold: true, namesAgreed: false },
      'names untold': { ...taken, namesTold: false, namesAgreed: false },
      'the source, names untold': { ...source, namesTold: false, namesAgreed: false },
      'the source agreed': { ...source, namesTold: false, namesAgreed: true },
    }),
  ),
  foreign_pack: cells(policies.foreign_pack, foreignScenes),
  trusted_lab: cells(policies.trusted_lab, trustedLabScenes),
  replication_pack: cells(policies.replication_pack, packScenes),
  edition: cells(
    policies.edition,
    perStatus(machines.edition.statuses, {
      '': { numbered: false, preparedByPersonIds: [], otherPublisher: true },
      'with a number': { numbered: true, preparedByPersonIds: [], otherPublisher: true },
      'by the operator': { numbered: false, preparedByPersonIds: ['operator@lab'], otherPublisher: true },
      'by the only operator': {
        numbered: false,
        preparedByPersonIds: ['operator@lab'],
        otherPublisher: false,
      },
    }),
  ),
  ticket: cells(
    policies.ticket,
    perStatus(machines.ticket.statuses, {
      '': ticket,
      'no word, no evidence': { ...ticket, responded: false, hasEvidence: false },
      'helped, no reporter': {
        ...ticket,
        departmentId: 'x',
        coHandlerIds: ['own'],
        vendorId: 'other_side',
        hasReporter: false,
      },
      merged: { ...ticket, merged: true },
    }),
  ),
  list_import: cells(
    policies.list_import,
    Object.fromEntries([null, 'reading', 'read', 'undone'].map((status) => [status ?? '(new)', { status }])),
  ),
  lab: cells(policies.lab, { any: { status: null } }),
  security: cells(policies.security, { any: { status: null } }),
  control_group: cells(policies.control_group, { any: { status: null } }),
  record: cells(policies.record, recordScenes),
  taxonomy: cells(policies.taxonomy, { any: { status: null } }),
  synonym: cells(policies.synonym, { any: { status: null } }),
  cockpit: cells(policies.cockpit, {
    closed: { status: null, open: false },
    open: { status: null, open: true },
  }),
  call: cells(policies.call, perStatus(machines.call.statuses, callScenes)),
  bid: cells(policies.bid, perStatus(machines.call.statuses, bidScenes)),
  consortium: cells(policies.consortium, perStatus(machines.call.statuses, consortiumScenes)),
  panel: cells(policies.panel, perStatus(machines.call.statuses, panelScenes)),
  objection: cells(policies.objection, perStatus(machines.call.statuses, objectionScenes)),
  meeting: cells(policies.meeting, perStatus(machines.scenario.statuses, meetingScenes)),
  favour: cells(
    policies.favour,
    perStatus(machines.scenario.statuses, { '': { ...own, owed: 0 }, owed: { ...own, owed: 1 } }),
  ),
  clarification: cells(policies.clarification, {
    'to ask': { ...question, status: null },
    'to ask · closed': { ...question, status: null, questionsOpen: false },
    'to ask · need closed': { ...question, status: null, needStatus: 'closed' },
    asked: { ...question, status: 'asked' },
    'asked · by us': { ...question, status: 'asked', askedByUs: true },
    answered: { ...question, status: 'answered', askedByUs: true },
    withdrawn: { ...question, status: 'withdrawn', askedByUs: true },
    removed: { ...question, status: 'removed', askedByUs: true },
  }),
  monthly_report: cells(policies.monthly_report, {
    asked: { status: null, drafted: false, sealed: false, signedBy: [] },
    drafted: { status: null, drafted: true, sealed: false, signedBy: [] },
    'signed by another': { status: null, drafted: true, sealed: false, signedBy: ['somebody'] },
    'signed by two': { status: null, drafted: true, sealed: false, signedBy: ['somebody', 'another'] },
    sealed: { status: null, drafted: true, sealed: true, signedBy: ['somebody', 'another'] },
  }),
  key: cells(policies.key, { any: { status: null } }),
};

describe('the whole matrix', () => {
  it('is the one on file', async () => {
    await expect(`${JSON.stringify(matrix, null, 1)}\n`).toMatchFileSnapshot('./policy-matrix.snap.json');
  });

  it('covers every policy, and every action is open to somebody somewhere', () => {
    for (const policy of Object.values(policies)) {
      const tables = Object.entries(matrix).filter(
        ([name]) => name === policy.thing || name === `${policy.thing}_versions`,
      );
      const seen = new Set(
        tables.flatMap(([, scenes]) =>
          Object.values(scenes).flatMap((row) => Object.values(row).flatMap((actions) => actions.split(' '))),
        ),
      );
      expect([...seen].filter(Boolean).sort(), policy.thing).toEqual(Object.keys(policy.rules).sort());
    }
  });

  it('an observer and a visitor never change anything', () => {
    for (const [thing, scenes] of Object.entries(matrix)) {
      for (const [scene, row] of Object.entries(scenes)) {
        for (const who of ['observer lab', 'anonymous']) {
          for (const action of (row[who] ?? '').split(' ').filter(Boolean)) {
            expect(action, `${who} on ${thing} ${scene}`).toMatch(/^(read\w*|list)$/);
          }
        }
      }
    }
  });

  it('a stranger of the same role may touch nothing that is not public', () => {
    for (const thing of [
      'engagement',
      'pilot',
      'run',
      'review',
      'access_request',
      'grant',
      'data_job',
      'replication',
      'replication_pack',
    ] as const) {
      for (const [scene, row] of Object.entries(matrix[thing])) {
        if (scene.includes('published') || scene.includes('partner')) continue;
        for (const who of ['vendor elsewhere', 'department elsewhere']) {
          expect(row[who], `${who} on ${thing} ${scene}`).toBeUndefined();
        }
      }
    }
  });
});
