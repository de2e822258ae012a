import { machines } from '@scenario-lab/contracts/machines';
import { type CaseRecord, caseColumns, caseFactsOf, caseFrom } from '@scenario-lab/db/cases/case.queries';
import { editionHands, otherPublisher } from '@scenario-lab/db/editions/editions.queries';
import { pilotLiveSql } from '@scenario-lab/db/engagements/engagement.queries';
import { runFactsOf, runRowColumns, runRowFrom } from '@scenario-lab/db/runs/run-row.queries';
import type { Actor } from '@scenario-lab/domain/actor';
import { stands } from '@scenario-lab/domain/conditions';
import type { EngagementFacts } from '@scenario-lab/domain/engagements/engagements.policy';
import { mayPlan } from '@scenario-lab/domain/pilots/pilots.policy';
import { policies, whoMay } from '@scenario-lab/domain/policies';
import { admits, type Facts, may, type Policy } from '@scenario-lab/domain/policy';
import { callSources } from './inbox-call-sources.js';
import { campSources } from './inbox-camp-sources.js';
import { dataSources } from './inbox-data-sources.js';
import { fieldSources } from './inbox-field-sources.js';
import { jointSources } from './inbox-joint-sources.js';
import { roomSources } from './inbox-room-sources.js';
import { always, asks, hidden, mine, type Source, sides, turnsOf, type Wait } from './inbox-source.js';

const listing = (thing: 'solution' | 'algorithm' | 'dataset', more = ''): Source => ({
  thing,
  from: `${thing} t`,
  id: 't.id',
  status: 't.status',
  title: `t.card->'title'`,
  born: 't.created_at',
  columns: `jsonb_build_object('ownerOrganisationId', t.owner_id, 'published', t.listed IS NOT NULL,
    'versionStatus', NULL ${more}) AS facts`,
  waits: turnsOf(machines[thing], { lab: always, owner: mine('t.owner_id') }),
  may: asks(policies[thing] as Policy<string, string, Facts>),
});

/** There is something to verify it by: a code, or a paper. */
const verifiable = `(t.credit_code IS NOT NULL OR EXISTS (SELECT 1 FROM organisation_document d
  WHERE d.organisation_id = t.id AND d.removed_at IS NULL))`;

