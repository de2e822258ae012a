import type { SplitRule } from '@scenario-lab/contracts/datasets';
import { describe, expect, it } from 'vitest';
import { assignSplits, counts, type SplitInput } from './split.js';

const rule = (more: Partial<SplitRule> = {}): SplitRule => ({
  by: 'hash',
  sample: 0.1,
  validation: 0.3,
  hidden: 0.4,
  ...more,
});

function input(rows: number, more: Partial<SplitInput> = {}): SplitInput {
  return {
    rule: rule(),
    salt: 'salt',
    rowKeys: Array.from({ length: rows }, (_, row) => `row ${row}`),
    cells: null,
    instants: null,
    leftOut: new Uint8Array(rows),
    ...more,
  };
}
const shareOf = (splits: (string | null)[], name: string | null) =>
  splits.filter((split) => split === name).length / splits.length;

describe('assignSplits by hash', () => {
  it('comes near the shares and leaves the rest out', () => {
    const splits = assignSplits(input(20_000));
    expect(shareOf(splits, 'sample')).toBeCloseTo(0.1, 1);
    expect(shareOf(splits, 'validation')).toBeCloseTo(0.3, 1);
    expect(shareOf(splits, 'hidden')).toBeCloseTo(0.4, 1);
    expect(shareOf(splits, null)).toBeCloseTo(0.2, 1);
  });
  it('does not care for the order or number of the other rows', () => {
    const all = input(500);
    const splits = assignSplits(all);
    const some = all.rowKeys.filter((_, row) => row % 3 === 0).reverse();
    const again = assignSplits(input(some.length, { rowKeys: some }));
    expect(again).toEqual(some.map((key) => splits[all.rowKeys.indexOf(key)]));
  });
  it('puts identical rows, and rows of one entity, together', () => {
    const rowKeys = Array.from({ length: 900 }, (_, row) => `row ${row % 300}`);
    const twins = assignSplits(input(900, { rowKeys }));
    expect(twins.slice(300, 600)).toEqual(twins.slice(0, 300));
    const cells = rowKeys.map((_, row) => `entity ${row % 50}`);
    const entities = assignSplits(input(900, { cells, rule: rule({ column: 'entity' }) }));
    expect(entities.slice(50, 100)).toEqual(entities.slice(0, 50));
    expect(new Set(entities).size).toBe(4);
  });
  it('differs with the salt', () => {
    expect(assignSplits(input(200))).not.toEqual(assignSplits(input(200, { salt: 'other' })));
  });
  it('keeps what was shown out of the hidden part when shares change', () => {
    const before = assignSplits(input(5_000));
    const after = assignSplits(input(5_000, { rule: rule({ sample: 0.05, validation: 0.1, hidden: 0.85 }) }));
    const moved = before.filter((split, row) => split === 'sample' && after[row] === 'hidden');
    expect(moved).toEqual([]);
  });
  it('leaves out what has no target', () => {
    const leftOut = Uint8Array.from({ length: 100 }, (_, row) => row % 2);
    const splits = assignSplits(input(100, { leftOut }));
    expect(splits.filter((_, row) => row % 2 === 1)).toEqual(Array(50).fill(null));
  });
});

describe('assignSplits by group', () => {
  it('gives whole groups, as many as the shares say', () => {
    const cells = Array.from({ length: 1_000 }, (_, row) => `g${row % 40}`);
    const splits = assignSplits(input(1_000, { cells, rule: rule({ by: 'group', column: 'g' }) }));
    const byGroup = new Map<string, Set<string | null>>();
    for (const [row, group] of cells.entries())
      byGroup.set(group, (byGroup.get(group) ?? new Set()).add(splits[row] ?? null));
    expect([...byGroup.values()].every((own) => own.size === 1)).toBe(true);
    const groups = [...byGroup.values()].map((own) => [...own][0]!);
    const count = (name: string | null) => groups.filter((group) => group === name).length;
    expect([count('sample'), count('validation'), count('hidden'), count(null)]).toEqual([4, 12, 16, 8]);
  });
});

describe('assignSplits by time', () => {
  it('hides the latest and keeps rows of one instant together', () => {
    const instants = Float64Array.from({ length: 1_000 }, (_, row) =>
      Math.floor(((row * 7_919) % 1_000) / 3),
    );
    const timed = { instants, cells: Array(1_000).fill('t'), rule: rule({ by: 'time', column: 't' }) };
    const splits = assignSplits(input(1_000, timed));
    const span = (name: string) => {
      const own = [...instants].filter((_, row) => splits[row] === name);
      return [Math.min(...own), Math.max(...own)] as const;
    };
    expect(span('sample')[1]).toBeLessThan(span('validation')[0]);
    expect(span('validation')[1]).toBeLessThan(span('hidden')[0]);
    expect(span('hidden')[1]).toBe(Math.max(...instants));
    expect(shareOf(splits, 'hidden')).toBeCloseTo(0.4, 2);
  });
});

describe('counts', () => {
  it('never gives more than there is, and something where a share is asked for', () => {
    for (let total = 0; total < 60; total += 1) {
      const parts = counts(total, rule({ sample: 0.01, validation: 0.3, hidden: 0.69 }));
      const sum = parts.sample + parts.validation + parts.hidden;
      expect(sum).toBeLessThanOrEqual(total);
      if (total >= 3) expect(Math.min(parts.sample, parts.validation, parts.hidden)).toBeGreaterThan(0);
    }
  });
});
