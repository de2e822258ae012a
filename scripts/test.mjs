import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check } from './check.mjs';
import { ended, endMarked, handOnSignals, startChild } from './children.mjs';
import { ensurePackages } from './debian.mjs';
import { packCli } from './pack-cli.mjs';
import { build, installDependencies, requireNode } from './prepare.mjs';
import { root } from './root.mjs';
import { node } from './runtime.mjs';

const started = Date.now();
const say = (line) =>
  process.stdout.write(`[${((Date.now() - started) / 1000).toFixed(0).padStart(4)} s] ${line}\n`);
const debian = ['bubblewrap', 'catatonit', 'python3', 'python3-numpy', 'chromium', 'redis-server'];
const scratch = mkdtempSync(join(tmpdir(), 'scenario-lab-results-'));
/** Stands in the environment of whatever a test starts, so that nothing outlives a run that is told to end. */
const mark = { SCENARIO_LAB_TEST: `${process.pid}-${started}` };
let passed = 0;
let failed = 0;
/** What failed, told once more at the end: the place where it was first told may be thousands of lines above. */
const failures = [];

requireNode();
handOnSignals();
/** Set once a signal came: what was started is being ended, and no result is told any more. */
let ending;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    ending ??= end(signal);
  });
await installDependencies(say);
const { missing, command } = ensurePackages(debian, say);
if (missing.length > 0) {
  process.stdout.write(
    `the tests need ${missing.join(', ')}. Install them and try again:\n\n    ${command}\n`,
  );
  process.exit(2);
}
await build(say);
await packCli(say);

say('check: types, lint, house rules, imports, unused code');
for (const result of await check()) {
  count(result.passed ? 1 : 0, result.passed ? 0 : 1);
  if (!result.passed) failures.push(`check: ${result.name}`);
}

// Two lanes for two cores: the sandbox's tests wait much and run one after another, and the lab of the journeys tells
// its demonstration while the other lane still tests. The journeys themselves begin when nothing else runs.
const gate = join(scratch, 'journeys-may-begin');
const openGate = () => writeFileSync(gate, '');
await Promise.all([
  vitest('unit', 'inherit')
    .then(() => vitest('web', 'inherit'))
    .then(() => vitest('int', 'inherit'))
    .then(openGate),
  vitest('sandbox', 'pipe').then(() => journeys()),
]);

await ending;
// A suite that failed may have left its lab behind.
await endMarked(`SCENARIO_LAB_TEST=${mark.SCENARIO_LAB_TEST}`);
rmSync(scratch, { recursive: true, force: true });
say('done');
for (const failure of failures) process.stdout.write(`failed: ${failure.replaceAll(`${root}/`, '')}\n`);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

async function end(signal) {
  say(`${signal}: ending what was started`);
  await endMarked(`SCENARIO_LAB_TEST=${mark.SCENARIO_LAB_TEST}`);
  rmSync(scratch, { recursive: true, force: true });
  process.exit(130);
}

/** One project of the unit runner; with `pipe` its words are shown when it has ended, so that lanes do not mix. */
async function vitest(project, words) {
  say(`tests: ${project}`);
  const report = join(scratch, `${project}.json`);
  const child = startChild(
    node(),
    [
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--project',
      project,
      '--reporter=json',
      `--outputFile=${report}`,
      '--reporter=default',
      '--silent=passed-only',
    ],
    { stdio: ['ignore', words, words], env: { ...process.env, ...mark } },
  );
  const { code, output } = await ended(child);
  process.stdout.write(output);
  say(`tests: ${project} ended`);
  const {
    numPassedTests = 0,
    numFailedTests = 0,
    numFailedTestSuites = 0,
    numPendingTests = 0,
    testResults = [],
  } = read(report);
  for (const { name, status, message, assertionResults } of testResults) {
    const wrong = assertionResults.filter((one) => one.status !== 'passed');
    if (wrong.length === 0 && status === 'failed')
      failures.push(`${project}: ${name}: ${firstLines(message)}`);
    for (const one of wrong)
      failures.push(
        `${project}: ${name}: ${one.fullName}: ${firstLines(one.failureMessages?.[0] ?? one.status)}`,
      );
  }
  // A skipped test is a failed one here, and so is a suite that never came to its tests.
  const bad = numFailedTests + numPendingTests;
  count(numPassedTests, bad === 0 && code !== 0 ? Math.max(1, numFailedTestSuites) : bad);
}

async function journeys() {
  say('tests: e2e');
  const report = join(scratch, 'e2e.json');
  const child = startChild(node(), [join(root, 'node_modules/@playwright/test/cli.js'), 'test'], {
    cwd: join(root, 'e2e'),
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...mark, PLAYWRIGHT_JSON_OUTPUT_FILE: report, E2E_GATE: gate, CI: '1' },
  });
  const { code } = await ended(child);
  const { stats = {}, suites = [] } = read(report);
  failures.push(...suites.flatMap(brokenSpecs).map((title) => `e2e: ${title}`));
  const bad = (stats.unexpected ?? 0) + (stats.flaky ?? 0) + (stats.skipped ?? 0);
  count(stats.expected ?? 0, bad === 0 && code !== 0 ? 1 : bad);
}

function count(good, wrong) {
  passed += good;
  failed += wrong;
}

function firstLines(text) {
  return text.split('\n').slice(0, 6).join('\n    ').slice(0, 600);
}

function brokenSpecs({ suites = [], specs = [] }) {
  return [...specs.filter(({ ok }) => !ok).map(({ title }) => title), ...suites.flatMap(brokenSpecs)];
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}
