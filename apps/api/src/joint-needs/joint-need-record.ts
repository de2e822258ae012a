import type { JointDuties, JointNeedRow, JointState } from '@scenario-lab/contracts/joint-needs';
import type { SaveScenario } from '@scenario-lab/contracts/scenarios';
import { execute, json, queryRow, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { type JointNeedFacts, jointNeedPolicy } from '@scenario-lab/domain/joint-needs/joint-needs.policy';
import { type ActionOf, may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';

export const JointRecord = z.object({
  id: z.string(),
  status: word<JointNeedRow['status']>(),
  month: z.string(),
  title: json<JointNeedRow['title']>(),
  note: z.string(),
  lead_id: z.string(),
  lead: json<JointNeedRow['lead']>(),
  scenario_id: z.string().nullable(),
  scenario_status: z.string().nullable(),
  likeness: z.number().nullable(),
  reason: z.string().nullable(),
  created_at: z.date(),
  members: z.number(),
  answered: z.number(),
});
export type JointRecord = z.output<typeof JointRecord>;

export const jointColumns = `j.id, j.status, j.month, j.title, j.note, j.lead_id, j.scenario_id, j.likeness, j.reason, j.created_at,
  (SELECT jsonb_build_object('id', o.id, 'name', o.name) FROM organisation o WHERE o.id = j.lead_id) AS lead,
  (SELECT s.status FROM scenario s WHERE s.id = j.scenario_id) AS scenario_status,
  (SELECT count(*)::int FROM joint_member m WHERE m.joint_need_id = j.id AND m.state IN ('asked', 'agreed')) AS members,
  (SELECT count(*)::int FROM joint_member m WHERE m.joint_need_id = j.id AND m.state = 'agreed') AS answered`;

/** Who takes part, as far as the reader is told: all of it to the lab and to those who have not gone, to others their own. */
export const MemberRecord = z.object({
  organisation_id: z.string(),
  organisation: json<JointNeedRow['lead']>(),
  scenario_id: z.string(),
  scenario_title: json<JointNeedRow['title']>(),
  need: json<SaveScenario>().nullable(),
  state: word<JointState>(),
  duties: json<Partial<JointDuties>>(),
  budget: z.number().nullable(),
  reason: z.string().nullable(),
  at: z.date().nullable(),
});
export type MemberRecord = z.output<typeof MemberRecord>;

export async function membersOf(tx: Tx, jointId: string): Promise<MemberRecord[]> {
  return queryRows(
    tx,
    MemberRecord,
    `SELECT m.organisation_id, jsonb_build_object('id', o.id, 'name', o.name) AS organisation, m.scenario_id,
       coalesce(s.need->'title', '{"zh": "（未公开）", "en": "(not public)"}') AS scenario_title, s.need, m.state, m.duties,
       a.budget, a.reason, a.at
     FROM joint_member m JOIN organisation o ON o.id = m.organisation_id LEFT JOIN scenario s ON s.id = m.scenario_id
       LEFT JOIN joint_answer a ON a.joint_need_id = m.joint_need_id AND a.organisation_id = m.organisation_id
     WHERE m.joint_need_id = $1 ORDER BY m.place`,
    [jointId],
  );
}

export const dutiesOf = ({ data = '', site = '', acceptance = '' }: Partial<JointDuties>): JointDuties => ({
  data,
  site,
  acceptance,
});

export function jointFactsOf(record: JointRecord, members: readonly MemberRecord[]): JointNeedFacts {
  const inState = (...states: JointState[]) =>
    members.filter(({ state }) => states.includes(state)).map(({ organisation_id }) => organisation_id);
  return {
    status: record.status,
    asked: inState('asked'),
    agreed: inState('agreed'),
    gone: inState('declined', 'left'),
    leadOrganisationId: record.lead_id,
    draftOpen: record.scenario_id === null || ['draft', 'returned'].includes(record.scenario_status ?? ''),
  };
}

export interface HeldJoint {
  record: JointRecord;
  members: MemberRecord[];
}

/**
 * The joint need with its members and what policies ask about it. What is joined everybody reads on the need's page; who
 * takes no part in it learns nothing here. Errors: `not_found`.
 */
export async function readableJoint(
  tx: Tx,
  actor: SignedIn,
  id: string,
): Promise<HeldJoint & { facts: JointNeedFacts }> {
  const record = await queryRow(
    tx,
    JointRecord,
    `SELECT ${jointColumns} FROM joint_need j WHERE j.id = $1 AND j.status <> 'new'`,
    [id],
  );
  const members = record ? await membersOf(tx, id) : [];
  const facts = record ? jointFactsOf(record, members) : null;
  if (!record || !facts || !may(jointNeedPolicy, actor, 'joint_need.read', facts).ok)
    throw new Refusal('not_found', { thing: 'joint_need', id });
  return { record, members, facts };
}

/**
 * The joint need with its members, held to the end of the transaction: answers come one after the other. By a lock of its
 * own name, since members lock no rows of each other. Errors: `not_found`, and what the policy says.
 */
export async function holdJoint(
  tx: Tx,
  actor: SignedIn,
  id: string,
  action: ActionOf<typeof jointNeedPolicy>,
): Promise<HeldJoint> {
  await execute(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`joint_need:${id}`]);
  const { record, members, facts } = await readableJoint(tx, actor, id);
  const answer = may(jointNeedPolicy, actor, action, facts);
  if (!answer.ok) throw new Refusal(answer.code, { thing: 'joint_need', id });
  return { record, members };
}
