import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { surroundings } from './env.js';
import { runToEnd } from './processes.js';

const usage = `npm run rotate-key -- [--data DIR]
Makes a new signing key for the lab that runs on DIR and closes the old one with today's date. Reports signed before
stay verifiable with the old public key, which the lab goes on to publish.
`;

/** The address of the lab's own Postgres, which must be running. Errors: says what to do. */
function ownerUrl(data: string): string {
  const cluster = join(data, 'postgres', 'cluster');
  const running = join(cluster, 'postmaster.pid');
  if (!existsSync(running))
    throw new Error(`no lab runs on ${data}: start it, or name its folder with --data`);
  const port = readFileSync(running, 'utf8').split('\n')[3];
  const secret = readFileSync(`${cluster}.secret`, 'utf8').trim();
  return `postgres://lab_owner:${secret}@127.0.0.1:${port}/scenario_lab`;
}

try {
  const { values } = parseArgs({
    options: { data: { type: 'string' }, help: { type: 'boolean', short: 'h', default: false } },
  });
  if (values.help) process.stdout.write(usage);
  else {
    const around = surroundings();
    const data = values.data ?? around.defaultData;
    const answer = await runToEnd({
      script: join(around.home, 'apps/worker/dist/rotate-key.js'),
      env: { OWNER_DATABASE_URL: around.databaseUrl ?? ownerUrl(data), KEY_DIR: join(data, 'keys') },
    });
    const { opened, closed } = JSON.parse(answer) as { opened: string; closed: string[] };
    process.stdout.write(`opened ${opened}\n${closed.map((key) => `closed ${key}\n`).join('')}`);
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${usage}`);
  process.exitCode = 1;
}
