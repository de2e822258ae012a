import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DemonstrationProgress } from '@scenario-lab/contracts/accounts';
import { call } from '@scenario-lab/contracts/call';
import { readSandboxState } from '@scenario-lab/contracts/lab';
import pg from 'pg';
import { STORY } from '../demo-data/story/story.js';
import type { Lab } from '../lab.js';
import { seedBadges } from './badges.js';
import { seedCamps } from './camps.js';
import { demonstrationAccounts, gather } from './cast.js';
import { seedAccess, seedAlgorithms, seedDatasets, seedSolutions } from './catalogue.js';
import { seedDataRequests } from './data-requests.js';
import { seedEditions } from './editions.js';
import { seedCases, seedReplications } from './enablement.js';
import { seedEngagements } from './engagements.js';
import { seedJointNeeds } from './joint-needs.js';
import { seedMeetings } from './meetings.js';
import { until, visitor } from './persona.js';
import { sandboxKnown } from './sandbox-known.js';
import { seedBenchmarks, seedScenarios, settleScenarios } from './scenarios.js';
import { judgeCall, seedCall, seedFavours, seedQuestions, seedRoom } from './selection.js';
import { seedTickets } from './tickets.js';

type Say = (line: string) => void;
const marker = (lab: Lab) => join(lab.folders.data, 'seed.json');
const stateOf = (lab: Lab): string =>
  existsSync(marker(lab))
    ? (JSON.parse(readFileSync(marker(lab), 'utf8')) as { state: string }).state
    : 'none';

/**
 * Fills a fresh lab through the public API, once. A seed cut short is said so; the lab still works. `opened` is
 * called when the people are there, who may come in while the rest is told.
 */
export async function seedIfEmpty(
  lab: Lab,
  options: { demonstration: boolean },
  say: Say,
  opened: () => void = () => {},
): Promise<void> {
  const state = stateOf(lab);
  if (state === 'running') {
    say('the demonstration was cut short last time; start with --reset to tell it anew');
    await tellProgress(lab).at('broken_off');
  }
  if (state !== 'none') return;
  const write = (next: string) =>
    writeFileSync(marker(lab), JSON.stringify({ state: next, at: new Date().toISOString() }));
  if (!options.demonstration) {
    write('empty');
    return;
  }
  write('running');
  const progress = tellProgress(lab);
  try {
    await seed(lab, say, progress, opened);
    await progress.end();
    write('done');
  } catch (error) {
    await progress.at('broken_off');
    throw error;
  }
}

async function seed(lab: Lab, say: Say, progress: Progress, opened: () => void): Promise<void> {
  const api = `${lab.local}/api`;
  say('demonstration: organisations and people');
  await progress.at('people');
  const cast = await gather(api, lab.admin.email);
  await set(lab, 'demonstration.accounts', demonstrationAccounts());
  opened();
  await progress.at('data');
  const sandbox = await until(
    'an execute worker',
    () => call({ baseUrl: api }, readSandboxState, {}),
    // Until a worker has registered and tried its sandbox there is nothing to be said about it.
    sandboxKnown,
    180,
  );
  // Their pictures are opened in the sandbox like anybody's: where there is none the cards have words alone.
  const solutions = await seedSolutions(cast, sandbox.available);
  if (!sandbox.available) {
    for (const reason of sandbox.reasons) say(`runs of code are switched off: ${reason.en} (${reason.zh})`);
    say('demonstration: needs without data or runs, because nothing can be run here');
    await seedJointNeeds(cast, await seedScenarios(cast, new Map()));
    await seedDataRequests(cast);
    await seedTickets(cast, visitor(api));
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
  await progress.at('needs');
  const scenarios = await seedScenarios(cast, datasets);
  await seedAccess(cast, datasets);
  await seedQuestions(cast, scenarios);
  // Its bids stay sealed until the deadline, which passes while exams and runs are played.
  const sealed = await seedCall(cast, scenarios, solutions, say);
  say('demonstration: exams are sealed');
  await progress.at('exams');
  const exams = await seedBenchmarks(cast, datasets, scenarios);
  say('demonstration: engagements, real runs, reviews, reports, pilots');
  await progress.at('engagements');
  const world = { cast, datasets, scenarios, solutions, algorithms, exams, say };
  const engagements = await seedEngagements(world, () => progress.more());
  say('demonstration: cases and replications');
  await progress.at('cases');
  // Both wait for runs, and on nothing of each other.
  await Promise.all([
    seedMeetings(world, engagements),
    seedCases(world, engagements).then((cases) => seedReplications(world, cases)),
    seedCamps(world),
    // What was measured by the opening counts: it comes after the runs.
    seedFavours(cast, scenarios).then(() => sealed && judgeCall(cast, sealed, say)),
    seedRoom(cast, engagements),
  ]);
  await seedBadges(world);
  await settleScenarios(cast, scenarios);
  await seedEditions(cast);
  await seedJointNeeds(cast, scenarios);
  await seedDataRequests(cast);
  await seedTickets(cast, visitor(api));
}

interface Progress {
  at(step: DemonstrationProgress['step']): Promise<void>;
  /** One engagement more has been played. */
  more(): Promise<void>;
  end(): Promise<void>;
}

/** Steps before and after the engagements, each a part; every engagement is a part of its own. */
const steps: DemonstrationProgress['step'][] = ['people', 'data', 'needs', 'exams', 'engagements', 'cases'];

/** Tells every page how far the demonstration is. */
function tellProgress(lab: Lab): Progress {
  const of = steps.length - 1 + STORY.engagements.length;
  let now: DemonstrationProgress = { step: 'people', done: 0, of };
  const tell = () => set(lab, 'demonstration.telling', now);
  return {
    at: (step) => {
      const place = steps.indexOf(step);
      const played = place > steps.indexOf('engagements') ? STORY.engagements.length - 1 : 0;
      now = { ...now, step, ...(place < 0 ? {} : { done: place + played }) };
      return tell();
    },
    more: () => {
      now = { ...now, done: now.done + 1 };
      return tell();
    },
    end: () => set(lab, 'demonstration.telling', null),
  };
}

async function set(lab: Lab, key: string, value: unknown): Promise<void> {
  const client = new pg.Client({ connectionString: lab.ownerUrl });
  await client.connect();
  await client.query(
    'INSERT INTO setting (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = $2',
    [key, JSON.stringify(value)],
  );
  await client.end();
}

/** What a person needs to know now: the address and how to get in. */
export function describe(lab: Lab, state: 'open' | 'ready'): string {
  const lines = [`Scenario Lab is ${state}: ${lab.url}`, ''];
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
