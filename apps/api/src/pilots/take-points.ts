import type { recordObservations } from '@scenario-lab/contracts/pilots';
import type { Received } from '@scenario-lab/contracts/route';
import type { Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import type { ObservationSource } from '@scenario-lab/domain/pilots/lab-to-field';
import { inputRefusal } from '../http/input-refusal.js';
import type { PilotRecord } from './pilot-record.js';
import { standsSql } from './point-rules.js';

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
  // One writer at a time: what stands at a moment is read and replaced.
  await tx.query('SELECT 1 FROM pilot WHERE id = $1 FOR UPDATE', [pilot.id]);
  const kpis = (await tx.query('SELECT id, criterion_key FROM kpi WHERE pilot_id = $1', [pilot.id])) as {
    id: string;
    criterion_key: string;
  }[];
  const idOf = new Map(kpis.map(({ id, criterion_key }) => [criterion_key, id]));
  const placed = placePoints(pilot, points, idOf, origin.site);
  const news = (await tx.query(
    `SELECT point.*, o.id AS replaced
     FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::double precision[], $5::text[]) AS point (id, kpi_id, at, value, site)
       LEFT JOIN observation o ON o.kpi_id = point.kpi_id AND o.at = point.at AND o.site = point.site
         AND o.self_reported = $6 AND ${standsSql}
     WHERE (o.id IS NULL OR o.value <> point.value)
       AND NOT ($7 AND EXISTS (SELECT 1 FROM observation v WHERE v.kpi_id = point.kpi_id AND v.at = point.at
         AND v.site = point.site AND v.source = 'site_token' AND v.value = point.value))`,
    [
      placed.map(() => newId()),
      placed.map(({ kpiId }) => kpiId),
      placed.map(({ at }) => at),
      placed.map(({ value }) => value),
      placed.map(({ site }) => site),
      origin.source === 'self_reported',
      origin.source === 'site_token',
    ],
  )) as { id: string; kpi_id: string; at: Date; value: number; site: string; replaced: string | null }[];
  const replaced = news.filter((one) => one.replaced !== null);
  // What is replaced makes room before what replaces it comes in.
  await tx.query(
    `UPDATE observation o SET superseded_at = clock_timestamp(), superseded_by = n.id, reason = $3
     FROM unnest($1::uuid[], $2::uuid[]) AS n (id, replaced) WHERE o.id = n.replaced`,
    [replaced.map(({ id }) => id), replaced.map((one) => one.replaced), origin.reason],
  );
  await tx.query(
    `INSERT INTO observation (id, pilot_id, kpi_id, at, value, site, source, self_reported, recorded_by)
     SELECT id, $1, kpi_id, at, value, site, $2, $3, $4
     FROM unnest($5::uuid[], $6::uuid[], $7::timestamptz[], $8::double precision[], $9::text[]) AS point (id, kpi_id, at, value, site)`,
    [
      pilot.id,
      origin.source,
      origin.source === 'self_reported',
      origin.recordedBy,
      news.map(({ id }) => id),
      news.map(({ kpi_id }) => kpi_id),
      news.map(({ at }) => at),
      news.map(({ value }) => value),
      news.map(({ site }) => site),
    ],
  );
  return {
    accepted: news.length,
    duplicates: points.length - news.length,
    corrected: replaced.length,
  };
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
