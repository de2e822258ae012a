import { parseArgs } from 'node:util';
import type { Dice } from '../demo-data/seeded.js';
import { findings } from './promises.js';
import { FaultTrial, type Strike } from './trial.js';

const usage = `npm run faults -- [options]
  --blows N   how many (30); half of them kill, the others stop a part for a while
  --seed N    the same victims after the same pauses as a run before
`;

const { values } = parseArgs({
  options: {
    blows: { type: 'string', default: '30' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    help: { type: 'boolean', default: false },
  },
});
const say = (line: string) => process.stdout.write(`${line}\n`);
const [blows, seed] = [Number(values.blows), Number(values.seed)];
if (values.help || !Number.isInteger(blows) || blows < 1 || !Number.isInteger(seed)) {
  say(usage);
  process.exit(values.help ? 0 : 2);
}

/** Kills of every part, and stops: some shorter than a lease of 30 s, some longer, so that it is taken away meanwhile. */
function strikes(count: number, dice: Dice): Strike[] {
  const killed = ['execute', 'score', 'scoring', 'api', 'launcher', 'postgres', 'supervisor', 'everything'];
  const stopped = ['execute', 'score', 'api', 'launcher', 'postgres'];
  return Array.from({ length: count }, (_, index) =>
    index % 2 === 0
      ? { victim: dice.pick(killed) as Strike['victim'] }
      : {
          victim: dice.pick(stopped) as Strike['victim'],
          freeze: dice.chance(0.3) ? dice.between(32_000, 45_000) : dice.between(500, 8_000),
        },
  );
}

say(`seed ${seed}; a lab of its own is started`);
const trial = await FaultTrial.open(seed);
let ending = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (ending) return;
    ending = true;
    void trial.lab.remove().then(() => process.exit(signal === 'SIGINT' ? 130 : 143));
  });
}
let failed = 0;
let passed = 0;
try {
  await trial.run(strikes(blows, trial.dice), say);
  const { found, lost } = await findings(trial);
  for (const { promise, seen } of found) {
    const kept = seen.length === 0;
    if (kept) passed += 1;
    else failed += 1;
    say(`${kept ? 'kept  ' : 'BROKEN'} ${promise}`);
    for (const one of seen.slice(0, 10)) say(`         ${JSON.stringify(one)}`);
  }
  const longest = Math.max(0, ...lost.map(({ noticed }) => noticed)) / 1_000;
  const sent = trial.senders.reduce((sum, { accepted }) => sum + accepted.length, 0);
  const cancelled = trial.senders.reduce((sum, one) => sum + one.cancelled.length, 0);
  say(
    `${sent} runs sent, ${cancelled} cancelled; ${lost.length} claims lost, noticed within ${longest.toFixed(1)} s`,
  );
} catch (error) {
  failed += 1;
  say(`BROKEN ${error instanceof Error ? (error.stack ?? error.message) : error}`);
  say(trial.lab.words);
} finally {
  if (!ending) await trial.lab.remove();
}
say(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
