import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installDependencies } from './prepare.mjs';
import { root } from './root.mjs';
import { node } from './runtime.mjs';

const bin = (name) => join(root, 'node_modules/.bin', name);
const tsc = join(root, 'node_modules/typescript-native/bin/tsc');
const checks = () => [
  ['types', node(), [tsc, '-b']],
  ['types of e2e', node(), [tsc, '-p', 'e2e']],
  ['lint', bin('biome'), ['check', '--error-on-warnings', '.']],
  // Promises that nobody waits for: the other lint has no types to know them by.
  ['promises', bin('oxlint'), ['--type-aware', '--quiet', 'apps', 'packages', 'e2e', 'bench']],
  ['house rules', node(), ['scripts/house-rules.mjs']],
  ['imports', bin('depcruise'), ['--config', '.dependency-cruiser.mjs', 'apps', 'packages']],
  ['unused code', bin('knip'), ['--no-progress']],
];

/** Runs each check; returns what passed and failed. Two at a time: the machines have two cores. */
export async function check() {
  const queue = checks();
  const results = [];
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [name, command, args] = next;
      const started = Date.now();
      const { code, output } = await runOne(command, args);
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      process.stdout.write(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)\n`);
      if (code !== 0) process.stdout.write(`${output}\n`);
      results.push({ name, passed: code === 0 });
    }
  };
  await Promise.all([work(), work()]);
  return results;
}

function runOne(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    child.on('error', (error) => resolve({ code: 1, output: String(error) }));
    child.on('close', (code) => resolve({ code: code ?? 1, output: output.slice(0, 20_000) }));
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await installDependencies((line) => process.stdout.write(`${line}\n`));
  const results = await check();
  process.exit(results.every((result) => result.passed) ? 0 : 1);
}
