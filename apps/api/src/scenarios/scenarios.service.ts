import { Inject, Injectable } from '@nestjs/common';
import type { SaveScenario, scenarioDeeds } from '@scenario-lab/contracts/scenarios';
import { endCallsOfNeed } from '@scenario-lab/db/calls/end-calls';
import { queryOne } from '@scenario-lab/db/core/rows';
import { insistUnchanged, savedAtSql } from '@scenario-lab/db/core/versioned';
import type { Database, Tx } from '@scenario-lab/db/database';
import { settleRemarks, takeUpRemarks, tellRemarks } from '@scenario-lab/db/field-remarks/review-rounds';
import { joinNeeds } from '@scenario-lab/db/joint-needs/join-needs';
import { transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { z } from 'zod';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';
import { columnsOf } from '../listing/need-columns.js';
import { holdScenario } from './hold-scenario.js';
import { checkNeed, insertNeed, insistMayCreate } from './insert-need.js';

const EditRow = z.object({
  updated_at: z.date(),
});

@Injectable()
export class ScenariosService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  create(actor: SignedIn, need: SaveScenario): Promise<{ id: string }> {
    return this.database.asActor(actor, async (tx) => {
      insistMayCreate(actor);
      return { id: await insertNeed(tx, actor, need) };
    });
  }

  /** Saves a draft. `seen` is what the writer had read: whoever saved in between is not overwritten. */
  edit(actor: SignedIn, id: string, need: SaveScenario, seen: string | null): Promise<{ updatedAt: string }> {
    return this.database.asActor(actor, async (tx) => {
      const { owner } = await holdScenario(tx, actor, id, 'edit');
      await insistUnchanged(tx, 'scenario', id, seen);
      await checkNeed(tx, need);
      const saved = await queryOne(
        tx,
        EditRow,
        `UPDATE scenario SET need = $2, field = $3, region = $4, budget = $5, deadline = $6, said = $7, words = $8::tsvector,
           updated_at = ${savedAtSql} WHERE id = $1 RETURNING updated_at`,
        [id, ...(await columnsOf(tx, owner.id, need))],
      );
      return { updatedAt: saved.updated_at.toISOString() };
    });
  }

  deed(actor: SignedIn, id: string, deed: keyof typeof scenarioDeeds, remark?: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const { need, owner } = await holdScenario(tx, actor, id, deed);
      // Published with a deadline behind it, the need would close at once.
      if (deed === 'submit') await insistAhead(tx, need.deadline);
      if (deed === 'submit') await takeUpRemarks(tx, 'scenario', id, { ...need }, actor);
      if (deed === 'approve') await settleRemarks(tx, 'scenario', id, actor);
      if (deed === 'return')
        await tellRemarks(tx, 'scenario', id, { ownerId: owner.id, body: { ...need } }, actor);
      const said = deed === 'approve' ? { remark: null } : remark === undefined ? {} : { remark };
      if (deed === 'withdraw') await endCallsOfNeed(tx, id, actor, remark ?? '');
      await transition(tx, 'scenario', id, deed, {
        by: actor,
        remark,
        set: { ...said, updated_at: new Date() },
      });
      if (deed === 'approve') await joinNeeds(tx, id, actor);
    });
  }

  /** An extension: a deadline that has passed is moved, or the need would close again at once. */
  reopen(actor: SignedIn, id: string, asked: { remark?: string; deadline?: string }): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const { need } = await holdScenario(tx, actor, id, 'reopen');
      const deadline = asked.deadline ?? need.deadline;
      await insistAhead(tx, deadline);
      await transition(tx, 'scenario', id, 'reopen', {
        by: actor,
        remark: asked.remark,
        set: { need: { ...need, deadline }, deadline, updated_at: new Date() },
      });
    });
  }
}

const InsistAheadRow = z.object({
  past: z.boolean().nullable(),
});

/** Errors: `invalid_input` at `deadline` when the day has passed by the database's calendar. */
async function insistAhead(tx: Tx, deadline: string | null): Promise<void> {
  const { past } = await queryOne(tx, InsistAheadRow, 'SELECT $1::date < current_date AS past', [deadline]);
  if (past) throw inputRefusal({ path: 'deadline', code: 'in_the_past' });
}
