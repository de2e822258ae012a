import { Inject, Injectable } from '@nestjs/common';
import { seatsAtMost, type substituteSeat } from '@scenario-lab/contracts/panels';
import type { Received } from '@scenario-lab/contracts/route';
import { execute, queryRows } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { mayReplace } from '@scenario-lab/domain/calls/substitute';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { DATABASE } from '../http/tokens.js';
import { holdPanel } from './hold-seat.js';
import { seatCount, substitutesOf } from './substitutes.js';

const NameRow = z.object({
  number: z.number(),
  state: z.string(),
});

@Injectable()
export class SubstitutesService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Who fell away is out by that, with whatever was handed in; the new seat's code is made like any other's. */
  name(
    actor: SignedIn,
    id: string,
    number: number,
    body: Received<typeof substituteSeat>['body'],
  ): Promise<{ number: number }> {
    return this.database.asActor(actor, async (tx) => {
      const call = await holdPanel(tx, actor, id, 'substitute');
      const seats = await seatCount(tx, call);
      if (number > seats) throw new Refusal('not_found', { thing: 'seat', number });
      if ((await substitutesOf(tx, id)).some(({ for_number }) => for_number === number))
        throw new Refusal('duplicate', { thing: 'seat', number });
      if (seats >= seatsAtMost) throw new Refusal('quota_exhausted', { used: seats, of: seatsAtMost });
      const states = await queryRows(tx, NameRow, 'SELECT number, state FROM panel_state($1)', [id]);
      const state = states.find((one) => one.number === number)?.state ?? 'vacant';
      if (!mayReplace(state)) throw new Refusal('wrong_status', { thing: 'seat', status: state });
      await execute(tx, 'INSERT INTO panel_seat (call_id, number) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
        id,
        number,
      ]);
      // A code that was handed out already opens nothing any more.
      await execute(
        tx,
        `UPDATE panel_seat SET out_by = 'replaced', out_reason = $3, code_hash = NULL
         WHERE call_id = $1 AND number = $2 AND out_by IS NULL`,
        [id, number, body.reason],
      );
      await execute(
        tx,
        `INSERT INTO panel_substitute (call_id, number, for_number, name, organisation, ties, reason, person_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [id, seats + 1, number, body.name, body.organisation, body.ties, body.reason, actor.personId],
      );
      await recordEvent(tx, { thing: 'call', id, event: 'call.seat_substituted', by: actor });
      return { number: seats + 1 };
    });
  }
}
