import type { NoticeKind } from '@scenario-lab/contracts/notices';
import type { Role } from '../actor.js';

/** A party's right in a thing, as `party` holds it. */
type Right = 'own' | 'act' | 'oversee' | 'read';

/**
 * Who is told when something became true: the people of the parties that hold one of `rights` in the thing (or in
 * what it is a part of) other than the organisation that did it, and those of the lab who hold one of the `desk`
 * roles; never the person who did it.
 */
export interface NoticeRule {
  kind: NoticeKind;
  rights: readonly Right[];
  desk: readonly Role[];
  /** Who is no party: vendors engaged on the need, those who hold a grant on the data, those who want the same data. */
  also?: 'engaged' | 'grantees' | 'called' | 'wishers' | 'claimant' | 'joint';
  /** Whoever sits on the call's panel, each as a person. */
  seated?: true;
  /** Whoever the message names, each as a person, as long as that person may read the room. */
  mentioned?: true;
  /** Whoever has a seat in the camp, and who teaches there, each as a person. */
  attends?: true;
}

const owners =
  (kind: NoticeKind, desk: readonly Role[] = []) =>
  (...events: string[]): [string, NoticeRule][] =>
    events.map((event) => [event, { kind, rights: ['own'], desk }]);
const sides =
  (kind: NoticeKind, desk: readonly Role[] = []) =>
  (...events: string[]): [string, NoticeRule][] =>
    events.map((event) => [event, { kind, rights: ['own', 'act'], desk }]);
const everyParty =
  (kind: NoticeKind, desk: readonly Role[] = []) =>
  (...events: string[]): [string, NoticeRule][] =>
    events.map((event) => [event, { kind, rights: ['own', 'act', 'read'], desk }]);
const desk =
  (...roles: Role[]) =>
  (...events: string[]): [string, NoticeRule][] =>
    events.map((event) => [event, { kind: 'desk', rights: [], desk: roles }]);

