import type { JointDuties, JointNeedRow, JointState } from '@scenario-lab/contracts/joint-needs';
import type { SaveScenario } from '@scenario-lab/contracts/scenarios';
import type { Tx } from '@scenario-lab/db/database';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { type JointNeedFacts, jointNeedPolicy } from '@scenario-lab/domain/joint-needs/joint-needs.policy';
import { type ActionOf, may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';

export interface JointRecord {
  id: string;
  status: JointNeedRow['status'];
  month: string;
  title: JointNeedRow['title'];
  note: string;
  lead_id: string;
  lead: JointNeedRow['lead'];
  scenario_id: string | null;
  scenario_status: string | null;
  likeness: number | null;
  reason: string | null;
  created_at: Date;
  members: number;
  answered: number;
}

export const jointColumns = `j.id, j.status, j.month, j.title, j.note, j.lead_id, j.scenario_id, j.likeness, j.reason, j.created_at,
  (SELECT jsonb_build_object('id', o.id, 'name', o.name) FROM organisation o WHERE o.id = j.lead_id) AS lead,
  (SELECT s.status FROM scenario s WHERE s.id = j.scenario_id) AS scenario_status,
  (SELECT count(*)::int FROM joint_member m WHERE m.joint_need_id = j.id AND m.state IN ('asked', 'agreed')) AS members,
  (SELECT count(*)::int FROM joint_member m WHERE m.joint_need_id = j.id AND m.state = 'agreed') AS answered`;

/** Who takes part, as far as the reader is told: all of it to the lab and to those who have not gone, to others their own. */
export interface MemberRecord {
  organisation_id: string;
  organisation: JointNeedRow['lead'];
  scenario_id: string;
  scenario_title: JointNeedRow['title'];
  need: SaveScenario | null;
  state: JointState;
  duties: Partial<JointDuties>;
  budget: number | null;
  reason: string | null;
  at: Date | null;
}

export async function membersOf(tx: Tx, jointId: string): Promise<MemberRecord[]> {
  return tx.query(
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
  const [record] = (await tx.query(
    `SELECT ${jointColumns} FROM joint_need j WHERE j.id = $1 AND j.status <> 'new'`,
    [id],
  )) as JointRecord[];
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
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`joint_need:${id}`]);
  const { record, members, facts } = await readableJoint(tx, actor, id);
  const answer = may(jointNeedPolicy, actor, action, facts);
  if (!answer.ok) throw new Refusal(answer.code, { thing: 'joint_need', id });
  return { record, members };
}
