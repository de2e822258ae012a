import type { recordObservations } from '@scenario-lab/contracts/pilots';
import type { Received } from '@scenario-lab/contracts/route';
import { json, queryOne, queryRows } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import type { ObservationSource } from '@scenario-lab/domain/pilots/lab-to-field';
import { type Doubt, doubtOf, type Plausible } from '@scenario-lab/domain/pilots/point-doubt';
import { z } from 'zod';
import { inputRefusal } from '../http/input-refusal.js';
import type { PilotRecord } from './pilot-record.js';

export type Points = Received<typeof recordObservations>['body']['points'];
interface Fault {
  path: string;
  code: string;
  message: string;
}
export interface Receipt {
  accepted: number;
  duplicates: number;
  corrected: number;
  /** Kept apart with a reason. */
  quarantined: number;
  /** What was left out, where that is allowed. */
  faults: readonly Fault[];
}
export interface Origin {
  source: ObservationSource;
  /** Who typed it; null where a device sent it. */
  recordedBy: string | null;
  /** The device's; others name theirs point by point. */
  site: string | null;
  /** Why values that stand already are replaced. */
  reason: string | null;
  /** Where nobody could put right what is refused, the others of its batch are taken all the same. */
  leaveFaulty?: true;
}

/** Values beyond this are a meter's fault, and their squares would no longer fit. */
const largest = 1e12;
/** A site's clock may run ahead of ours by so much. */
const aheadMs = 86_400_000;

const TakePointsRow = z.object({
  id: z.string(),
  plausible: json<NonNullable<Plausible>>().nullable(),
  criterion_key: z.string(),
});

/**
 * All points or none. A point that is there already is counted and left as it was; another value at its moment replaces
 * the one that stands, which is kept as history, whichever way either came. A device that repeats what was replaced or
 * voided since repeats itself: that is no new word. What cannot be right is kept apart; a person is told at once what a device
 * would not hear.
 * Errors: `invalid_input` naming row and cell.
 */
export async function takePoints(
  tx: Tx,
  pilot: PilotRecord,
  points: Points,
  origin: Origin,
): Promise<Receipt> {
  const kpis = await queryRows(
    tx,
    TakePointsRow,
    'SELECT id, criterion_key, plausible FROM kpi WHERE pilot_id = $1',
    [pilot.id],
  );
  const { placed, faults } = placePoints(
    pilot,
    points,
    new Map(kpis.map((kpi) => [kpi.criterion_key, kpi])),
    origin.site,
  );
  if (faults.length > 0 && !origin.leaveFaulty) throw inputRefusal(...faults.slice(0, 50));
  const apart = placed.filter(isApart);
  const good = placed.filter((point) => !isApart(point));
  const quarantined = await keepApart(tx, pilot.id, apart, origin);
  const taken =
    good.length === 0 ? { accepted: 0, corrected: 0 } : await writePoints(tx, pilot.id, good, origin);
  const duplicates = points.length - taken.accepted - quarantined - faults.length;
  return { ...taken, quarantined, duplicates, faults };
}

const WritePointsRow = z.object({
  accepted: z.number(),
  corrected: z.number(),
});

/** By the one way in (ADR 79). */
export async function writePoints(
  tx: Tx,
  pilotId: string,
  points: readonly Pick<Placed, 'kpiId' | 'at' | 'value' | 'site'>[],
  origin: Pick<Origin, 'source' | 'recordedBy' | 'reason'>,
): Promise<{ accepted: number; corrected: number }> {
  const taken = await queryOne(
    tx,
    WritePointsRow,
    `SELECT accepted, corrected FROM observation_take($1, $2, $3, $4, $5::uuid[], $6::uuid[], $7::timestamptz[],
       $8::double precision[], $9::text[])`,
    [
      pilotId,
      origin.source,
      origin.recordedBy,
      origin.reason,
      points.map(() => newId()),
      points.map(({ kpiId }) => kpiId),
      points.map(({ at }) => at),
      points.map(({ value }) => value),
      points.map(({ site }) => site),
    ],
  );
  return taken;
}

interface Indicator {
  id: string;
  plausible: Plausible;
}

interface Placed {
  kpiId: string;
  at: string;
  value: number;
  /** Empty where none was named. */
  site: string;
  doubt: Doubt | null;
}

