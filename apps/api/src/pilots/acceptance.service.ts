import { Inject, Injectable } from '@nestjs/common';
import type { reviewMidterm, savePayments } from '@scenario-lab/contracts/pilot-acceptance';
import type { Received } from '@scenario-lab/contracts/route';
import { execute, queryOne, queryRows } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';
import { readKpiFigures, readLabRun } from './kpi-figures.js';
import { holdPilot } from './pilot-record.js';
import { signAcceptance } from './sign-acceptance.js';

const PayRow = z.object({
  today: z.string(),
});

const PayRow2 = z.object({
  title: z.string(),
  due: z.string().nullable(),
  amount: z.number(),
  paidOn: z.string().nullable(),
  reference: z.string(),
  id: z.string(),
});

@Injectable()
export class AcceptanceService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  midterm(
    actor: SignedIn,
    id: string,
    { reason: statement, ...said }: Received<typeof reviewMidterm>['body'],
  ): Promise<{ id: string }> {
    return this.database.asActor(actor, async (tx) => {
      const pilot = await holdPilot(tx, actor, id, 'pilot.review_midterm');
      const lab = await readLabRun(tx, pilot.engagement_id);
      const figures = await readKpiFigures(tx, id, lab);
      const signed = { phase: 'midterm' as const, statement, ...said };
      return { id: await signAcceptance(tx, actor, pilot, figures, lab, signed) };
    });
  }

  /** Once. Errors: `not_found` for one that is none of the pilot's or was met already. */
  meet(actor: SignedIn, id: string, conditionId: string, words: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await holdPilot(tx, actor, id, 'pilot.settle');
      const changed = await execute(
        tx,
        `UPDATE acceptance_condition SET met_at = clock_timestamp(), met_by = $3, met_words = $4
         WHERE id = $1 AND pilot_id = $2 AND met_at IS NULL`,
        [conditionId, id, actor.personId, words],
      );
      if (changed !== 1) throw new Refusal('not_found', { thing: 'acceptance_condition', id: conditionId });
      await recordEvent(tx, { thing: 'pilot', id, event: 'pilot.condition_met', by: actor, remark: words });
    });
  }

  /** The list anew. What was paid is a record: it is neither changed nor left out. Errors: `invalid_input`. */
  pay(actor: SignedIn, id: string, given: Received<typeof savePayments>['body']['payments']): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await holdPilot(tx, actor, id, 'pilot.settle');
      await execute(tx, 'SELECT 1 FROM pilot WHERE id = $1 FOR UPDATE', [id]);
      const { today } = await queryOne(tx, PayRow, 'SELECT current_date::text AS today');
      const before = await queryRows(
        tx,
        PayRow2,
        `SELECT id, title, amount, due::text AS due, paid_on::text AS "paidOn", reference FROM pilot_payment WHERE pilot_id = $1`,
        [id],
      );
      for (const paid of before.filter(({ paidOn }) => paidOn !== null)) {
        const at = given.findIndex((one) => one.id === paid.id);
        const now = given[at];
        const same =
          now &&
          (['title', 'amount', 'due', 'paidOn', 'reference'] as const).every((key) => now[key] === paid[key]);
        if (!same) throw inputRefusal({ path: at < 0 ? 'payments' : `payments.${at}`, code: 'was_paid' });
      }
      given.forEach(({ paidOn }, at) => {
        if (paidOn !== null && paidOn > today)
          throw inputRefusal({ path: `payments.${at}.paidOn`, code: 'in_the_future' });
      });
      const known = new Set(before.map((one) => one.id));
      await execute(tx, 'DELETE FROM pilot_payment WHERE pilot_id = $1', [id]);
      for (const [position, one] of given.entries())
        await execute(
          tx,
          `INSERT INTO pilot_payment (id, pilot_id, title, amount, due, paid_on, reference, position)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
          [
            one.id && known.has(one.id) ? one.id : newId(),
            id,
            one.title,
            one.amount,
            one.due,
            one.paidOn,
            one.reference,
            position,
          ],
        );
      await recordEvent(tx, { thing: 'pilot', id, event: 'pilot.payments_recorded', by: actor });
    });
  }
}
