import type { ColumnEntry, Profile } from '@scenario-lab/contracts/datasets';
import { expect, it } from 'vitest';
import { lineOf, maskLines, masksOf, needsChoice } from './proposed-masks.js';

const entry = (name: string, more: Partial<ColumnEntry> = {}): ColumnEntry => ({
  name,
  type: 'string',
  role: 'feature',
  knownAt: 'always',
  sensitivity: 'none',
  ...more,
});
const found = (name: string, personal: Record<string, number>) => ({ name, count: 100, personal });
const profile = (...columns: object[]) => ({ columns }) as unknown as Profile;

it('proposes by what was found, for whole cells and within texts, and puts first what needs it', () => {
  const columns = [
    entry('rain', { type: 'number' }),
    entry('id'),
    entry('tel'),
    entry('says'),
    entry('secret', { sensitivity: 'personal' }),
    entry('phone', { type: 'number' }),
  ];
  const lines = maskLines(
    columns,
    profile(
      found('id', { id_card: 100 }),
      found('tel', { mobile: 95 }),
      found('says', { mobile: 20, address: 5 }),
      found('phone', { mobile: 100 }),
    ),
    [],
  );
  expect(lines.map(({ column, method }) => [column, method])).toEqual([
    ['id', 'token'],
    ['tel', 'truncate'],
    ['says', 'redact'],
    ['secret', 'drop'],
    ['phone', 'token'],
    ['rain', 'keep'],
  ]);
});

it('keeps what was left as it is in sight where personal data were found in it', () => {
  const columns = [entry('rain'), entry('street'), entry('id')];
  const seen = profile(found('street', { address: 100 }), found('id', { id_card: 100 }), found('rain', {}));
  const lines = maskLines(columns, seen, [{ column: 'id', method: 'token' }]);
  expect(lines.map((line) => [line.column, line.method, needsChoice(line, seen)])).toEqual([
    ['street', 'keep', true],
    ['id', 'token', true],
    ['rain', 'keep', false],
  ]);
});

it('keeps what was chosen before, sends only what is done, and finds the line a fault is said of', () => {
  const lines = maskLines([entry('a'), entry('b'), entry('c')], null, [
    { column: 'c', method: 'truncate', keep: 2 },
  ]);
  expect(masksOf(lines)).toEqual([{ column: 'c', method: 'truncate', keep: 2 }]);
  const later = [lines[1]!, lines[0]!];
  expect([lineOf(later, 0), lineOf(lines, 0)]).toEqual([1, 0]);
});