export const sources: readonly Source[] = [
  {
    thing: 'organisation',
    from: 'organisation t',
    id: 't.id',
    status: `CASE WHEN t.verified THEN 'verified' ELSE 'existing' END`,
    title: 't.name',
    born: 't.created_at',
    columns: `jsonb_build_object('organisationId', t.id) AS facts`,
    waits: [{ status: 'existing', deed: 'organisation.verify', when: verifiable }],
    may: asks(policies.organisation),
  },
  {
    thing: 'organisation',
    from: 'organisation t',
    id: 't.id',
    status: `'existing'`,
    title: 't.name',
    born: 't.created_at',
    // Who made the link for whose password is asked when the answer is given; here only that one is waited for.
    columns: `jsonb_build_object('organisationId', t.id) AS facts`,
    waits: [
      {
        status: 'existing',
        deed: 'organisation.agree',
        when: `EXISTS (SELECT 1 FROM role_proposal q WHERE q.organisation_id = t.id AND q.proposed_by <> app_person()
            AND q.person_id <> app_person())
          OR EXISTS (SELECT 1 FROM invitation i LEFT JOIN person p ON p.email = i.email WHERE i.organisation_id = t.id
            AND i.consent = 'asked' AND i.accepted_at IS NULL AND i.expires_at > now()
            AND i.invited_by <> app_person() AND p.id IS DISTINCT FROM app_person())`,
      },
    ],
    may: asks(policies.organisation),
  },
  {
    thing: 'organisation',
    from: 'organisation t JOIN mail_domain d ON d.organisation_id = t.id',
    id: 't.id',
    status: `'existing'`,
    title: 't.name',
    born: 'd.created_at',
    columns: `jsonb_build_object('organisationId', t.id) AS facts`,
    waits: [
      {
        status: 'existing',
        deed: 'organisation.decide_mail_domain',
        when: 'd.decided_at IS NULL AND d.ended_at IS NULL',
      },
    ],
    may: asks(policies.organisation),
  },
  {
    thing: 'organisation',
    from: 'organisation t JOIN joining j ON j.organisation_id = t.id',
    id: 't.id',
    status: `'existing'`,
    title: `jsonb_build_object('zh', j.email, 'en', j.email)`,
    born: 'j.created_at',
    columns: `jsonb_build_object('organisationId', t.id) AS facts`,
    waits: [
      {
        status: 'existing',
        deed: 'organisation.answer_joining',
        when: 'j.proved_at IS NOT NULL AND j.declined_at IS NULL',
      },
    ],
    may: asks(policies.organisation),
  },
  listing('solution'),
  listing('algorithm'),
  listing(
    'dataset',
    `, 'accessMode', t.access_mode, 'granted', false, 'versionInUse', false, 'versionExamined', false, 'datasetExamined', false`,
  ),
  {
    thing: 'scenario',
    from: 'scenario t',
    id: 't.id',
    status: 't.status',
    title: `t.need->'title'`,
    born: 't.created_at',
    // What is missing is said on the need's own page; here only that it waits.
    columns: `jsonb_build_object('ownerOrganisationId', t.owner_id, 'publishable', true, 'hasCriteria', true,
      'engagementLive', false, 'ownerVerified', true,
      'jointUnsettled', EXISTS (SELECT 1 FROM joint_need j WHERE j.scenario_id = t.id AND j.status = 'agreed')) AS facts`,
    waits: turnsOf(machines.scenario, { lab: always, owner: mine('t.owner_id') }),
    may: asks(policies.scenario),
  },
  {
    thing: 'access_request',
    from: 'access_request t LEFT JOIN dataset d ON d.id = t.dataset_id',
    id: 't.id',
    status: 't.status',
    title: `coalesce(d.listed->'title', d.card->'title', ${hidden})`,
    born: 't.created_at',
    // Whether the asker is verified is said with the request; it waits all the same.
    columns: `jsonb_build_object('ownerOrganisationId', t.owner_id, 'requesterOrganisationId', t.organisation_id,
      'requesterVerified', true) AS facts`,
    waits: turnsOf(machines.access_request, {
      owner: mine('t.owner_id'),
      requester: mine('t.organisation_id'),
    }),
    may: asks(policies.access_request),
  },
  {
    thing: 'data_job',
    from: 'data_job t',
    id: 't.id',
    status: 't.status',
    title: `jsonb_build_object('zh', t.title, 'en', t.title)`,
    born: 't.created_at',
    columns: `jsonb_build_object('ownerOrganisationId', t.owner_id, 'granteeOrganisationId', t.organisation_id,
      'granted', true, 'datasetPublished', true) AS facts`,
    waits: turnsOf(machines.data_job, { owner: mine('t.owner_id') }),
    may: asks(policies.data_job),
  },
  ...dataSources,
  ...jointSources,
  {
    thing: 'benchmark_version',
    from: `benchmark_version t JOIN benchmark b ON b.id = t.benchmark_id
      LEFT JOIN dataset_version d ON d.id = t.dataset_version_id`,
    id: 't.id',
    page: 'b.id',
    status: 't.status',
    title: 'b.title',
    born: 't.created_at',
    columns: `jsonb_build_object('ownerOrganisationId', b.owner_id) AS facts`,
    waits: turnsOf(
      machines.benchmark_version,
      { lab: always, owner: mine('b.owner_id') },
      {
        'benchmark.seal': `t.problems = '[]' AND d.status = 'ready'`,
        'benchmark.edit': `t.problems <> '[]' OR d.status <> 'ready'`,
        // Its data should not be used any more; their owner can retire them when no exam rests on them.
        'benchmark.close': `d.status = 'deprecated'`,
      },
    ),
    may: asks(policies.benchmark),
  },
  {
    thing: 'engagement',
    from: 'engagement e LEFT JOIN scenario s ON s.id = e.scenario_id',
    id: 'e.id',
    status: 'e.status',
    title: `coalesce(s.need->'title', ${hidden})`,
    born: 'e.created_at',
    columns: `${sides}, 'pilotLive', ${pilotLiveSql}) AS facts`,
    waits: turnsOf(
      machines.engagement,
      { lab: always, department: mine('e.department_id'), vendor: mine('e.vendor_id') },
      {
        'run.submit': `NOT EXISTS (SELECT 1 FROM run r WHERE r.engagement_id = e.id AND r.status IN
          ('queued', 'preparing', 'executing', 'scoring', 'in_review', 'needs_info'))`,
      },
    ),
    may: (actor, deed, row) => {
      const facts = { ...(row.facts as EngagementFacts), status: row.thing_status as string };
      if (deed === 'run.submit') return stands(actor, 'vendor', facts.vendorOrganisationId);
      if (deed === 'pilot.plan') return mayPlan(actor, facts);
      return asks(policies.engagement)(actor, deed, row);
    },
  },
  {
    thing: 'run',
    from: runRowFrom,
    id: 'r.id',
    status: 'r.status',
    title: 't.algorithm_title',
    born: 'r.submitted_at',
    columns: runRowColumns,
    waits: turnsOf(machines.run, { lab: always, vendor: mine('r.vendor_id') }),
    may: (actor, deed, row) => {
      const facts = runFactsOf(row as unknown as Parameters<typeof runFactsOf>[0]);
      return deed === 'run.requeue'
        ? may(policies.run, actor, deed, facts).ok
        : may(policies.review, actor, deed as 'review.approve' | 'review.give_info', facts).ok;
    },
  },
  {
    thing: 'badge',
    from: 'badge t',
    id: 't.id',
    status: 't.status',
    title: 't.title',
    born: 't.created_at',
    // Its rules are measured when the deed is done.
    columns: `jsonb_build_object('ownerOrganisationId', t.holder_id, 'rulesHold', true, 'recommendedByPersonId', t.recommended_by) AS facts`,
    waits: turnsOf(machines.badge, { lab: always }, { 'badge.grant': 't.recommended_by <> app_person()' }),
    may: asks(policies.badge),
  },
  {
    thing: 'certificate',
    from: 'certificate t',
    id: 't.id',
    page: 't.number',
    status: 't.status',
    title: `jsonb_build_object('zh', t.number, 'en', t.number)`,
    born: 't.issued_at',
    columns: `jsonb_build_object('ownerOrganisationId', t.vendor_id, 'vendorHeard', true) AS facts`,
    waits: turnsOf(machines.certificate, { lab: always }),
    may: asks(policies.certificate),
  },
  ...roomSources,
  ...campSources,
  ...fieldSources,
  {
    thing: 'case',
    from: caseFrom,
    id: 'c.id',
    status: `CASE WHEN c.published THEN 'published' ELSE 'draft' END`,
    title: 'c.title',
    born: 'c.created_at',
    columns: caseColumns,
    waits: [
      { status: 'draft', deed: 'case.write', when: mine('c.department_id') },
      { status: 'draft', deed: 'case.publish', when: always },
    ],
    may: (actor, deed, row) => {
      const record = row as unknown as CaseRecord;
      if (deed === 'case.write' && record.consented) return false;
      return may(policies.case, actor, deed as 'case.write' | 'case.publish', caseFactsOf(record)).ok;
    },
  },
  {
    thing: 'replication',
    from: 'replication t LEFT JOIN lab_case c ON c.id = t.case_id LEFT JOIN foreign_pack f ON f.id = t.foreign_pack_id',
    id: 't.id',
    status: 't.status',
    title: `coalesce(c.title, f.content->'case.json'->'title', ${hidden})`,
    born: 't.created_at',
    columns: `jsonb_build_object('adopterOrganisationId', t.adopter_id, 'vendorOrganisationId', t.vendor_id,
      'sourceOrganisationId', c.department_id, 'namesTold', coalesce(names_told(t.id), true)) AS facts`,
    waits: turnsOf(
      machines.replication,
      { lab: always, adopter: mine('t.adopter_id') },
      {
        'replication.adopt': `EXISTS (SELECT 1 FROM run r WHERE r.replication_id = t.id
          AND r.status IN ('finished', 'approved', 'rejected', 'algorithm_fault'))`,
      },
    ),
    may: asks(policies.replication),
  },
  {
    thing: 'edition',
    from: 'edition d',
    id: 'd.id',
    status: 'd.status',
    title: 'd.title',
    born: 'd.created_at',
    columns: `jsonb_build_object('numbered', d.number IS NOT NULL, 'preparedByPersonIds', to_jsonb(${editionHands}),
      'otherPublisher', ${otherPublisher}) AS facts`,
    waits: turnsOf(machines.edition, { lab: always }),
    may: asks(policies.edition),
  },
  {
    thing: 'scenario',
    from: 'scenario t',
    id: 't.id',
    status: `CASE WHEN EXISTS (SELECT 1 FROM clarification c WHERE c.scenario_id = t.id AND c.answered_at IS NULL
      AND c.withdrawn_at IS NULL AND c.removed_at IS NULL) THEN 'asked' ELSE 'quiet' END`,
    title: `t.need->'title'`,
    born: 't.created_at',
    columns: `jsonb_build_object('ownerOrganisationId', t.owner_id, 'needStatus', t.status, 'questionsOpen', true,
      'askedByUs', false) AS facts`,
    waits: [{ status: 'asked', deed: 'clarification.answer', when: mine('t.owner_id') }],
    may: asks(policies.clarification),
  },
  ...callSources,
  {
    thing: 'ticket',
    from: 'ticket t',
    id: 't.id',
    status: 't.status',
    title: 't.title',
    born: 't.reported_at',
    columns: `jsonb_build_object('departmentId', t.department_id, 'coHandlerIds', to_jsonb(t.co_handler_ids),
      'firstDepartmentId', t.first_department_id, 'vendorId', t.vendor_id,
      'intakeOrganisationId', t.intake_organisation_id, 'responded', t.responded_at IS NOT NULL, 'hasEvidence', true,
      'hasReporter', false, 'merged', t.merged_into IS NOT NULL) AS facts`,
    due: 't.resolve_due',
    waits: turnsOf(
      machines.ticket,
      { lab: always, department: mine('t.department_id') },
      { 'ticket.respond': 't.responded_at IS NULL', 'ticket.answer': 't.responded_at IS NOT NULL' },
    ),
    may: asks(policies.ticket),
  },
];

/** What the actor's roles do not admit at all need not be looked for. */
export const waitsFor = (actor: Actor, source: Source): Wait[] =>
  source.waits.filter(({ deed }) => admits(whoMay[deed], actor).ok);
