import { Inject, Injectable } from '@nestjs/common';
import type { Clarification, Clarifications } from '@scenario-lab/contracts/clarifications';
import type { OrganisationRef, Text } from '@scenario-lab/contracts/common';
import { execute, json, queryOne, queryRow } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import {
  type ClarificationRecord,
  clarificationFactsOf,
  type QuestionedNeed,
  readClarification,
  readClarifications,
  readQuestionedNeed,
} from '@scenario-lab/db/scenarios/clarification.queries';
import { recordEvent } from '@scenario-lab/db/transition';
import type { Actor, SignedIn } from '@scenario-lab/domain/actor';
import { isLab } from '@scenario-lab/domain/actor';
import { allowed, may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { clarificationPolicy } from '@scenario-lab/domain/scenarios/clarification.policy';
import { z } from 'zod';
import { demand } from '../http/demand.js';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';

/** Questions of one organisation on one need that may wait for their answers at a time. */
const mostWaiting = 10;

const AskRow = z.object({
  waiting: z.number(),
});

const AnswerRow = z.object({
  number: z.number(),
});

const RemoveRow = z.object({
  personId: z.string(),
  organisationId: z.string(),
});

const RevealRow = z.object({
  organisation: json<{ id: string; name: Text }>(),
  person: z.string(),
});

@Injectable()
export class ClarificationsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  list(actor: Actor, scenarioId: string): Promise<Clarifications> {
    return this.database.asActor(actor, async (tx) => {
      const need = await needOf(tx, scenarioId);
      const records = await readClarifications(tx, actor, scenarioId);
      return {
        until: need.until,
        open: need.open,
        items: records.map((record) => viewOf(actor, need, record)),
        allowed: allowed(clarificationPolicy, actor, clarificationFactsOf(need, null)),
      };
    });
  }

  /** The event names nobody: histories, notices and live views are read by the department and by rivals. */
  ask(actor: SignedIn, scenarioId: string, question: Text): Promise<{ id: string }> {
    return this.database.asActor(actor, async (tx) => {
      const need = await needOf(tx, scenarioId);
      demand(may(clarificationPolicy, actor, 'clarification.ask', clarificationFactsOf(need, null)));
      await insistUnnamed(tx, actor, { 'question.zh': question.zh, 'question.en': question.en });
      const { waiting } = await queryOne(
        tx,
        AskRow,
        `SELECT count(*)::int AS waiting FROM clarification c JOIN clarification_asker a ON a.clarification_id = c.id
         WHERE c.scenario_id = $1 AND a.organisation_id = app_org() AND c.answered_at IS NULL
           AND c.withdrawn_at IS NULL AND c.removed_at IS NULL`,
        [scenarioId],
      );
      if (waiting >= mostWaiting) throw new Refusal('questions_waiting', { most: mostWaiting });
      const id = newId();
      await execute(
        tx,
        'INSERT INTO clarification (id, scenario_id, question, asked_on) VALUES ($1, $2, $3, current_date)',
        [id, scenarioId, JSON.stringify(question)],
      );
      await execute(
        tx,
        'INSERT INTO clarification_asker (clarification_id, person_id, organisation_id) VALUES ($1, $2, $3)',
        [id, actor.personId, actor.organisationId],
      );
      await execute(
        tx,
        `INSERT INTO follow (person_id, organisation_id, thing, thing_id) VALUES ($1, $2, 'scenario', $3)
         ON CONFLICT DO NOTHING`,
        [actor.personId, actor.organisationId, scenarioId],
      );
      await recordEvent(tx, { thing: 'scenario', id: scenarioId, event: 'scenario.question_asked' });
      return { id };
    });
  }

  answer(actor: SignedIn, id: string, answer: Text): Promise<{ number: number }> {
    return this.database.asActor(actor, async (tx) => {
      const record = await hold(tx, actor, id, 'answer');
      // The need is locked, so no two answers take one number.
      await execute(tx, 'SELECT 1 FROM scenario WHERE id = $1 FOR UPDATE', [record.scenario_id]);
      const { number } = await queryOne(
        tx,
        AnswerRow,
        'SELECT coalesce(max(number), 0) + 1 AS number FROM clarification WHERE scenario_id = $1',
        [record.scenario_id],
      );
      await change(
        tx,
        id,
        `number = $2, answer = $3, answered_at = date_trunc('milliseconds', clock_timestamp())`,
        [number, JSON.stringify(answer)],
      );
      await recordEvent(tx, {
        thing: 'scenario',
        id: record.scenario_id,
        event: 'scenario.question_answered',
        by: actor,
      });
      return { number };
    });
  }

  withdraw(actor: SignedIn, id: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const record = await hold(tx, actor, id, 'withdraw');
      await change(tx, id, 'withdrawn_at = clock_timestamp()', []);
      await recordEvent(tx, {
        thing: 'scenario',
        id: record.scenario_id,
        event: 'scenario.question_withdrawn',
      });
    });
  }

  remove(actor: SignedIn, id: string, reason: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const record = await hold(tx, actor, id, 'remove');
      const asker = await queryRow(
        tx,
        RemoveRow,
        'SELECT person_id AS "personId", organisation_id AS "organisationId" FROM clarification_asker WHERE clarification_id = $1',
        [id],
      );
      if (asker) await insistUnnamed(tx, asker, { reason });
      await execute(
        tx,
        'UPDATE clarification SET removed_at = clock_timestamp(), removed_reason = $2 WHERE id = $1',
        [id, reason],
      );
      await recordEvent(tx, {
        thing: 'scenario',
        id: record.scenario_id,
        event: 'scenario.question_removed',
        by: actor,
      });
    });
  }

  /** The look stands in the need's history, with who looked; its reason is the asker's and the lab's to read. */
  reveal(
    actor: SignedIn,
    id: string,
    reason: string,
  ): Promise<{ organisation: OrganisationRef; person: string }> {
    return this.database.asActor(actor, async (tx) => {
      const record = await hold(tx, actor, id, 'reveal');
      const asker = await queryRow(
        tx,
        RevealRow,
        `SELECT jsonb_build_object('id', o.id, 'name', o.name) AS organisation, coalesce(person_name(a.person_id), '') AS person
         FROM clarification_asker a JOIN organisation o ON o.id = a.organisation_id WHERE a.clarification_id = $1`,
        [id],
      );
      if (!asker) throw new Refusal('not_found', { thing: 'clarification', id });
      await execute(
        tx,
        'INSERT INTO asker_look (id, clarification_id, person_id, reason) VALUES ($1, $2, $3, $4)',
        [newId(), id, actor.personId, reason],
      );
      // Without the reason: the department reads remarks on its need, and a reason may say who it is about.
      await recordEvent(tx, {
        thing: 'scenario',
        id: record.scenario_id,
        event: 'scenario.asker_seen',
        by: actor,
      });
      return asker;
    });
  }
}

