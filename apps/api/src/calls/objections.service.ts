import { Inject, Injectable } from '@nestjs/common';
import type { Objection } from '@scenario-lab/contracts/panels';
import type { CallRecord } from '@scenario-lab/db/calls/call.queries';
import { execute, json, queryOne, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { recordEvent, transition } from '@scenario-lab/db/transition';
import { type Actor, holds, isLab, type SignedIn } from '@scenario-lab/domain/actor';
import { objectionPolicy } from '@scenario-lab/domain/calls/panel.policy';
import { belongs } from '@scenario-lab/domain/conditions';
import { allowed, may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { demand } from '../http/demand.js';
import { DATABASE } from '../http/tokens.js';
import { callOf, lockCall } from './hold-call.js';

const AnswerRow = z.object({
  call_id: z.string(),
});

const AnswerRow2 = z.object({
  answered: z.boolean(),
});

@Injectable()
export class ObjectionsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Who objects is told to department and lab, and stands in no history. */
  make(actor: SignedIn, callId: string, text: string): Promise<{ id: string }> {
    return this.database.asActor(actor, async (tx) => {
      const call = await callOf(tx, actor, callId);
      demand(
        may(objectionPolicy, actor, 'objection.make', objectionFacts(call, await bids(tx, callId), false)),
      );
      const id = newId();
      await execute(
        tx,
        'INSERT INTO objection (id, call_id, vendor_id, person_id, text, at) VALUES ($1, $2, $3, $4, $5, clock_timestamp())',
        [id, callId, actor.organisationId, actor.personId, text],
      );
      await recordEvent(tx, { thing: 'call', id: callId, event: 'call.objected' });
      return { id };
    });
  }

  /** An answer stands. One that is upheld sends the call back to the panel. */
  answer(actor: SignedIn, id: string, deed: 'reject' | 'uphold', reason: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const row = await queryRow(tx, AnswerRow, 'SELECT call_id FROM objection WHERE id = $1', [id]);
      if (!row) throw new Refusal('not_found', { thing: 'objection', id });
      const insist = async () => {
        const call = await callOf(tx, actor, row.call_id);
        const { answered } = await queryOne(
          tx,
          AnswerRow2,
          'SELECT answered_at IS NOT NULL AS answered FROM objection WHERE id = $1',
          [id],
        );
        demand(may(objectionPolicy, actor, `objection.${deed}`, objectionFacts(call, false, answered)), {
          thing: 'call',
          status: call.status,
        });
        return call;
      };
      await insist();
      await lockCall(tx, row.call_id);
      const call = await insist();
      await execute(
        tx,
        `UPDATE objection SET upheld = $2, answer = $3, answered_at = clock_timestamp(), answered_by = $4 WHERE id = $1`,
        [id, deed === 'uphold', reason, actor.personId],
      );
      if (deed === 'uphold')
        await transition(tx, 'call', call.id, 'uphold', {
          by: actor,
          set: { award: null, standstill_until: null, updated_at: new Date() },
        });
      else await recordEvent(tx, { thing: 'call', id: call.id, event: 'call.objection_rejected', by: actor });
    });
  }
}

const objectionFacts = (call: CallRecord, bidder: boolean, answered: boolean) => ({
  status: call.status,
  ownerOrganisationId: call.department.id,
  bidder,
  standstillOver: call.standstill_over,
  answered,
});

/** The organisation acted for has a bid that was opened, or is a member of one. */
async function bids(tx: Tx, callId: string): Promise<boolean> {
  const row = await queryRow(
    tx,
    z.unknown(),
    `SELECT 1 FROM bid WHERE call_id = $1 AND vendor_id = app_org() AND number IS NOT NULL
     UNION ALL SELECT 1 FROM bid_member WHERE call_id = $1 AND organisation_id = app_org()`,
    [callId],
  );
  return row !== undefined;
}

type ReadObjectionsAnswer = Omit<Objection, 'at' | 'answeredAt' | 'allowed'> & {
  at: Date;
  answered_at: Date | null;
};

const ReadObjectionsRow = z.object({
  id: z.string(),
  vendor: json<NonNullable<ReadObjectionsAnswer['vendor']>>().nullable(),
  text: z.string(),
  upheld: z.boolean().nullable(),
  answer: z.string().nullable(),
  at: z.date(),
  answered_at: z.date().nullable(),
});

/** Those the reader may read: all of them for department and lab, one's own for a bidder, none for anybody else. */
export async function readObjections(
  tx: Tx,
  actor: Actor,
  call: CallRecord,
): Promise<{ items: Objection[]; may: string[] }> {
  if (actor === 'anonymous') return { items: [], may: [] };
  const runs = isLab(actor) || holds(actor, ['observer']) || belongs(actor, call.department.id);
  const rows = await queryRows(
    tx,
    ReadObjectionsRow,
    `SELECT j.id, j.text, j.at, j.upheld, j.answer, j.answered_at,
         ${runs ? "jsonb_build_object('id', o.id, 'name', o.name)" : 'NULL::jsonb'} AS vendor
       FROM objection j JOIN organisation o ON o.id = j.vendor_id WHERE j.call_id = $1 ORDER BY j.at, j.id LIMIT 200`,
    [call.id],
  );
  const bidder = await bids(tx, call.id);
  const asked = (answered: boolean) =>
    allowed(objectionPolicy, actor, objectionFacts(call, bidder, answered));
  return {
    items: rows.map(({ answered_at, ...row }) => ({
      ...row,
      at: row.at.toISOString(),
      answeredAt: answered_at?.toISOString() ?? null,
      allowed: asked(answered_at !== null).filter((action) => action !== 'objection.make'),
    })),
    may: asked(true).filter((action) => action === 'objection.make'),
  };
}
