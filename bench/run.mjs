// Benchmarks with their floors, in one command; ratios out. `npm run bench [-- name …]`, after `npm run build`.
import { spawnSync } from 'node:child_process';
import { benchMetrics } from './metrics.mjs';
import { benchSandbox } from './sandbox.mjs';

const all = { metrics: benchMetrics, sandbox: benchSandbox };
const wanted = process.argv.slice(2);
for (const name of wanted) {
  if (!Object.hasOwn(all, name)) {
    process.stderr.write(`no benchmark ${name}; there are ${Object.keys(all).join(', ')}\n`);
    process.exit(2);
  }
}
const load = spawnSync('cat', ['/proc/loadavg'], { encoding: 'utf8' }).stdout.trim();
process.stdout.write(`node ${process.version}, load ${load}\n`);
let missed = 0;
for (const [name, bench] of Object.entries(all)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const { what, ours, floor, unit, ratio, goal, met } of await bench()) {
    if (met === false) missed += 1;
    const verdict = met === undefined ? 'no floor here' : met ? 'met' : 'MISSED';
    process.stdout.write(
      `${what.padEnd(44)} ours ${fmt(ours)} ${unit}  floor ${fmt(floor)}  ratio ${fmt(ratio)}  goal ${goal}  ${verdict}\n`,
    );
  }
}
process.exit(missed > 0 ? 1 : 0);

function fmt(value) {
  return value === null || value === undefined ? '–' : Number(value.toPrecision(3)).toString();
}
