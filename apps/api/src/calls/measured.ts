import type { OpenedBid } from '@scenario-lab/contracts/calls';
import type { CriterionVerdict } from '@scenario-lab/contracts/runs';
import { json, queryRows } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import type { MeasuredValue } from '@scenario-lab/domain/calls/sheet';
import { z } from 'zod';

const MeasuredOfRow = z.object({
  vendor_id: z.string(),
  criteria: json<CriterionVerdict[]>(),
});

/** Per vendor, what its last approved run on hidden data of the need's exams measured of the call's criteria. */
export async function measuredOf(
  tx: Tx,
  scenarioId: string,
  vendorIds: readonly string[],
): Promise<Map<string, Record<string, MeasuredValue>>> {
  const rows = await queryRows(
    tx,
    MeasuredOfRow,
    `SELECT DISTINCT ON (r.vendor_id) r.vendor_id, x.body->'criteria' AS criteria
     FROM run r JOIN result x ON x.run_id = r.id AND x.edition = 'vendor'
       JOIN benchmark_version v ON v.id = r.benchmark_version_id JOIN benchmark b ON b.id = v.benchmark_id
     WHERE b.scenario_id = $1 AND r.vendor_id = ANY($2) AND r.split = 'hidden' AND r.status = 'approved'
     ORDER BY r.vendor_id, r.ended_at DESC NULLS LAST, r.id DESC`,
    [scenarioId, vendorIds],
  );
  return new Map(
    rows.map(({ vendor_id, criteria }) => [
      vendor_id,
      Object.fromEntries(
        criteria.map(({ criterion, value, verdict, interval }) => [
          criterion.id,
          {
            value,
            verdict,
            direction: criterion.direction,
            interval: interval && { lower: interval.lower, upper: interval.upper },
          },
        ]),
      ),
    ]),
  );
}

/** Without the interval, as it is told beside a bid. */
export const toldMeasured = (found: Readonly<Record<string, MeasuredValue>>): OpenedBid['measured'] =>
  Object.fromEntries(Object.entries(found).map(([id, { value, verdict }]) => [id, { value, verdict }]));
