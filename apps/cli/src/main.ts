#!/usr/bin/env node
import { readEnv } from './env.js';
import { runCli } from './program.js';

const stopped = new AbortController();
process.once('SIGINT', () => stopped.abort());
// A reader that has seen enough (`| head`) is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});
const streams = {
  out: (text: string) => void process.stdout.write(text),
  err: (text: string) => void process.stderr.write(text),
  stdin: process.stdin,
};
process.exitCode = await runCli(process.argv.slice(2), readEnv(), streams, stopped.signal);
