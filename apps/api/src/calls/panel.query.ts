import { Inject, Injectable } from '@nestjs/common';
import type { CallPanel, PanelSeat } from '@scenario-lab/contracts/panels';
import { type CallRecord, readCallRecord } from '@scenario-lab/db/calls/call.queries';
import { json, queryRow, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { type Actor, holds, isLab } from '@scenario-lab/domain/actor';
import { panelPolicy } from '@scenario-lab/domain/calls/panel.policy';
import { mayReplace } from '@scenario-lab/domain/calls/substitute';
import { belongs } from '@scenario-lab/domain/conditions';
import { allowed } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { DATABASE } from '../http/tokens.js';
import { panelFactsOf } from './hold-seat.js';
import { readObjections } from './objections.service.js';
import { substitutesOf } from './substitutes.js';

interface Held {
  number: number;
  person: string | null;
  organisation: PanelSeat['personOrganisation'];
  said: string;
  out_by: PanelSeat['outBy'];
  mine: boolean;
}

const ReadRow = z.object({
  id: z.string(),
  name: json<{ zh?: string | undefined; en?: string | undefined }>(),
});

@Injectable()
export class PanelQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  read(actor: Actor, id: string): Promise<CallPanel> {
    return this.database.asActor(actor, async (tx) => {
      const call = await readCallRecord(tx, actor, id);
      if (!call) throw new Refusal('not_found', { thing: 'call', id });
      const objections = await readObjections(tx, actor, call);
      const may = allowed(panelPolicy, actor, panelFactsOf(call));
      const sits = call.seat !== null && !call.seat.out;
      const runs = isLab(actor) || holds(actor, ['observer']) || belongs(actor, call.department.id);
      return {
        seats: await seatsOf(tx, actor, call),
        bidders: may.includes('panel.declare')
          ? await queryRows(tx, ReadRow, 'SELECT * FROM seat_bidders($1)', [id])
          : [],
        recommendation: runs || sits ? await recommendationOf(tx, id) : null,
        objections: objections.items,
        objectionCount: call.objections.total,
        objectionsOpen: call.objections.open,
        allowed: [...may, ...objections.may],
      };
    });
  }
}

const SeatsOfRow = z.object({
  number: z.number(),
  state: word<PanelSeat['state']>(),
  abstains: z.number(),
});

const SeatsOfRow2 = z.object({
  number: z.number(),
  person: z.string().nullable(),
  organisation: json<NonNullable<PanelSeat['personOrganisation']>>().nullable(),
  said: z.string(),
  out_by: word<NonNullable<PanelSeat['outBy']>>().nullable(),
  mine: z.boolean(),
});

async function seatsOf(tx: Tx, actor: Actor, call: CallRecord): Promise<PanelSeat[]> {
  const states = await queryRows(tx, SeatsOfRow, 'SELECT * FROM panel_state($1)', [call.id]);
  // Row-level security tells a holder its own and department and lab all of them.
  const held: Held[] =
    actor === 'anonymous'
      ? []
      : await queryRows(
          tx,
          SeatsOfRow2,
          `SELECT s.number, person_name(s.person_id) AS person, concat_ws(E'\\n', nullif(s.said, ''), nullif(s.declared, ''),
             nullif(s.out_reason, '')) AS said, s.out_by, coalesce(s.person_id = app_person(), false) AS mine,
             CASE WHEN o.id IS NOT NULL THEN jsonb_build_object('id', o.id, 'name', o.name) END AS organisation
           FROM panel_seat s LEFT JOIN organisation o ON o.id = s.organisation_id WHERE s.call_id = $1`,
          [call.id],
        );
  const substitutes = await substitutesOf(tx, call.id);
  const declaredSeats = [
    ...call.terms.panel.map((one) => ({ ...one, substituteFor: null })),
    ...substitutes.map(({ for_number, ...one }) => ({ ...one, substituteFor: for_number })),
  ];
  const chair = states.find(({ state }) => state !== 'out' && state !== 'vacant')?.number ?? 1;
  return declaredSeats.map((declared, at): PanelSeat => {
    const number = at + 1;
    const state = states.find((one) => one.number === number);
    const own = held.find((one) => one.number === number);
    const replaced = substitutes.find((one) => one.for_number === number);
    return {
      number,
      name: declared.name,
      organisation: declared.organisation,
      ties: declared.ties,
      chair: number === chair,
      state: state?.state ?? 'vacant',
      abstains: state?.abstains ?? 0,
      mine: own?.mine ?? false,
      person: own?.person ?? null,
      personOrganisation: own?.organisation ?? null,
      said: own?.said || null,
      outBy: own?.out_by ?? null,
      substituteFor: declared.substituteFor,
      replacedBy: replaced?.number ?? null,
      replaceable: !replaced && mayReplace(state?.state ?? 'vacant'),
    };
  });
}

const RecommendationOfRow = z.object({
  number: z.number().nullable(),
  reason: z.string(),
  at: z.date(),
});

async function recommendationOf(tx: Tx, callId: string): Promise<CallPanel['recommendation']> {
  const row = await queryRow(
    tx,
    RecommendationOfRow,
    'SELECT number, reason, at FROM recommendation WHERE call_id = $1 ORDER BY at DESC, id DESC LIMIT 1',
    [callId],
  );
  return row ? { number: row.number, reason: row.reason, at: row.at.toISOString() } : null;
}
