import type { recordObservations } from '@scenario-lab/contracts/pilots';
import type { Received } from '@scenario-lab/contracts/route';
import type { Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import type { ObservationSource } from '@scenario-lab/domain/pilots/lab-to-field';
import { inputRefusal } from '../http/input-refusal.js';
import type { PilotRecord } from './pilot-record.js';

export type Points = Received<typeof recordObservations>['body']['points'];
export interface Receipt {
  accepted: number;
  duplicates: number;
  corrected: number;
}
export interface Origin {
  source: ObservationSource;
  /** Who typed it; null where a device sent it. */
  recordedBy: string | null;
  /** The device's; others name theirs point by point. */
  site: string | null;
  /** Why values that stand already are replaced. */
  reason: string | null;
}

/** Values beyond this are a meter's fault, and their squares would no longer fit. */
const largest = 1e12;
/** A site's clock may run ahead of ours by so much. */
const aheadMs = 86_400_000;

interface Fault {
  path: string;
  code: string;
  message: string;
}

/**
 * All points or none. A point that is there already is counted and left as it was; another value at its moment replaces
 * the one that stands, which is kept as history, whichever way either came. A device that repeats what was replaced or
 * voided since repeats itself: that is no new word.
 * Errors: `invalid_input` naming row and cell.
 */
export async function takePoints(
  tx: Tx,
  pilot: PilotRecord,
  points: Points,
  origin: Origin,
): Promise<Receipt> {
  const kpis = (await tx.query('SELECT id, criterion_key FROM kpi WHERE pilot_id = $1', [pilot.id])) as {
    id: string;
    criterion_key: string;
  }[];
  const idOf = new Map(kpis.map(({ id, criterion_key }) => [criterion_key, id]));
  const placed = placePoints(pilot, points, idOf, origin.site);
  const [taken] = (await tx.query(
    `SELECT accepted, corrected FROM observation_take($1, $2, $3, $4, $5::uuid[], $6::uuid[], $7::timestamptz[],
       $8::double precision[], $9::text[])`,
    [
      pilot.id,
      origin.source,
      origin.recordedBy,
      origin.reason,
      placed.map(() => newId()),
      placed.map(({ kpiId }) => kpiId),
      placed.map(({ at }) => at),
      placed.map(({ value }) => value),
      placed.map(({ site }) => site),
    ],
  )) as [{ accepted: number; corrected: number }];
  return { ...taken, duplicates: points.length - taken.accepted };
}

interface Placed {
  kpiId: string;
  at: string;
  value: number;
  /** Empty where none was named. */
  site: string;
}

/** Each point with its indicator and site; one moment of one site once. @throws Refusal `invalid_input` */
function placePoints(
  pilot: PilotRecord,
  points: Points,
  idOf: ReadonlyMap<string, string>,
  device: string | null,
): Placed[] {
  const only = pilot.sites.length === 1 ? (pilot.sites[0] ?? '') : '';
  const faults: Fault[] = [];
  const known = new Map<string, Placed>();
  points.forEach((point, index) => {
    const row = `points.${index}`;
    const { at, value } = point;
    const kpiId = idOf.get(point.criterion) ?? '';
    const placed = { kpiId, at, value, site: device ?? (point.site || only) };
    const key = JSON.stringify([kpiId, Date.parse(at), placed.site]);
    const twin = known.get(key);
    const fault =
      faultOf(row, point, pilot, kpiId, device) ??
      (twin && twin.value !== value ? { path: `${row}.at`, code: 'named_twice', cell: at } : null);
    if (fault) {
      const { path, code, cell } = fault;
      faults.push({ path, code, message: `row ${index + 1}: ${cell}` });
    } else if (!twin) known.set(key, placed);
  });
  if (faults.length > 0) throw inputRefusal(...faults.slice(0, 50));
  return [...known.values()];
}

/** What is wrong with a point by itself, and the cell that says it. */
function faultOf(
  row: string,
  point: Points[number],
  pilot: PilotRecord,
  kpiId: string,
  device: string | null,
) {
  const { criterion, at, value, site } = point;
  const time = Date.parse(at);
  if (kpiId === '') return { path: `${row}.criterion`, code: 'unknown_criterion', cell: criterion };
  if (device !== null && site !== undefined && site !== device)
    return { path: `${row}.site`, code: 'other_site', cell: site };
  if (device === null && site && !pilot.sites.includes(site))
    return { path: `${row}.site`, code: 'not_a_site_of_the_pilot', cell: site };
  if (time < pilot.window_from.getTime()) return { path: `${row}.at`, code: 'before_the_pilot', cell: at };
  if (time >= pilot.window_until.getTime()) return { path: `${row}.at`, code: 'after_the_pilot', cell: at };
  if (time > Date.now() + aheadMs) return { path: `${row}.at`, code: 'in_the_future', cell: at };
  return Math.abs(value) > largest ? { path: `${row}.value`, code: 'too_big', cell: String(value) } : null;
}
