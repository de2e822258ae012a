import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { profileTable } from '@scenario-lab/sandbox/harness/profile-table';
import { figureRow } from './measure.mjs';
import { people } from './personal-cells.mjs';

const rows = 2_000;
const tables = 8;

/**
 * Precision and recall of the search for personal data, over the cells of generated tables: columns that hold one kind, alone
 * or within free text, and columns that only look so. A cell counts for a kind its column is said to hold.
 */
export async function benchDetector({ seed }) {
  const folder = await mkdtemp(join(tmpdir(), 'scenario-lab-detector-'));
  const tally = new Map();
  const of = (kind) => {
    if (!tally.has(kind)) tally.set(kind, { right: 0, wrong: 0, missed: 0 });
    return tally.get(kind);
  };
  const mistaken = new Set();
  try {
    for (let round = 0; round < tables; round += 1) {
      const columns = people(seed + round, rows);
      const file = join(folder, `${round}.csv`);
      const line = (cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
      const lines = Array.from({ length: rows }, (_, at) => line(columns.map(({ cells }) => cells[at])));
      await writeFile(file, `${[line(columns.map(({ name }) => name)), ...lines].join('\n')}\n`);
      const typed = columns.map(({ name }) => ({ name, type: 'string' }));
      const found = await profileTable(file, typed, { minimumTop: 10, memoryBytes: 6 * 2 ** 30 });
      for (const [at, { name, holds }] of columns.entries()) {
        const { personal } = found.columns[at];
        for (const [kind, true_] of Object.entries(holds)) {
          const said = personal[kind] ?? 0;
          of(kind).right += Math.min(said, true_);
          of(kind).missed += Math.max(0, true_ - said);
          of(kind).wrong += Math.max(0, said - true_);
        }
        for (const [kind, said] of Object.entries(personal)) {
          if (holds[kind] !== undefined) continue;
          of(kind).wrong += said;
          mistaken.add(`${name} for ${kind}`);
        }
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  for (const one of mistaken) process.stdout.write(`taken ${one}\n`);
  const all = [...tally.values()].reduce(
    (sum, one) => ({
      right: sum.right + one.right,
      wrong: sum.wrong + one.wrong,
      missed: sum.missed + one.missed,
    }),
    { right: 0, wrong: 0, missed: 0 },
  );
  return [...[...tally].sort(([one], [other]) => (one < other ? -1 : 1)), ['all', all]].flatMap(
    ([kind, { right, wrong, missed }]) => [
      figureRow({
        what: `detector, ${kind}: precision`,
        ours: right / Math.max(1, right + wrong),
        unit: '',
        least: 0.95,
      }),
      figureRow({
        what: `detector, ${kind}: recall`,
        ours: right / Math.max(1, right + missed),
        unit: '',
        least: 0.9,
      }),
    ],
  );
}
