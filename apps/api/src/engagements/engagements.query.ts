import { Inject, Injectable } from '@nestjs/common';
import type { Engagement, EngagementRow, listEngagements } from '@scenario-lab/contracts/engagements';
import { engagementMachine } from '@scenario-lab/contracts/engagements/engagement.machine';
import type { Received } from '@scenario-lab/contracts/route';
import { readPage, Where } from '@scenario-lab/db/core/page';
import { json, queryRow, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import {
  EngagementRecord,
  engagementColumns,
  engagementFactsOf,
  engagementFrom,
  engagementMembersSql,
  engagementRowOf,
  leftFromSql,
} from '@scenario-lab/db/engagements/engagement.queries';
import { readRunRows } from '@scenario-lab/db/runs/run-row.queries';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { engagementPolicy } from '@scenario-lab/domain/engagements/engagements.policy';
import { type Stage, stageOf } from '@scenario-lab/domain/engagements/stage';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { demand } from '../http/demand.js';
import { anywhere } from '../http/id-page.js';
import { DATABASE } from '../http/tokens.js';
import { mentionableOf, mentionsSql } from './room-people.js';

type Filter = Received<typeof listEngagements>['query'];
type Detail = Pick<Engagement, 'predictions' | 'benchmarks' | 'members'> & {
  proposal: string;
  end_reason: string | null;
  procurement_number: string | null;
  pilot_id: string | null;
  case_id: string | null;
};

const detailColumns = `${engagementMembersSql('e.id')} AS members, e.proposal, e.predictions, e.end_reason, e.procurement_number,
  -- A plan given up before its first day is past; a pilot stopped in the field is what the engagement ended with.
  (SELECT p.id FROM pilot p WHERE p.engagement_id = e.id AND (p.status <> 'terminated' OR e.status = 'field_rejected')
   ORDER BY p.created_at DESC LIMIT 1) AS pilot_id,
  (SELECT c.id FROM lab_case c JOIN pilot p ON p.id = c.pilot_id WHERE p.engagement_id = e.id) AS case_id,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('id', b.id, 'versionId', v.id, 'title', b.title) ORDER BY v.id DESC), '[]')
   FROM benchmark b JOIN benchmark_version v ON v.benchmark_id = b.id
   WHERE b.scenario_id = e.scenario_id AND v.status = 'open') AS benchmarks`;

type ReadAnswer = EngagementRecord & Detail;

const ReadRow = z.object({
  id: z.string(),
  status: word<ReadAnswer['status']>(),
  left_from: word<NonNullable<ReadAnswer['left_from']>>().nullable(),
  scenario: json<ReadAnswer['scenario']>(),
  solution: json<ReadAnswer['solution']>(),
  vendor: json<ReadAnswer['vendor']>(),
  department: json<ReadAnswer['department']>(),
  updated_at: z.date(),
  pilot_live: z.boolean(),
  partners: z.array(z.string()),
  members: json<Engagement['members']>(),
  benchmarks:
    json<{ id: string; versionId: string; title: { zh?: string | undefined; en?: string | undefined } }[]>(),
  predictions: json<{ criterion: string; value: number }[]>(),
  proposal: z.string(),
  end_reason: z.string().nullable(),
  procurement_number: z.string().nullable(),
  pilot_id: z.string().nullable(),
  case_id: z.string().nullable(),
});

@Injectable()
export class EngagementsQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  list(actor: SignedIn, filter: Filter) {
    return this.database.asActor(actor, async (tx) => {
      const { rows, next, total } = await readPage(tx, {
        row: EngagementRecord,
        select: engagementColumns,
        from: engagementFrom,
        // Its face is seen by whoever sees it; names are asked for by the search alone.
        counted: filter.q ? undefined : 'engagement e',
        id: 'e.id',
        where: whereOf(filter),
        key: { sql: 'e.updated_at', type: 'timestamptz' },
        page: filter,
      });
      return { items: rows.map((row): EngagementRow => engagementRowOf(row, actor)), next, total };
    });
  }

  read(actor: SignedIn, id: string): Promise<Engagement> {
    return this.database.asActor(actor, async (tx) => {
      const row = await queryRow(
        tx,
        ReadRow,
        `SELECT ${engagementColumns}, ${detailColumns} FROM ${engagementFrom} WHERE e.id = $1 AND e.status <> 'new'`,
        [id],
      );
      if (!row) throw new Refusal('not_found', { thing: 'engagement', id });
      demand(may(engagementPolicy, actor, 'engagement.read', engagementFactsOf(row)));
      return {
        ...engagementRowOf(row, actor),
        proposal: row.proposal || null,
        predictions: row.predictions,
        endReason: row.end_reason,
        procurementNumber: row.procurement_number,
        messages: await messagesOf(tx, id),
        members: row.members,
        mentionable: await mentionableOf(tx, id),
        runs: await readRunRows(tx, actor, { engagementId: id }),
        benchmarks: row.benchmarks,
        pilotId: row.pilot_id,
        caseId: row.case_id,
      };
    });
  }
}

function whereOf(filter: Filter): Where {
  const where = new Where().and(`e.status <> 'new'`);
  if (filter.status) where.and('e.status = ?', filter.status);
  if (filter.side) where.and(`e.${filter.side === 'supply' ? 'vendor' : 'department'}_id = app_org()`);
  if (filter.scenarioId) where.and('e.scenario_id = ?', filter.scenarioId);
  if (filter.stage) {
    const [plain, either] = statusesAt(filter.stage);
    // Some ends are reached from more than one stage; the status before tells which.
    where.and(
      `CASE WHEN e.status IN ('withdrawn', 'not_selected') THEN ${leftFromSql} = ANY(?) ELSE e.status = ANY(?) END`,
      either,
      plain,
    );
  }
  if (filter.q) {
    const text = anywhere(filter.q);
    where.and(
      'f.scenario_title::text ILIKE ? OR f.solution_title::text ILIKE ? OR vo.name::text ILIKE ? OR dp.name::text ILIKE ?',
      text,
      text,
      text,
      text,
    );
  }
  return where;
}

/** Statuses that lie in a stage, and those a broken-off engagement was in when it broke off there. */
function statusesAt(stage: Stage): [string[], string[]] {
  const { statuses } = engagementMachine;
  return [
    statuses.filter((status) => stageOf(status) === stage),
    statuses.filter((before) => stageOf('withdrawn', before) === stage),
  ];
}

type MessagesOfAnswer = Omit<Engagement['messages'][number], 'at'> & { at: Date };

const MessagesOfRow = z.object({
  organisation: json<MessagesOfAnswer['organisation']>(),
  id: z.string(),
  text: z.string(),
  author: z.string(),
  at: z.date(),
  mentions: z.array(z.string()),
});

async function messagesOf(tx: Tx, id: string): Promise<Engagement['messages']> {
  const rows = await queryRows(
    tx,
    MessagesOfRow,
    `SELECT * FROM (
       SELECT m.id, m.at, m.text, coalesce(person_name(m.person_id), '') AS author,
         jsonb_build_object('id', o.id, 'name', o.name) AS organisation, ${mentionsSql}
       FROM message m JOIN organisation o ON o.id = m.organisation_id WHERE m.engagement_id = $1
       ORDER BY m.at DESC, m.id DESC LIMIT 500) AS latest ORDER BY at, id`,
    [id],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
