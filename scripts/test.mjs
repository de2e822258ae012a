import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check } from './check.mjs';
import { ensurePackages } from './debian.mjs';
import { packCli } from './pack-cli.mjs';
import { build, installDependencies, requireNode, root } from './prepare.mjs';

const started = Date.now();
const say = (line) =>
  process.stdout.write(`[${((Date.now() - started) / 1000).toFixed(0).padStart(4)} s] ${line}\n`);
const debian = ['bubblewrap', 'catatonit', 'python3', 'python3-numpy', 'chromium', 'redis-server'];
const scratch = mkdtempSync(join(tmpdir(), 'scenario-lab-results-'));
let passed = 0;
let failed = 0;
/** What failed, told once more at the end: the place where it was first told may be thousands of lines above. */
const failures = [];

requireNode();
installDependencies(say);
const { missing, command } = ensurePackages(debian, say);
if (missing.length > 0) {
  process.stdout.write(
    `the tests need ${missing.join(', ')}. Install them and try again:\n\n    ${command}\n`,
  );
  process.exit(2);
}
build(say);
packCli(say);

say('check: types, lint, house rules, imports, unused code');
for (const result of await check()) {
  count(result.passed ? 1 : 0, result.passed ? 0 : 1);
  if (!result.passed) failures.push(`check: ${result.name}`);
}

for (const project of ['unit', 'int', 'sandbox']) {
  say(`tests: ${project}`);
  const report = join(scratch, `${project}.json`);
  const code = await run(process.execPath, [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--project',
    project,
    '--reporter=json',
    `--outputFile=${report}`,
    '--reporter=default',
    '--silent=passed-only',
  ]);
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

say('tests: e2e');
const report = join(scratch, 'e2e.json');
const code = await run(process.execPath, [join(root, 'node_modules/@playwright/test/cli.js'), 'test'], {
  cwd: join(root, 'e2e'),
  env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report, CI: '1' },
});
const { stats = {}, suites = [] } = read(report);
failures.push(...suites.flatMap(brokenSpecs).map((title) => `e2e: ${title}`));
const bad = (stats.unexpected ?? 0) + (stats.flaky ?? 0) + (stats.skipped ?? 0);
count(stats.expected ?? 0, bad === 0 && code !== 0 ? 1 : bad);

rmSync(scratch, { recursive: true, force: true });
say('done');
for (const failure of failures) process.stdout.write(`failed: ${failure.replaceAll(`${root}/`, '')}\n`);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

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

function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], ...options });
    child.on('error', () => resolve(1));
    child.on('close', (status) => resolve(status ?? 1));
  });
}
