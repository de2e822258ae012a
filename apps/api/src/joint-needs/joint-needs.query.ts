import { Inject, Injectable } from '@nestjs/common';
import type { Text } from '@scenario-lab/contracts/common';
import type {
  JointNeed,
  JointNeedRow,
  jointNeedOfScenario,
  listJointNeeds,
} from '@scenario-lab/contracts/joint-needs';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import { readPage, Where } from '@scenario-lab/db/core/page';
import { json, queryRow, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import type { Actor, SignedIn } from '@scenario-lab/domain/actor';
import { readsEverything } from '@scenario-lab/domain/actor';
import { belongs } from '@scenario-lab/domain/conditions';
import { compareCriteria } from '@scenario-lab/domain/joint-needs/compare-criteria';
import { jointNeedPolicy } from '@scenario-lab/domain/joint-needs/joint-needs.policy';
import { allowed } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { anywhere } from '../http/id-page.js';
import { DATABASE } from '../http/tokens.js';
import { dutiesOf, JointRecord, jointColumns, MemberRecord, readableJoint } from './joint-need-record.js';

type OfScenario = Answer<typeof jointNeedOfScenario>;

const rowOf = (record: JointRecord): JointNeedRow => ({
  id: record.id,
  title: record.title,
  status: record.status,
  month: record.month,
  lead: record.lead,
  members: record.members,
  answered: record.answered,
  createdAt: record.created_at.toISOString(),
});

/** What a need's page tells of those who take part. */
const ShownMember = MemberRecord.omit({ need: true, budget: true, reason: true, at: true });

const OfScenarioRow2 = z.object({
  id: z.string(),
  title: json<Text>(),
  status: word<JointNeedRow['status']>(),
  scenario_id: z.string().nullable(),
});

@Injectable()
export class JointNeedsQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Those the reader takes part in, or has; all of them for the lab. */
  list(
    actor: SignedIn,
    filter: Received<typeof listJointNeeds>['query'],
  ): Promise<Answer<typeof listJointNeeds>> {
    return this.database.asActor(actor, async (tx) => {
      const where = new Where().and("j.status <> 'new'");
      if (!readsEverything(actor))
        where.and(
          'EXISTS (SELECT 1 FROM joint_member m WHERE m.joint_need_id = j.id AND m.organisation_id = ?)',
          actor.organisationId,
        );
      if (filter.status) where.and('j.status = ?', filter.status);
      if (filter.q) where.and('j.title::text ILIKE ?', anywhere(filter.q));
      const { rows, next, total } = await readPage(tx, {
        row: JointRecord,
        select: jointColumns,
        from: 'joint_need j',
        id: 'j.id',
        where,
        key: { sql: 'j.created_at', type: 'timestamptz' },
        page: filter,
      });
      return { items: rows.map(rowOf), next, total };
    });
  }

  read(actor: SignedIn, id: string): Promise<JointNeed> {
    return this.database.asActor(actor, async (tx) => {
      const { record, members, facts } = await readableJoint(tx, actor, id);
      const staying = members.filter(({ state }) => state === 'asked' || state === 'agreed');
      const shares = staying.flatMap(({ budget }) => budget ?? []);
      return {
        ...rowOf(record),
        note: record.note,
        likeness: record.likeness,
        reason: record.reason,
        shares: members.map(shareOf),
        criteria: compareCriteria(
          staying.map(({ organisation_id, need }) => ({
            organisationId: organisation_id,
            criteria: need?.criteria ?? [],
          })),
        ),
        budget: shares.length > 0 ? shares.reduce((sum, share) => sum + share, 0) : null,
        scenario: await draftOf(tx, record.scenario_id),
        allowed: allowed(jointNeedPolicy, actor, facts),
      };
    });
  }

  /** For the page of a need: the joint one it became or was made of, as far as the reader is told of it. */
  ofScenario(actor: Actor, id: string): Promise<OfScenario> {
    return this.database.asActor(actor, async (tx) => {
      const need = await queryRow(tx, z.unknown(), 'SELECT 1 FROM scenario WHERE id = $1', [id]);
      if (!need) throw new Refusal('not_found', { thing: 'scenario', id });
      const row = await queryRow(
        tx,
        OfScenarioRow2,
        `SELECT j.id, j.title, j.status, j.scenario_id FROM joint_need j
         WHERE (j.scenario_id = $1 OR EXISTS (SELECT 1 FROM joint_member m WHERE m.joint_need_id = j.id
             AND m.scenario_id = $1 AND m.state IN ('asked', 'agreed')))
           AND j.status IN ('proposed', 'agreed', 'drafted', 'joined')
         ORDER BY j.created_at DESC LIMIT 1`,
        [id],
      );
      if (!row) return { of: null };
      const members = await queryRows(
        tx,
        ShownMember,
        `SELECT m.organisation_id, jsonb_build_object('id', o.id, 'name', o.name) AS organisation, m.scenario_id,
           s.need->'title' AS scenario_title, m.duties, m.state
         FROM joint_member m JOIN organisation o ON o.id = m.organisation_id JOIN scenario s ON s.id = m.scenario_id
         WHERE m.joint_need_id = $1 AND m.state IN ('asked', 'agreed') ORDER BY m.place`,
        [row.id],
      );
      const own = members.some(({ organisation_id }) => belongs(actor, organisation_id));
      const of: OfScenario['of'] = {
        id: row.id,
        title: row.title,
        status: row.status,
        joint: row.scenario_id === id,
        scenario: await draftOf(tx, row.scenario_id),
        takesPart: own || readsEverything(actor),
        shares: members.map((member) => ({
          organisation: member.organisation,
          scenario: { id: member.scenario_id, title: member.scenario_title },
          duties: dutiesOf(member.duties),
        })),
      };
      return { of };
    });
  }
}

const shareOf = (member: MemberRecord): JointNeed['shares'][number] => ({
  organisation: member.organisation,
  scenario: { id: member.scenario_id, title: member.scenario_title },
  state: member.state,
  duties: dutiesOf(member.duties),
  budget: member.budget,
  reason: member.reason,
  answeredAt: member.at?.toISOString() ?? null,
});

const DraftOfRow = z.object({
  id: z.string(),
  title: json<{ zh?: string | undefined; en?: string | undefined }>(),
  status: z.string(),
});

/** As far as the reader sees it: whoever has left reads no draft of the others. */
async function draftOf(tx: Tx, id: string | null): Promise<JointNeed['scenario']> {
  if (id === null) return null;
  const need = await queryRow(
    tx,
    DraftOfRow,
    `SELECT id, need->'title' AS title, status FROM scenario WHERE id = $1`,
    [id],
  );
  return need ?? null;
}