const isApart = (point: Placed): point is Placed & { doubt: Doubt } => point.doubt !== null;

/** Each point with its indicator and site, one moment of one site once; and what cannot be one, by row and cell. */
function placePoints(
  pilot: PilotRecord,
  points: Points,
  kpis: ReadonlyMap<string, Indicator>,
  device: string | null,
): { placed: Placed[]; faults: Fault[] } {
  const only = pilot.sites.length === 1 ? (pilot.sites[0] ?? '') : '';
  const faults: Fault[] = [];
  const known = new Map<string, Placed>();
  const now = Date.now();
  points.forEach((point, index) => {
    const row = `points.${index}`;
    const { at, value } = point;
    const kpi = kpis.get(point.criterion);
    const site = device ?? (point.site || only);
    const said = { at: Date.parse(at), value, site: point.site };
    const doubt = kpi ? doubtOf(said, { plausible: kpi.plausible, device, now }) : null;
    const placed = { kpiId: kpi?.id ?? '', at, value, site, doubt };
    // What is kept apart was said of another site or moment, and is no twin of what is not.
    const key = JSON.stringify([placed.kpiId, said.at, site, doubt?.reason === 'other_site' && doubt.detail]);
    const twin = known.get(key);
    const fault =
      faultOf(row, point, pilot, placed.kpiId, device, now) ??
      (twin && twin.value !== value ? { path: `${row}.at`, code: 'named_twice', cell: at } : null);
    if (fault) {
      const { path, code, cell } = fault;
      faults.push({ path, code, message: `row ${index + 1}: ${cell}` });
    } else if (!twin) known.set(key, placed);
  });
  return { placed: [...known.values()], faults };
}

/** What is wrong with a point by itself, and the cell that says it. */
function faultOf(
  row: string,
  point: Points[number],
  pilot: PilotRecord,
  kpiId: string,
  device: string | null,
  now: number,
) {
  const { criterion, at, value, site } = point;
  const named = device ?? site ?? '';
  const time = Date.parse(at);
  if (kpiId === '') return { path: `${row}.criterion`, code: 'unknown_criterion', cell: criterion };
  if (device === null && site && !pilot.sites.includes(site))
    return { path: `${row}.site`, code: 'not_a_site_of_the_pilot', cell: site };
  // It would be nobody's to say on which side of the comparison it stands.
  if (named === '' && pilot.design?.kind === 'control_sites')
    return { path: `${row}.site`, code: 'site_needed', cell: '' };
  if (time < pilot.window_from.getTime()) return { path: `${row}.at`, code: 'before_the_pilot', cell: at };
  if (time >= pilot.window_until.getTime()) return { path: `${row}.at`, code: 'after_the_pilot', cell: at };
  if (device === null && time > now + aheadMs) return { path: `${row}.at`, code: 'in_the_future', cell: at };
  return Math.abs(value) > largest ? { path: `${row}.value`, code: 'too_big', cell: String(value) } : null;
}

const KeepApartRow = z.object({
  kept: z.number(),
});

/** Answers how many were kept that were not kept before. */
async function keepApart(
  tx: Tx,
  pilotId: string,
  points: readonly (Placed & { doubt: Doubt })[],
  origin: Origin,
): Promise<number> {
  if (points.length === 0) return 0;
  const { kept } = await queryOne(
    tx,
    KeepApartRow,
    `WITH kept AS (
       INSERT INTO quarantined_point (id, pilot_id, kpi_id, at, value, site, reason, detail, source, recorded_by)
       SELECT id, $1, kpi_id, at, value, site, reason, detail, $2, $3
       FROM unnest($4::uuid[], $5::uuid[], $6::timestamptz[], $7::double precision[], $8::text[], $9::text[], $10::text[])
         AS point (id, kpi_id, at, value, site, reason, detail)
       ON CONFLICT (kpi_id, source, site, at, value) DO NOTHING RETURNING 1)
     SELECT count(*)::int AS kept FROM kept`,
    [
      pilotId,
      origin.source,
      origin.recordedBy,
      points.map(() => newId()),
      points.map(({ kpiId }) => kpiId),
      points.map(({ at }) => at),
      points.map(({ value }) => value),
      points.map(({ site }) => site),
      points.map(({ doubt }) => doubt.reason),
      points.map(({ doubt }) => doubt.detail),
    ],
  );
  return kept;
}
