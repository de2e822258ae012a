import { Inject, Injectable } from '@nestjs/common';
import type { Call, CallRow } from '@scenario-lab/contracts/calls';
import {
  type CallRecord,
  callRowOf,
  readCallRecord,
  readCallRecords,
} from '@scenario-lab/db/calls/call.queries';
import { queryRow, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { type Actor, holds, isLab } from '@scenario-lab/domain/actor';
import { belongs } from '@scenario-lab/domain/conditions';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { DATABASE } from '../http/tokens.js';

@Injectable()
export class CallsQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  list(actor: Actor, scenarioId: string): Promise<CallRow[]> {
    return this.database.asActor(actor, async (tx) => {
      const need = await queryRow(tx, z.unknown(), 'SELECT 1 FROM scenario WHERE id = $1', [scenarioId]);
      if (!need) throw new Refusal('not_found', { thing: 'scenario', id: scenarioId });
      return (await readCallRecords(tx, actor, scenarioId)).map((record) => callRowOf(record, actor));
    });
  }

  read(actor: Actor, id: string): Promise<Call> {
    return this.database.asActor(actor, async (tx) => {
      const record = await readCallRecord(tx, actor, id);
      if (!record) throw new Refusal('not_found', { thing: 'call', id });
      const runs = isLab(actor) || holds(actor, ['observer']) || belongs(actor, record.department.id);
      return {
        ...callRowOf(record, actor),
        terms: record.terms,
        given: runs ? (Object.keys(record.given) as Call['given']) : [],
        award: record.award,
        postponed: record.postponed,
        opening: record.opening && {
          ...record.opening,
          related: record.opening.related ?? [],
          hands: await handsOf(tx, record, runs),
        },
        endReason: record.end_reason,
      };
    });
  }
}

const HandsOfRow = z.object({
  side: word<'department' | 'lab'>(),
  at: z.date(),
  person: z.string().nullable(),
});

/** Who opened it is told by name to department and lab; everybody else reads that each side did. */
async function handsOf(
  tx: Tx,
  record: CallRecord,
  runs: boolean,
): Promise<NonNullable<Call['opening']>['hands']> {
  const at = record.opening?.at ?? '';
  if (!runs) return (['department', 'lab'] as const).map((side) => ({ side, at, person: null }));
  const rows = await queryRows(
    tx,
    HandsOfRow,
    'SELECT side, at, person_name(person_id) AS person FROM call_hand WHERE call_id = $1 ORDER BY at',
    [record.id],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
