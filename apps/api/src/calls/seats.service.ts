import { Inject, Injectable } from '@nestjs/common';
import { execute, queryOne, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import { hashOf, newSecret } from '@scenario-lab/db/organisations/sessions.queries';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';
import { holdPanel } from './hold-seat.js';
import { seatCount } from './substitutes.js';

const GiveRow = z.object({
  number: z.number(),
});

const TakeRow = z.object({
  number: z.number().nullable(),
});

const DeclareRow = z.object({
  id: z.string(),
});

@Injectable()
export class SeatsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** A code for a declared seat; shown once, kept as its hash. Errors: `duplicate` where the seat is taken. */
  give(actor: SignedIn, id: string, number: number): Promise<{ code: string }> {
    return this.database.asActor(actor, async (tx) => {
      const call = await holdPanel(tx, actor, id, 'give');
      if (number > (await seatCount(tx, call))) throw new Refusal('not_found', { thing: 'seat', number });
      const code = newSecret();
      const row = await queryRow(
        tx,
        GiveRow,
        `INSERT INTO panel_seat AS s (call_id, number, code_hash) VALUES ($1, $2, $3)
         ON CONFLICT (call_id, number) DO UPDATE SET code_hash = excluded.code_hash WHERE s.person_id IS NULL AND s.out_by IS NULL
         RETURNING number`,
        [id, number, hashOf(code)],
      );
      if (!row) throw new Refusal('duplicate', { thing: 'seat', number });
      return { code };
    });
  }

  vacate(actor: SignedIn, id: string, number: number): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await holdPanel(tx, actor, id, 'vacate');
      const changed = await execute(
        tx,
        `UPDATE panel_seat SET person_id = NULL, organisation_id = NULL, said = '', taken_at = NULL, code_hash = NULL
         WHERE call_id = $1 AND number = $2 AND person_id IS NOT NULL AND out_by IS NULL`,
        [id, number],
      );
      if (changed === 0) throw new Refusal('not_found', { thing: 'seat', number });
    });
  }

  take(actor: SignedIn, id: string, code: string, said: string): Promise<{ number: number }> {
    return this.database.asActor(actor, async (tx) => {
      await holdPanel(tx, actor, id, 'take');
      await insistFree(tx, id, actor);
      const { number } = await queryOne(tx, TakeRow, 'SELECT take_seat($1, $2, $3) AS number', [
        id,
        hashOf(code),
        said,
      ]);
      if (number === null) throw inputRefusal({ path: 'code', code: 'wrong_code' });
      await recordEvent(tx, { thing: 'call', id, event: 'call.seat_taken', by: actor });
      return { number };
    });
  }

  /** What ties a seat to the bidders is said before it reads a bid, and stands. */
  declare(actor: SignedIn, id: string, tiedTo: readonly string[], said: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const { seatNumber } = await holdPanel(tx, actor, id, 'declare');
      await insistFree(tx, id, actor);
      const bidders = await queryRows(tx, DeclareRow, 'SELECT id FROM seat_bidders($1)', [id]);
      tiedTo.forEach((one, at) => {
        if (!bidders.some((bidder) => bidder.id === one))
          throw inputRefusal({ path: `tiedTo.${at}`, code: 'not_a_bidder' });
      });
      await execute(
        tx,
        `UPDATE panel_seat SET declared_at = clock_timestamp(), tied_to = $3, declared = $4
         WHERE call_id = $1 AND number = $2`,
        [id, seatNumber, [...new Set(tiedTo)], said],
      );
      await recordEvent(tx, { thing: 'call', id, event: 'call.ties_declared', by: actor });
    });
  }

  stepBack(actor: SignedIn, id: string, reason: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const { seatNumber } = await holdPanel(tx, actor, id, 'step_back');
      await execute(
        tx,
        `UPDATE panel_seat SET out_by = 'stepped_back', out_reason = $3 WHERE call_id = $1 AND number = $2`,
        [id, seatNumber, reason],
      );
      await recordEvent(tx, { thing: 'call', id, event: 'call.seat_stepped_back', by: actor });
    });
  }
}

const InsistFreeRow = z.object({
  rule: z.string().nullable(),
});

/** Errors: `tied_to_bidder` with the rule: a bidder's own people, or those of one that its owners own too. */
async function insistFree(
  tx: Parameters<Parameters<Database['asActor']>[1]>[0],
  callId: string,
  actor: SignedIn,
): Promise<void> {
  const { rule } = await queryOne(tx, InsistFreeRow, 'SELECT seat_conflict($1, $2) AS rule', [
    callId,
    actor.personId,
  ]);
  if (rule) throw new Refusal('tied_to_bidder', { rule });
}
