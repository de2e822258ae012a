import { Inject, Injectable } from '@nestjs/common';
import type { decideQuarantine } from '@scenario-lab/contracts/pilot-quarantine';
import type { Received } from '@scenario-lab/contracts/route';
import { execute, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import type { ObservationSource } from '@scenario-lab/domain/pilots/lab-to-field';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';
import { tellOfDrift } from './observations.service.js';
import { holdPilot } from './pilot-record.js';
import { writePoints } from './take-points.js';

type Given = Received<typeof decideQuarantine>['body'];
const Waiting = z.object({
  id: z.string(),
  kpi_id: z.string(),
  at: z.date(),
  value: z.number(),
  site: z.string(),
  source: word<ObservationSource>(),
  recorded_by: z.string().nullable(),
});
type Waiting = z.output<typeof Waiting>;

const decided = { release: 'released', drop: 'dropped' } as const;

@Injectable()
export class QuarantineService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /**
   * All of the points or none. Released, they are taken in as they came, by the way they came, and may correct what stands.
   * Errors: `not_found` for one that does not wait, `invalid_input` for two of one moment and for a time still to come.
   */
  decide(actor: SignedIn, pilotId: string, { points, decision, reason }: Given): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await holdPilot(tx, actor, pilotId, 'pilot.decide_points');
      // One writer at a time, and none after the pilot was accepted on what it had.
      await execute(tx, 'SELECT 1 FROM pilot WHERE id = $1 FOR UPDATE', [pilotId]);
      const pilot = await holdPilot(tx, actor, pilotId, 'pilot.decide_points');
      const wanted = [...new Set(points)];
      const waiting = await queryRows(
        tx,
        Waiting,
        `SELECT id, kpi_id, at, value, site, source, recorded_by FROM quarantined_point
         WHERE pilot_id = $1 AND id = ANY($2) AND decision IS NULL ORDER BY received_at, id`,
        [pilotId, wanted],
      );
      if (waiting.length !== wanted.length) throw new Refusal('not_found', { thing: 'observation' });
      if (decision === 'release') {
        insistReleasable(waiting, points);
        for (const source of new Set(waiting.map((one) => one.source)))
          for (const recordedBy of new Set(waiting.map((one) => one.recorded_by)))
            await writePoints(
              tx,
              pilotId,
              waiting
                .filter((one) => one.source === source && one.recorded_by === recordedBy)
                .map(({ kpi_id, at, value, site }) => ({ kpiId: kpi_id, at: at.toISOString(), value, site })),
              { source, recordedBy, reason },
            );
      }
      await execute(
        tx,
        `UPDATE quarantined_point SET decision = $3, decided_at = clock_timestamp(), decided_by = $4, remark = $5
         WHERE pilot_id = $1 AND id = ANY($2)`,
        [pilotId, wanted, decided[decision], actor.personId, reason],
      );
      await recordEvent(tx, {
        thing: 'pilot',
        id: pilotId,
        event: `pilot.points_${decided[decision]}`,
        by: actor,
        remark: reason,
      });
      if (decision === 'release') await tellOfDrift(tx, actor, pilot);
    });
  }
}

/** Errors: `invalid_input` at the point: its time has not come yet, or another of them says something else of its moment. */
function insistReleasable(waiting: readonly Waiting[], points: readonly string[]): void {
  const moments = new Set<string>();
  for (const { id, kpi_id, at, site, source } of waiting) {
    const path = `points.${points.indexOf(id)}`;
    if (at.getTime() > Date.now()) throw inputRefusal({ path, code: 'in_the_future' });
    const moment = [kpi_id, site, source === 'self_reported', at.getTime()].join('|');
    if (moments.has(moment)) throw inputRefusal({ path, code: 'named_twice' });
    moments.add(moment);
  }
}
