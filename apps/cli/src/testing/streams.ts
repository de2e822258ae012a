import { PassThrough } from 'node:stream';
import type { Env } from '../env.js';
import { runCli } from '../program.js';

/** Runs a command line in this process and keeps what it said. `stdin` is what a pipe would hold. */
export async function runHere(argv: string[], env: Partial<Env> = {}, stdin = '') {
  let out = '';
  let err = '';
  const pipe = new PassThrough();
  pipe.end(stdin);
  const streams = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
    stdin: pipe as unknown as NodeJS.ReadStream,
  };
  const whole = { credentialsFile: '/nonexistent/credentials.json', locale: 'en_US.UTF-8', ...env };
  const code = await runCli(argv, whole, streams, new AbortController().signal);
  return { code, out, err };
}
