import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest';
import { findings } from './faults/promises.js';
import { FaultTrial, type Strike } from './faults/trial.js';

/** `FAULTS_SEED` strikes the same victims after the same pauses again. `npm run faults` strikes longer and harder. */
const seed = Number(process.env.FAULTS_SEED ?? Date.now() % 1_000_000);

let trial: FaultTrial;

beforeAll(async () => {
  trial = await FaultTrial.open(seed);
}, 240_000);
afterAll(() => trial?.lab.remove(), 60_000);

it('keeps every accepted run through twelve blows: one end each, the undisturbed result, nothing charged twice', async () => {
  onTestFailed(() => {
    process.stderr.write(`seed ${seed}\n${JSON.stringify(trial.blows)}\n${trial.lab.words}\n`);
  });
  const { dice } = trial;
  const freeze = () => dice.between(500, 4_000);
  await trial.run(
    dice.shuffle<Strike>([
      { victim: 'execute' },
      { victim: 'execute' },
      { victim: 'score' },
      { victim: 'scoring' },
      { victim: 'api' },
      { victim: 'launcher' },
      { victim: 'postgres' },
      { victim: 'supervisor' },
      { victim: 'everything' },
      { victim: 'execute', freeze: freeze() },
      { victim: 'score', freeze: freeze() },
      { victim: 'postgres', freeze: freeze() },
    ]),
  );
  const { found, lost } = await findings(trial);
  const longest = (all: number[]) => (Math.max(0, ...all) / 1_000).toFixed(1);
  process.stdout.write(
    `${lost.length} claims lost; noticed within ${longest(lost.map(({ noticed }) => noticed))} s, begun again within ${longest(lost.map(({ again }) => again ?? 0))} s\n`,
  );
  expect(found.filter(({ seen }) => seen.length > 0)).toEqual([]);
  // A claim was hit between collecting and scoring.
  expect(lost.some(({ attempt }) => attempt.phase === 'score')).toBe(true);
}, 500_000);
