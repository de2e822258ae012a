import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { call } from '@scenario-lab/contracts/call';
import { readSandboxState } from '@scenario-lab/contracts/lab';
import pg from 'pg';
import type { Lab } from '../lab.js';
import { demonstrationAccounts, gather } from './cast.js';
import { seedAccess, seedAlgorithms, seedDatasets, seedSolutions } from './catalogue.js';
import { seedCases, seedReplications } from './enablement.js';
import { seedEngagements } from './engagements.js';
import { until } from './persona.js';
import { seedBenchmarks, seedScenarios, settleScenarios } from './scenarios.js';

type Say = (line: string) => void;
const marker = (lab: Lab) => join(lab.folders.data, 'seed.json');
const stateOf = (lab: Lab): string =>
  existsSync(marker(lab))
    ? (JSON.parse(readFileSync(marker(lab), 'utf8')) as { state: string }).state
    : 'none';

/** Fills a fresh lab through the public API, once. A seed cut short is said so; the lab still works. */
export async function seedIfEmpty(lab: Lab, options: { demonstration: boolean }, say: Say): Promise<void> {
  const state = stateOf(lab);
  if (state === 'running')
    say('the demonstration was cut short last time; start with --reset to tell it anew');
  if (state !== 'none') return;
  const write = (next: string) =>
    writeFileSync(marker(lab), JSON.stringify({ state: next, at: new Date().toISOString() }));
  if (!options.demonstration) {
    write('empty');
    return;
  }
  write('running');
  await seed(lab, say);
  write('done');
}

async function seed(lab: Lab, say: Say): Promise<void> {
  const api = `${lab.local}/api`;
  say('demonstration: organisations and people');
  const cast = await gather(api, lab.admin.email);
  await offerAccounts(lab);
  const solutions = await seedSolutions(cast);
  const sandbox = await until(
    'an execute worker',
    () => call({ baseUrl: api }, readSandboxState, {}),
    // Until a worker has registered there is nothing to be said about its sandbox.
    (one) => one.available || (one.workers > 0 && one.reasons.length > 0),
    90,
  );
  if (!sandbox.available) {
    for (const reason of sandbox.reasons) say(`runs of code are switched off: ${reason.en} (${reason.zh})`);
    say('demonstration: needs without data or runs, because nothing can be run here');
    await seedScenarios(cast, new Map());
    return;
  }
  if (sandbox.level === 'basic') {
    say('sandbox level is basic (not started as root): runs are real, but nothing run here can be certified');
  }
  say('demonstration: data sets are profiled, algorithms inspected in the sandbox');
  const [datasets, algorithms] = await Promise.all([
    seedDatasets(cast),
    seedAlgorithms(cast, solutions, join(lab.home, 'apps/standalone/dist/demo')),
  ]);
  const scenarios = await seedScenarios(cast, datasets);
  await seedAccess(cast, datasets);
  say('demonstration: exams are sealed');
  const exams = await seedBenchmarks(cast, datasets, scenarios);
  say('demonstration: engagements, real runs, reviews, reports, pilots');
  const world = { cast, datasets, scenarios, solutions, algorithms, exams, say };
  const engagements = await seedEngagements(world);
  say('demonstration: cases and replications');
  await seedReplications(world, await seedCases(world, engagements));
  await settleScenarios(cast, scenarios);
}

/** The sign-in page of a demonstration offers its accounts. */
async function offerAccounts(lab: Lab): Promise<void> {
  const client = new pg.Client({ connectionString: lab.ownerUrl });
  await client.connect();
  await client.query(
    `INSERT INTO setting (key, value) VALUES ('demonstration.accounts', $1) ON CONFLICT (key) DO UPDATE SET value = $1`,
    [JSON.stringify(demonstrationAccounts())],
  );
  await client.end();
}

/** What a person needs to know now: the address and how to get in. */
export function describe(lab: Lab): string {
  const lines = [`Scenario Lab is ready: ${lab.url}`, ''];
  if (stateOf(lab) === 'empty') {
    return [
      ...lines,
      `Sign in as ${lab.admin.email}; the password is "admin" in ${join(lab.folders.data, 'secrets.json')}`,
    ].join('\n');
  }
  const shown = [
    'owner@guanlan',
    'owner@water-bureau',
    'operator@lab',
    'reviewer@lab',
    'admin@lab',
    'owner@neighbour-drainage',
  ];
  for (const account of demonstrationAccounts()) {
    if (!shown.some((one) => account.email.startsWith(one))) continue;
    lines.push(
      `  ${account.email.padEnd(36)} ${account.roles.join(', ').padEnd(12)} ${account.organisation.zh} · ${account.organisation.en}`,
    );
  }
  lines.push(
    '',
    `  password of every demonstration account: ${lab.admin.password}`,
    `  logs: ${lab.folders.logs}`,
    '',
    'Ctrl-C ends the lab; data are kept.',
  );
  return lines.join('\n');
}