async function needOf(tx: Tx, scenarioId: string): Promise<QuestionedNeed> {
  const need = await readQuestionedNeed(tx, scenarioId);
  if (!need) throw new Refusal('not_found', { thing: 'scenario', id: scenarioId });
  return need;
}

async function hold(
  tx: Tx,
  actor: SignedIn,
  id: string,
  action: 'answer' | 'withdraw' | 'remove' | 'reveal',
): Promise<ClarificationRecord> {
  const record = await readClarification(tx, actor, id);
  if (!record) throw new Refusal('not_found', { thing: 'clarification', id });
  const need = await needOf(tx, record.scenario_id);
  demand(may(clarificationPolicy, actor, `clarification.${action}`, clarificationFactsOf(need, record)));
  return record;
}

/** Only what still waits: an answer and a withdrawal at the same moment do not both stand. */
async function change(tx: Tx, id: string, set: string, values: unknown[]): Promise<void> {
  const changed = await execute(
    tx,
    `UPDATE clarification SET ${set} WHERE id = $1
     AND answered_at IS NULL AND withdrawn_at IS NULL AND removed_at IS NULL`,
    [id, ...values],
  );
  if (changed === 0) throw new Refusal('wrong_status', { thing: 'clarification', id });
}

const InsistUnnamedRow = z.object({
  name: json<Text>(),
  credit_code: z.string().nullable(),
  person: z.string(),
});

/** Errors: `invalid_input` at the first text in which the asker is named; all of them are published. */
async function insistUnnamed(
  tx: Tx,
  asker: Pick<SignedIn, 'personId' | 'organisationId'>,
  texts: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const row = await queryRow(
    tx,
    InsistUnnamedRow,
    'SELECT o.name, o.credit_code, person_name($2) AS person FROM organisation o WHERE o.id = $1',
    [asker.organisationId, asker.personId],
  );
  const names = [row?.name?.zh, row?.name?.en, row?.credit_code, row?.person]
    .filter((name): name is string => typeof name === 'string' && [...name.trim()].length > 1)
    .map(plain);
  for (const [path, text] of Object.entries(texts)) {
    const said = plain(text ?? '');
    if (names.some((name) => said.includes(name))) throw inputRefusal({ path, code: 'names_the_asker' });
  }
}

const plain = (text: string) => text.normalize('NFKC').replace(/\s+/g, '').toLowerCase();

/** What was removed is shown as removed, without its words, but for the lab and whose words they were. */
function viewOf(actor: Actor, need: QuestionedNeed, record: ClarificationRecord): Clarification {
  const words = record.removed_at === null || record.mine || isLab(actor);
  return {
    id: record.id,
    number: record.number,
    askedOn: record.asked_on,
    question: words ? record.question : null,
    answer: words ? record.answer : null,
    answeredAt: record.answered_at?.toISOString() ?? null,
    withdrawn: record.withdrawn_at !== null,
    removed: record.removed_at
      ? { at: record.removed_at.toISOString(), reason: record.removed_reason ?? '' }
      : null,
    mine: record.mine,
    looks: record.looks.map(({ at, reason }) => ({ at: new Date(at).toISOString(), reason })),
    allowed: allowed(clarificationPolicy, actor, clarificationFactsOf(need, record)),
  };
}
