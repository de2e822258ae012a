// Benchmarks with their floors, in one command; ratios out. `npm run bench [-- name …] [--strict] [--seed N] [--json FILE]`,
// after `npm run build`. What draws at random takes its seed from the clock and says it; `--seed` repeats a run.
// A missed goal is a finding and ends with 0, unless --strict; what could not be measured ends with 1.
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { closeLab } from './lab.mjs';

const all = {
  metrics: async () => (await import('./metrics.mjs')).benchMetrics(),
  sandbox: async () => (await import('./sandbox.mjs')).benchSandbox(),
  web: async () => (await import('./web.mjs')).benchWeb(),
  matching: async () => (await import('./matching.mjs')).benchMatching(),
  'matching-learned': async () => (await import('./matching-learned.mjs')).benchMatchingLearned({ seed }),
  intake: async () => (await import('./intake.mjs')).benchIntake(),
  queue: async () => (await import('./queue.mjs')).benchQueue(),
  catalogue: async () => (await import('./catalogue.mjs')).benchCatalogue(),
  search: async () => (await import('./search.mjs')).benchSearch(),
  cockpit: async () => (await import('./cockpit.mjs')).benchCockpit(),
  runs: async () => (await import('./runs.mjs')).benchRuns(),
  load: async () => (await import('./load.mjs')).benchLoad(),
  boards: async () => (await import('./boards.mjs')).benchBoards({ seed }),
  detector: async () => (await import('./detector.mjs')).benchDetector({ seed }),
  truth: async () => (await import('./truth.mjs')).benchTruth({ seed }),
  field: async () => (await import('./field.mjs')).benchField({ seed }),
};
/** These judge what is brought along and run only where they are named. */
const brought = {
  'search-quality': async () => (await import('./search-quality.mjs')).benchSearchQuality(values),
  'matching-quality': async () => (await import('./matching-quality.mjs')).benchMatchingQuality(values),
};
const { values, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: {
    strict: { type: 'boolean', default: false },
    seed: { type: 'string' },
    ...Object.fromEntries(
      ['corpus', 'queries', 'qrels', 'needs', 'offers', 'out', 'json'].map((name) => [
        name,
        { type: 'string' },
      ]),
    ),
  },
});
const { strict } = values;
const seed = values.seed === undefined ? Date.now() : Number(values.seed);
if (!Number.isSafeInteger(seed) || seed < 0) {
  process.stderr.write('--seed wants a whole number\n');
  process.exit(2);
}
for (const name of wanted) {
  if (!Object.hasOwn({ ...all, ...brought }, name)) {
    process.stderr.write(
      `no benchmark ${name}; there are ${Object.keys({ ...all, ...brought }).join(', ')}\n`,
    );
    process.exit(2);
  }
}
const say = (line) => process.stdout.write(`${line}\n`);
const load = () => readFileSync('/proc/loadavg', 'utf8').split(' ').slice(0, 3).join(' ');
const [cpu] = cpus();
say(
  `node ${process.version}, ${cpus().length} × ${cpu.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, load ${load()}, seed ${seed}`,
);

const table = [];
let broken = 0;
try {
  const chosen = wanted.length === 0 ? Object.entries(all) : Object.entries({ ...all, ...brought });
  for (const [name, work] of chosen.filter(([one]) => wanted.length === 0 || wanted.includes(one))) {
    const started = Date.now();
    try {
      for (const row of await work()) {
        table.push(row);
        say(
          `${row.what}: ${measured(row)}; goal ${row.goal}: ${verdict(row)}${row.note ? ` (${row.note})` : ''}`,
        );
      }
    } catch (error) {
      broken += 1;
      say(`${name} could not be measured: ${error?.stack ?? error}`);
    }
    say(`  ${name}: ${((Date.now() - started) / 1000).toFixed(0)} s, load ${load()}`);
  }
} finally {
  await closeLab();
}
say('\n| what | goal | ours | floor | ratio | met |\n|---|---|---|---|---|---|');
for (const row of table) {
  const { what, goal, ours, floor, unit, ratio } = row;
  say(
    `| ${what} | ${goal} | ${fmt(ours)} ${unit} | ${floor === null ? '–' : `${fmt(floor)} ${unit}`} | ${fmt(ratio)} | ${verdict(row)} |`,
  );
}
// The rows as measured, whatever the table rounds.
if (values.json !== undefined) {
  const rows = table.map(({ what, goal, ours, floor, unit, ratio, met, note }) => ({
    what,
    goal,
    ours,
    floor,
    unit,
    ratio,
    met: met ?? null,
    note: note ?? null,
  }));
  const machine = {
    node: process.version,
    cpus: cpus().length,
    cpu: cpu.model.trim(),
    bytes: totalmem(),
    load: load(),
    seed,
  };
  writeFileSync(values.json, `${JSON.stringify({ machine, notMeasured: broken, rows }, null, 2)}\n`);
}
const missed = table.filter(({ met }) => met === false).length;
say(`\n${missed} of ${table.length} goals missed${broken > 0 ? `, ${broken} not measured` : ''}`);
// A broken promise of the verdicts is a fault whatever the machine.
const promises = table.filter((row) => row.broken === true).length;
process.exit(broken > 0 || promises > 0 || (strict && missed > 0) ? 1 : 0);

function measured({ ours, floor, unit, ratio }) {
  return `${fmt(ours)} ${unit}${floor === null ? '' : `, floor ${fmt(floor)} ${unit}, ratio ${fmt(ratio)}`}`;
}
function verdict({ met }) {
  return met === undefined ? 'no floor here' : met ? 'met' : 'MISSED';
}
function fmt(value) {
  return value === null || value === undefined ? '–' : Number(value.toPrecision(3)).toString();
}
