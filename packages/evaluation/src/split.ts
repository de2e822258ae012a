import type { SplitRule } from '@scenario-lab/contracts/datasets';
import { keyed, shareOf } from './keyed.js';
import type { SplitName } from './types.js';

export interface SplitInput {
  rule: SplitRule;
  salt: string;
  /** Per row: what the row is told apart by, the same for identical rows. */
  rowKeys: readonly string[];
  /** Cells of the rule's column, where it names one. */
  cells: readonly string[] | null;
  /** Instants of the rule's column; only for `time`. NaN is a row without time. */
  instants: Float64Array | null;
  /** Rows that cannot take part (no target). */
  leftOut: Uint8Array;
}

/** Per row its split; null where it belongs to none. */
export type Assignment = (SplitName | null)[];

/**
 * Splits for tasks whose rows stand for themselves (forecasts: `series.ts`).
 * Hash: a salted hash of the entity's cell, or of the row's own key where there is none, falls into
 * [0, sample), [sample, sample + validation) or [1 − hidden, 1); the same row always falls the same way.
 * Group: whole groups in the order of their salted hashes, shares of groups rounded.
 * Named: as the cell says, see `splitNamed`.
 * Time: rows of one instant stay together; the latest share is hidden, the earliest is the sample.
 */
export function assignSplits(input: SplitInput): Assignment {
  const assigned = bySplitRule(input);
  return assigned.map((split, row) => (input.leftOut[row] === 0 ? split : null));
}

/** Words in which an owner names a row's split, in small letters; a row that is learnt from is open, so validation. */
const named: ReadonlyMap<string, SplitName | null> = new Map([
  ...(['sample', '样例', '样本'] as const).map((word) => [word, 'sample'] as const),
  ...(['validation', 'valid', 'train', 'open', '验证', '训练', '公开'] as const).map(
    (word) => [word, 'validation'] as const,
  ),
  ...(['hidden', 'test', '隐藏', '测试'] as const).map((word) => [word, 'hidden'] as const),
  ['', null],
]);

/** The split a cell names; null for none, undefined for a word that is not known. */
export const splitNamed = (cell: string): SplitName | null | undefined =>
  named.get(cell.trim().toLowerCase());

function bySplitRule(input: SplitInput): Assignment {
  const { rule, rowKeys, cells } = input;
  if (rule.by === 'named') return rowKeys.map((_, row) => splitNamed(cells?.[row] ?? '') ?? null);
  if (rule.by === 'hash') {
    const known = new Map<string, SplitName | null>();
    return rowKeys.map((rowKey, row) => {
      const cell = cells?.[row] ?? '';
      const key = cell === '' ? rowKey : cell;
      let split = known.get(key);
      if (split === undefined) {
        split = atShare(shareOf(keyed(input.salt, 'split', key)), rule);
        known.set(key, split);
      }
      return split;
    });
  }
  return rule.by === 'group' ? byGroup(input) : byTime(input);
}

function atShare(share: number, { sample, validation, hidden }: SplitRule): SplitName | null {
  if (share >= 1 - hidden) return 'hidden';
  if (share < sample) return 'sample';
  return share < sample + validation ? 'validation' : null;
}

function byGroup({ rule, salt, cells, rowKeys, leftOut }: SplitInput): Assignment {
  const groupOf = (row: number) => cells?.[row] || rowKeys[row]!;
  const groups = new Set<string>();
  for (let row = 0; row < rowKeys.length; row += 1) if (leftOut[row] === 0) groups.add(groupOf(row));
  const order = [...groups]
    .map((group) => ({ group, digest: keyed(salt, 'group', group) }))
    .sort((a, b) => (a.digest < b.digest ? -1 : 1));
  const parts = counts(order.length, rule);
  const split = new Map(
    order.map(({ group }, place) => [group, atPlace(place, order.length, parts)] as const),
  );
  return rowKeys.map((_, row) => split.get(groupOf(row)) ?? null);
}

interface Parts {
  sample: number;
  validation: number;
  hidden: number;
}

const some = (share: number): number => (share > 0 ? 1 : 0);

/** Whole numbers of things by share; a share above 0 is at least one thing where there are enough. */
export function counts(total: number, { sample, validation, hidden }: SplitRule): Parts {
  const of = (share: number) => (share > 0 ? Math.max(1, Math.round(share * total)) : 0);
  const hiddenCount = Math.min(of(hidden), Math.max(1, total - some(sample) - some(validation)), total);
  const sampleCount = Math.max(0, Math.min(of(sample), total - hiddenCount - some(validation)));
  const validationCount = Math.min(of(validation), total - hiddenCount - sampleCount);
  return { sample: sampleCount, validation: validationCount, hidden: hiddenCount };
}

function atPlace(place: number, total: number, parts: Parts): SplitName | null {
  if (place >= total - parts.hidden) return 'hidden';
  if (place < parts.sample) return 'sample';
  return place < parts.sample + parts.validation ? 'validation' : null;
}

function byTime({ rule, instants, leftOut, rowKeys }: SplitInput): Assignment {
  const rows = rowKeys
    .map((_, row) => row)
    .filter((row) => leftOut[row] === 0 && !Number.isNaN(instants![row]!));
  rows.sort((a, b) => instants![a]! - instants![b]!);
  const parts = counts(rows.length, rule);
  const assigned: Assignment = rowKeys.map(() => null);
  for (let first = 0; first < rows.length; ) {
    let end = first + 1;
    while (end < rows.length && instants![rows[end]!] === instants![rows[first]!]) end += 1;
    // Rows of one instant go where the last of them would, so that nothing hidden is as old as what was shown.
    const together = atPlace(end - 1, rows.length, parts);
    for (; first < end; first += 1) assigned[rows[first]!] = together;
  }
  return assigned;
}