/** Every event that somebody is told of. What is not here stands in a thing's history and nowhere else. */
export const noticeRules: ReadonlyMap<string, NoticeRule> = new Map([
  ...owners('decision')(
    'organisation.verified',
    'organisation.figure_published',
    'organisation.figure_closed',
    'organisation.reply_shown',
    'organisation.reply_refused',
    'organisation.webhook_disabled',
    'organisation.mail_domain_confirmed',
    'organisation.mail_domain_refused',
    'organisation.mail_domain_revoked',
    'organisation.joining_asked',
    'organisation.joined_by_domain',
    'solution.listed',
    'solution.returned',
    'solution.delisted',
    'solution.qualification_seen',
    'solution.qualification_unseen',
    'solution.qualification_ending',
    'algorithm.listed',
    'algorithm.returned',
    'algorithm.delisted',
    'dataset.listed',
    'dataset.returned',
    'dataset.delisted',
    'scenario.published',
    'scenario.returned',
    'scenario.brought',
  ),
  ...['scenario.closed', 'scenario.extended', 'scenario.withdrawn'].map((event): [string, NoticeRule] => [
    event,
    { kind: 'decision', rights: ['own'], desk: [], also: 'engaged' },
  ]),
  // Exams made of the need may differ from it now, which is the lab's to see.
  ['scenario.amended', { kind: 'decision', rights: ['own'], desk: ['operator'], also: 'engaged' }],
  ...owners('decision', ['operator'])('scenario.question_asked'),
  // Who asked follows the need, and hears of it as every follower does.
  ...['scenario.favour_recorded', 'scenario.favour_offered'].map((event): [string, NoticeRule] => [
    event,
    { kind: 'decision', rights: ['own'], desk: [], also: 'engaged' },
  ]),
  ['scenario.question_answered', { kind: 'decision', rights: [], desk: [], also: 'engaged' }],
  ['call.open', { kind: 'decision', rights: ['own'], desk: [], also: 'called' }],
  ...desk('admin')('organisation.document_added', 'organisation.mail_domain_asked'),
  ...desk('operator')('call.keyed', 'call.key_brought'),
  ...desk('operator', 'broker')('organisation.joint_month_begun'),
  ['call.cancelled', { kind: 'decision', rights: ['own'], desk: ['operator'], also: 'called' }],
  ...[
    'call.opened',
    'call.failed',
    'call.postponed',
    'call.seat_substituted',
    'call.award_announced',
    'call.runner_up',
    'call.objection_rejected',
    'call.objection_upheld',
    'call.awarded',
  ].map((event): [string, NoticeRule] => [
    event,
    { kind: 'decision', rights: ['own'], desk: ['operator'], also: 'called', seated: true },
  ]),
  ['call.round_closed', { kind: 'decision', rights: ['own'], desk: ['operator'], seated: true }],
  ...owners('decision', ['operator'])('call.recommended', 'call.objected', 'call.seat_stepped_back'),
  ...owners('decision')('call.seat_taken'),
  ['dataset_version.deprecated', { kind: 'decision', rights: [], desk: [], also: 'grantees' }],
  ...sides('decision')(
    'access_request.submitted',
    'access_request.info_asked',
    'access_request.info_given',
    'access_request.approved',
    'access_request.refused',
    'access_request.withdrawn',
    'access_request.lapsed',
    'access_request.exam_sealed',
  ),
  ...everyParty('decision')(
    'grant.expired',
    'grant.revoked',
    'grant.renewal_asked',
    'grant.addendum_proposed',
    'grant.addendum_agreed',
    'grant.addendum_declined',
    'grant.addendum_withdrawn',
    'grant.match_asked',
    'grant.match_agreed',
    'grant.match_declined',
    'grant.match_counted',
    'grant.lapsing',
  ),
  ['data_request.routed', { kind: 'decision', rights: [], desk: [], also: 'claimant' }],
  ...[
    'data_request.claimed',
    'data_request.fulfilled',
    'data_request.declined',
    'data_request.merged',
    'data_request.reopened',
  ].map((event): [string, NoticeRule] => [
    event,
    { kind: 'decision', rights: [], desk: [], also: 'wishers' },
  ]),
  // Those who were asked and have not gone; the lab has proposed it.
  ...['proposed', 'settled', 'drafted', 'unsettled', 'joined', 'dissolved'].map(
    (event): [string, NoticeRule] => [
      `joint_need.${event}`,
      {
        kind: 'decision',
        rights: [],
        desk: event === 'proposed' ? [] : ['operator', 'broker'],
        also: 'joint',
      },
    ],
  ),
  ['joint_need.widened', { kind: 'decision', rights: [], desk: [], also: 'joint' }],
  ...['member_agreed', 'member_declined', 'member_left', 'lead_passed'].map((event): [string, NoticeRule] => [
    `joint_need.${event}`,
    { kind: 'decision', rights: [], desk: ['operator', 'broker'], also: 'joint' },
  ]),
  ...desk('operator', 'broker')('data_request.opened', 'data_request.handed_back'),
  ...sides('decision')('data_job.held', 'data_job.revoked', 'data_job.cancelled'),
  ...owners('decision')('data_job.released', 'data_job.partly_released', 'data_job.refused'),
  ...owners('processing')('data_job.program_refused', 'data_job.given_up'),
  ['data_job.submitted', { kind: 'decision', rights: ['act'], desk: [] }],
  ...owners('processing')(
    'algorithm_version.ready',
    'algorithm_version.refused',
    'dataset_version.ready',
    'dataset_version.refused',
    'dataset_version.masked',
    'dataset_version.masking_refused',
    'benchmark_version.open',
    'benchmark_version.refused',
    'benchmark_version.closed',
    'benchmark_version.data_deprecated',
  ),
  ...owners('run')(
    'run.finished',
    'run.algorithm_fault',
    'run.cancelled',
    'run.info_asked',
    'run.review_resumed',
    'run.approved',
    'run.rejected',
    'run.void',
  ),
  ...owners('run', ['operator'])('run.platform_fault'),
  ...sides('engagement')(
    'engagement.proposed',
    'engagement.invited',
    'engagement.accepted',
    'engagement.declined',
    'engagement.validating',
    'engagement.validated',
    'engagement.validation_failed',
    'engagement.not_selected',
    'engagement.withdrawn',
    'engagement.awarded',
    'engagement.enabling',
    'engagement.completed',
    'engagement.message',
    'engagement.record_added',
    'engagement.record_confirmed',
    'engagement.record_taken_back',
    'engagement.task_added',
    'engagement.task_done',
    'engagement.task_dropped',
    'engagement.handed_over',
    'engagement.checklist_added',
    'engagement.checklist_done',
    'engagement.talk_proposed',
    'engagement.talk_agreed',
    'engagement.talk_called_off',
    'meeting_seat.taken',
    'meeting_seat.queued',
    'meeting_seat.left',
  ),
  ['engagement.mentioned', { kind: 'mention', rights: [], desk: [], mentioned: true }],
  // Of a place its vendor is told; the department has the list.
  ...owners('engagement')('meeting_seat.moved_up', 'meeting_seat.called_off'),
  ...['scenario.meeting_offered', 'scenario.meeting_called_off'].map((event): [string, NoticeRule] => [
    event,
    { kind: 'decision', rights: ['own'], desk: [], also: 'engaged' },
  ]),
  ...sides('engagement', ['operator'])('engagement.shortlisted', 'engagement.call_won'),
  ...sides('field')(
    'engagement.piloting',
    'engagement.field_accepted',
    'engagement.field_rejected',
    'pilot.planned',
    'pilot.replanned',
    'pilot.started',
    'pilot.paused',
    'pilot.resumed',
    'pilot.evaluating',
    'pilot.accepted',
    'pilot.rejected',
    'pilot.terminated',
  ),
  ...sides('field')(
    'pilot.midterm_reviewed',
    'pilot.condition_met',
    'pilot.payments_recorded',
    'pilot.change_proposed',
    'pilot.change_agreed',
    'pilot.change_declined',
    'pilot.change_withdrawn',
    'pilot.document_added',
    'pilot.document_confirmed',
    'pilot.went_silent',
    'pilot.points_quarantined',
    'pilot.points_released',
    'pilot.points_dropped',
  ),
  ...desk('operator')('pilot.signing_failed'),
  // The lab has a certificate in doubt on its desk, and a new test to arrange.
  ...sides('field', ['operator'])('pilot.drifted', 'pilot.revalidated'),
  ...owners('certificate')(
    'certificate.issued',
    'certificate.cleared',
    'certificate.suspended',
    'certificate.reinstated',
    'certificate.expired',
    'certificate.revoked',
  ),
  ...owners('certificate')(
    'badge.recommended',
    'badge.declined',
    'badge.issued',
    'badge.cleared',
    'badge.expired',
    'badge.revoked',
  ),
  ...owners('certificate', ['operator'])('badge.watched', 'badge.lost', 'badge.warned'),
  ...owners('certificate')('trainee.certified', 'trainee.revoked'),
  ...owners('decision')('trainee.moved_up', 'trainee.released', 'trainee.fell_short'),
  ['camp.session_near', { kind: 'decision', rights: [], desk: [], attends: true }],
  ...desk('operator', 'broker')('trainee.seated', 'trainee.queued', 'trainee.withdrawn'),
  ...desk('operator', 'reviewer')('badge.applied', 'badge.handed_back'),
  ...owners('certificate', ['reviewer'])('certificate.watched', 'certificate.drifted'),
  ...everyParty('field', ['broker'])(
    'replication.requested',
    'replication.adopted',
    'replication.declined',
    'replication.withdrawn',
  ),
  ...sides('field', ['operator'])(
    'case.pack_asked',
    'case.pack_agreed',
    'case.pack_written',
    'case.pack_withdrawn',
  ),
  ...everyParty('field')('replication.assessing', 'replication.transfer_testing', 'replication.reassessing'),
  // The dispatcher's: what is new, what came back.
  ...sides('field', ['operator'])(
    'ticket.returned',
    'ticket.reopened',
    'ticket.escalated',
    'ticket.false_closure',
  ),
  ...sides('field')('ticket.assigned', 'ticket.merged'),
  ...owners('field')('ticket.answered', 'ticket.closed'),
  ...desk('operator')(
    'ticket.opened',
    'organisation.record_replied',
    'solution.submitted',
    'algorithm.submitted',
    'dataset.submitted',
    'scenario.submitted',
    'benchmark_version.difference_agreed',
    'run.report_failed',
    'run.comparison_failed',
    'dataset_version.open_rows_failed',
    'edition.returned',
    'edition.published',
    'edition.withdrawn',
    'edition.files_failed',
  ),
  ...desk('operator')('catalogue_source.failed', 'catalogue_source.given_up'),
  ...desk('operator', 'admin')('edition.submitted'),
  ...desk('reviewer')('run.in_review', 'run.info_given', 'run.appealed', 'certificate.answered'),
  ...desk('admin')(
    'organisation.registered',
    'organisation.key_rotated',
    'organisation.key_compromised',
    'organisation.roles_proposed',
    'organisation.roles_declined',
  ),
]);
