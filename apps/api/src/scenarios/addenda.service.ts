import { Inject, Injectable } from '@nestjs/common';
import type { Addendum, SaveAddendum } from '@scenario-lab/contracts/scenarios';
import { execute, json, queryOne, queryRows } from '@scenario-lab/db/core/rows';
import { insistUnchanged, savedAtSql } from '@scenario-lab/db/core/versioned';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { changesOf, leavesTime } from '@scenario-lab/domain/scenarios/addendum';
import { z } from 'zod';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';
import { holdScenario, insistOnceEach } from './hold-scenario.js';

const AmendRow = z.object({
  today: z.string(),
});

const AmendRow2 = z.object({
  number: z.number(),
});

@Injectable()
export class AddendaService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** The addendum, what it changes of the need, and the event that tells of it: all of them or none. */
  amend(
    actor: SignedIn,
    id: string,
    { text, changes }: SaveAddendum,
    seen: string | null,
  ): Promise<{ number: number }> {
    return this.database.asActor(actor, async (tx) => {
      const { need } = await holdScenario(tx, actor, id, 'amend');
      await insistUnchanged(tx, 'scenario', id, seen);
      if (changes.criteria) insistOnceEach(changes.criteria, 'changes.criteria');
      const changed = changesOf(need, changes);
      const { today } = await queryOne(tx, AmendRow, 'SELECT current_date::text AS today');
      for (const one of changed) {
        if (one.field === 'deadline' && !leavesTime(one.before, one.after, today))
          throw inputRefusal({ path: 'changes.deadline', code: 'deadline_too_near' });
        if (one.field === 'decisionDate' && one.after !== null && one.after < today)
          throw inputRefusal({ path: 'changes.decisionDate', code: 'in_the_past' });
        if (one.field === 'questionsUntil' && one.after !== null && one.after < today)
          throw inputRefusal({ path: 'changes.questionsUntil', code: 'in_the_past' });
      }
      const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
      const after = { ...need, ...given };
      if (changes.questionsUntil && after.deadline && changes.questionsUntil >= after.deadline)
        throw inputRefusal({ path: 'changes.questionsUntil', code: 'not_before_the_deadline' });
      await execute(
        tx,
        `UPDATE scenario SET need = $2, budget = $3, deadline = $4, updated_at = ${savedAtSql} WHERE id = $1`,
        [id, JSON.stringify(after), after.budget, after.deadline],
      );
      // The need is locked, so no two take one number.
      const { number } = await queryOne(
        tx,
        AmendRow2,
        `INSERT INTO addendum (id, scenario_id, number, text, changes)
         SELECT $1, $2, coalesce(max(number), 0) + 1, $3, $4 FROM addendum WHERE scenario_id = $2 RETURNING number`,
        [newId(), id, JSON.stringify(text), JSON.stringify(changed)],
      );
      await recordEvent(tx, { thing: 'scenario', id, event: 'scenario.amended', by: actor });
      return { number };
    });
  }
}

type AddendaOfAnswer = Omit<Addendum, 'at'> & { at: Date };

const AddendaOfRow = z.object({
  number: z.number(),
  text: json<AddendaOfAnswer['text']>(),
  changes: json<AddendaOfAnswer['changes']>(),
  at: z.date(),
});

/** In the order they were published. */
export async function addendaOf(tx: Tx, scenarioId: string): Promise<Addendum[]> {
  const rows = await queryRows(
    tx,
    AddendaOfRow,
    'SELECT number, at, text, changes FROM addendum WHERE scenario_id = $1 ORDER BY number',
    [scenarioId],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
