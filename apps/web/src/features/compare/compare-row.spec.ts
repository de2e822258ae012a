import { expect, it } from 'vitest';
import { type Cell, differs } from './compare-row.js';

const cell = (key: string | null): Cell => ({ key, shown: key });
const row = (...cells: (Cell | null)[]) => ({ name: 'x', cells });

it('marks what is not the same, what is said by some alone too, and no column that cannot be read', () => {
  expect(differs(row(cell('a'), cell('a')))).toBe(false);
  expect(differs(row(cell('a'), cell('b')))).toBe(true);
  expect(differs(row(cell('a'), cell(null)))).toBe(true);
  expect(differs(row(cell(null), cell(null)))).toBe(false);
  expect(differs(row(cell('a'), null, cell('a')))).toBe(false);
  expect(differs(row(cell('a'), null))).toBe(false);
});
