import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { party } from '@scenario-lab/db/core/border';
import { borders, histories } from '@scenario-lab/db/core/borders';
import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('../../db/src/migrations/', import.meta.url));
/** The last migration that wrote policies of these tables; from then on they are rows. */
const lastByHand = 1_795_986_155_591;

describe('whose rows are whose', () => {
  it('is said once for each table and once for each history', () => {
    for (const names of [borders.map(({ table }) => table), histories.map(({ thing }) => thing)])
      expect([...names].sort()).toEqual([...new Set(names)].sort());
    for (const { table, policies } of borders)
      expect(new Set(policies.map(({ name }) => name)).size, `${table} has two policies of one name`).toBe(
        policies.length,
      );
  });

  it('is not said by a migration where a row says it', () => {
    const stated = borders.map(({ table }) => table).join('|');
    const byHand = new RegExp(
      `POLICY\\s+\\w+\\s+ON\\s+"?(${stated})"?\\b|FUNCTION\\s+(thing_is_public|seen_by_parent)\\b`,
    );
    const faults = readdirSync(folder)
      .filter((file) => Number.parseInt(file, 10) > lastByHand)
      .flatMap((file) => {
        const found = byHand.exec(readFileSync(`${folder}${file}`, 'utf8'));
        return found
          ? [`${file}: ${found[0]} – say it in packages/db/src/<feature>/<feature>.border.ts`]
          : [];
      });
    expect(faults).toEqual([]);
  });

  it('is asked of a column whose table is named', () => {
    // Party has a `thing_id` of its own: unnamed, every row would be its own answer.
    expect(() => party('thing_id')).toThrow('named with its table');
  });
});
