import { ProblemError } from '@scenario-lab/contracts/call';
import { surroundings } from './env.js';
import { startLab } from './lab.js';
import { readOptions, usage } from './options.js';
import { describe, seedIfEmpty } from './seed/seed.js';

const around = surroundings();
const say = (line: string) => {
  const seconds = ((Date.now() - around.started) / 1000).toFixed(1).padStart(5);
  process.stdout.write(`[${seconds} s] ${line}\n`);
};

let options: ReturnType<typeof readOptions>;
try {
  options = readOptions(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${usage}`);
  process.exit(2);
}
if (options.help) {
  process.stdout.write(usage);
  process.exit(0);
}

let stop: (() => Promise<void>) | null = null;
let ending = false;
const stopping = new AbortController();
const end = async () => {
  if (ending) return;
  ending = true;
  say('ending');
  // While the lab is still starting, the start takes itself back and ends the process.
  if (!stop) {
    stopping.abort();
    return;
  }
  await stop();
  process.exit(0);
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end());

try {
  const lab = await startLab(options, around, say, stopping.signal);
  stop = lab.stop;
  const demonstration = around.mode === 'demonstration' && !options.empty;
  // Who is here may come in while the demonstration is still being told.
  let open = false;
  const opened = () => {
    open = true;
    process.stdout.write(`\n${describe(lab, 'open')}\n\n`);
    say('the demonstration is told while you look; pages fill as it goes');
  };
  // A story that breaks off is a defect, but the lab and what was told so far are worth having.
  await seedIfEmpty(lab, { demonstration }, say, opened).catch((error: unknown) => {
    if (ending) return;
    say(`the demonstration broke off: ${error instanceof Error ? error.message : error}${placesOf(error)}`);
    process.exitCode = 1;
  });
  process.stdout.write(open ? `\nScenario Lab is ready: ${lab.url}\n` : `\n${describe(lab, 'ready')}\n`);
} catch (error) {
  if (ending) process.exit(0);
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
}

/** What is wrong with which part of a call, where the API has said so. */
function placesOf(error: unknown): string {
  const errors = error instanceof ProblemError ? (error.problem.errors ?? []) : [];
  return errors.map(({ path, code }) => ` (${path}: ${code})`).join('');
}
