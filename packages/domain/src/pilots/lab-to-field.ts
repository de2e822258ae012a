import type { Direction } from '../scenarios/criterion.js';
import { studentBound } from './student.js';

/** Where a field value came from. Only `self_reported` was pushed by the vendor; the others are the department's. */
export const observationSources = ['site_token', 'csv', 'manual', 'self_reported'] as const;
export type ObservationSource = (typeof observationSources)[number];

/** A vendor's points are self-reported whichever way they come; the department's keep the way they came. */
export function sourceFor(
  side: 'department' | 'vendor',
  channel: Exclude<ObservationSource, 'self_reported'>,
): ObservationSource {
  return side === 'vendor' ? 'self_reported' : channel;
}

export interface Observation {
  /** Milliseconds since 1970-01-01 UTC. */
  at: number;
  /** In the metric's unit. */
  value: number;
  source: ObservationSource;
}

/**
 * How values of many days become one: errors that are means average; squared-error figures (RMSE) average
 * their squares; limits (peak memory, worst delay) are their worst, and carry no interval.
 */
export type Aggregate = 'mean' | 'root_mean_square' | 'max';

export interface FieldValue {
  value: number;
  interval: { lower: number; upper: number } | null;
  /** Observations that count, and the blocks they fall into. */
  counted: number;
  blocks: number;
  /** Fewer than 20 blocks: the interval is shown, but it proves nothing. */
  tooFewBlocks: boolean;
}

const dayMs = 86_400_000;
const fewestBlocks = 20;
const confidence = 0.95;

/** What counts for acceptance: never what a vendor reported itself, never what is not a number. */
export function countingObservations(observations: readonly Observation[]): Observation[] {
  return observations.filter(({ source, value }) => source !== 'self_reported' && Number.isFinite(value));
}

/**
 * One field value from the counting observations, or null when there are none. Values close in time are alike, so
 * they are first averaged per block (a day unless `blockMs` says otherwise) and each block weighs the
 * same; the 95 % interval is Student's t over the blocks (method of batch means).
 */
export function fieldValueOf(
  observations: readonly Observation[],
  aggregate: Aggregate,
  blockMs: number = dayMs,
): FieldValue | null {
  const counting = countingObservations(observations);
  if (counting.length === 0) return null;
  const blocks = new Map<number, number[]>();
  for (const { at, value } of counting) {
    const block = Math.floor(at / blockMs);
    const values = blocks.get(block) ?? [];
    values.push(aggregate === 'root_mean_square' ? value * value : value);
    blocks.set(block, values);
  }
  const size = { counted: counting.length, blocks: blocks.size, tooFewBlocks: blocks.size < fewestBlocks };
  if (aggregate === 'max') {
    const value = counting.reduce((worst, observation) => Math.max(worst, observation.value), -Infinity);
    return { value, interval: null, ...size };
  }
  const means = [...blocks.values()].map(mean);
  const back = aggregate === 'root_mean_square' ? (x: number) => Math.sqrt(Math.max(0, x)) : (x: number) => x;
  const centre = mean(means);
  const reach = halfWidth(means, centre);
  const interval = reach === null ? null : { lower: back(centre - reach), upper: back(centre + reach) };
  return { value: back(centre), interval, ...size };
}

export interface LabValue {
  value: number;
  interval: { lower: number; upper: number } | null;
}

export interface LabToFieldGap {
  /** In the metric's unit, positive when the field is better than the lab, whatever the direction. */
  gap: number;
  /** `gap` over the lab value's size; null when that is 0. */
  relative: number | null;
  /** Where the field value lies against the lab's interval (or against the lab's value where it has none). */
  place: 'inside' | 'better' | 'worse';
  /**
   * The field's whole interval lies on the worse side of the lab's: reason to set the certificate to `watch`.
   * Never from fewer than 20 blocks, nor without a field interval.
   */
  drifted: boolean;
}

/** The lab-to-field gap of one criterion. */
export function gapOf(direction: Direction, lab: LabValue, field: FieldValue): LabToFieldGap {
  const sign = direction === 'at_least' ? 1 : -1;
  const gap = sign * (field.value - lab.value) + 0;
  const labInterval = lab.interval ?? { lower: lab.value, upper: lab.value };
  const below = field.value < labInterval.lower;
  const above = field.value > labInterval.upper;
  const worse = direction === 'at_least' ? below : above;
  const apart =
    field.interval !== null &&
    (direction === 'at_least'
      ? field.interval.upper < labInterval.lower
      : field.interval.lower > labInterval.upper);
  return {
    gap,
    relative: lab.value === 0 ? null : gap / Math.abs(lab.value),
    place: below || above ? (worse ? 'worse' : 'better') : 'inside',
    drifted: apart && !field.tooFewBlocks,
  };
}

/**
 * May an indicator be accepted on this many counting observations? Declaring none does not allow accepting
 * on none: at least one is always needed.
 */
export function enoughObservations(declared: number, counted: number): boolean {
  return counted >= Math.max(1, declared);
}

function halfWidth(means: readonly number[], centre: number): number | null {
  const count = means.length;
  if (count < 2) return null;
  const variance = means.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (count - 1);
  return studentBound(confidence, count - 1) * Math.sqrt(variance / count);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
