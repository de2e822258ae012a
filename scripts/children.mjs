import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { root } from './root.mjs';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const live = new Set();
let told;

/** Starts a process that a signal to this script ends as well. */
export function startChild(command, args, options = {}) {
  const child = spawn(command, args, { cwd: root, ...options });
  live.add(child);
  child.once('close', () => live.delete(child));
  return child;
}

/** Hands signals on to what runs. A terminal sends its Ctrl-C to the whole group without our help. */
export function handOnSignals() {
  for (const signal of signals)
    process.on(signal, () => {
      told = signal;
      if (signal === 'SIGINT' && process.stdin.isTTY) return;
      for (const child of live) child.kill(signal);
    });
}

/** Runs a tool of the repository; on failure its own words are shown and the process ends with its code. */
export async function run(command, args, options = {}) {
  const child = startChild(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  const { code, output } = await ended(child);
  if (told) process.exit(130);
  if (code === 0) return;
  process.stderr.write(`${output}\n${command} ${args.join(' ')} failed\n`);
  process.exit(code);
}

/** Waits for a child; what it writes into pipes comes with its code (1 when a signal ended it). */
export function ended(child) {
  return new Promise((resolve) => {
    const chunks = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => chunks.push(chunk));
    const words = () => Buffer.concat(chunks).toString('utf8');
    child.on('error', (error) => resolve({ code: 1, output: String(error) }));
    child.on('close', (code) => resolve({ code: code ?? 1, output: words() }));
  });
}

/** Processes with the mark in their environment, this one left out: whoever started them, and whatever became of it. */
export function marked(mark) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(mark);
      } catch {
        // Another user's, or gone meanwhile.
        return false;
      }
    })
    .map(Number);
}

/** Ends every process with the mark: asked first, since databases and labs tidy up, then made to. */
export async function endMarked(mark, patience = 20_000) {
  const send = (signal) => {
    for (const pid of marked(mark))
      try {
        process.kill(pid, signal);
      } catch {
        // Gone between the look and the signal.
      }
  };
  send('SIGINT');
  for (const until = Date.now() + patience; Date.now() < until && marked(mark).length > 0; )
    await new Promise((resolve) => setTimeout(resolve, 200));
  send('SIGKILL');
}
