import type { Text } from '@scenario-lab/contracts/common';
import type { Actor } from '@scenario-lab/domain/actor';
import type { ClarificationFacts } from '@scenario-lab/domain/scenarios/clarification.policy';
import { lastDayOfQuestions } from '@scenario-lab/domain/scenarios/questions';
import { z } from 'zod';
import { json, queryRow, queryRows } from '../core/rows.js';
import type { Tx } from '../database.js';

export const ClarificationRecord = z.object({
  id: z.string(),
  scenario_id: z.string(),
  number: z.number().nullable(),
  asked_on: z.string(),
  question: json<Text>(),
  answer: json<Text>().nullable(),
  answered_at: z.date().nullable(),
  withdrawn_at: z.date().nullable(),
  removed_at: z.date().nullable(),
  removed_reason: z.string().nullable(),
  /** Asked by the reader's own organisation; never told of anybody else. */
  mine: z.boolean(),
  looks: json<{ at: string; reason: string }[]>(),
});
export type ClarificationRecord = z.output<typeof ClarificationRecord>;

/** The need as far as questions go, by the lab's calendar. */
export interface QuestionedNeed {
  ownerOrganisationId: string;
  status: string;
  until: string | null;
  open: boolean;
}

/** Visitors' role cannot even read who asked. */
const columns = (
  actor: Actor,
) => `c.id, c.scenario_id, c.number, c.asked_on::text, c.question, c.answer, c.answered_at,
  c.withdrawn_at, c.removed_at, c.removed_reason, ${
    actor === 'anonymous'
      ? `false AS mine, '[]'::jsonb AS looks`
      : `EXISTS (SELECT 1 FROM clarification_asker a WHERE a.clarification_id = c.id AND a.organisation_id = app_org()) AS mine,
         (SELECT coalesce(jsonb_agg(jsonb_build_object('at', l.at, 'reason', l.reason) ORDER BY l.at), '[]')
          FROM asker_look l WHERE l.clarification_id = c.id) AS looks`
  }`;

/** Answered ones by number, then those that wait, in the order they came. */
export function readClarifications(tx: Tx, actor: Actor, scenarioId: string): Promise<ClarificationRecord[]> {
  return queryRows(
    tx,
    ClarificationRecord,
    `SELECT ${columns(actor)} FROM clarification c WHERE c.scenario_id = $1 ORDER BY c.number NULLS LAST, c.id LIMIT 500`,
    [scenarioId],
  );
}

export async function readClarification(
  tx: Tx,
  actor: Actor,
  id: string,
): Promise<ClarificationRecord | null> {
  const row = await queryRow(
    tx,
    ClarificationRecord,
    `SELECT ${columns(actor)} FROM clarification c WHERE c.id = $1`,
    [id],
  );
  return row ?? null;
}

const ReadQuestionedNeedRow = z.object({
  owner_id: z.string(),
  status: z.string(),
  stated: z.string().nullable(),
  deadline: z.string().nullable(),
  today: z.string(),
});

export async function readQuestionedNeed(tx: Tx, scenarioId: string): Promise<QuestionedNeed | null> {
  const row = await queryRow(
    tx,
    ReadQuestionedNeedRow,
    `SELECT owner_id, status, need->>'questionsUntil' AS stated, deadline::text, current_date::text AS today
     FROM scenario WHERE id = $1`,
    [scenarioId],
  );
  if (!row) return null;
  const until = lastDayOfQuestions(row.stated, row.deadline);
  return {
    ownerOrganisationId: row.owner_id,
    status: row.status,
    until,
    open: row.status === 'published' && (until === null || row.today <= until),
  };
}

export function clarificationFactsOf(
  need: QuestionedNeed,
  record: ClarificationRecord | null,
): ClarificationFacts {
  return {
    ownerOrganisationId: need.ownerOrganisationId,
    needStatus: need.status,
    questionsOpen: need.open,
    askedByUs: record?.mine ?? false,
    status: record && stateOf(record),
  };
}

function stateOf(record: ClarificationRecord): string {
  if (record.removed_at) return 'removed';
  if (record.withdrawn_at) return 'withdrawn';
  return record.answered_at ? 'answered' : 'asked';
}
