import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { surroundings } from '../env.js';
import { type Lab, startLab } from '../lab.js';
import { demonstrationPassword, gatherLabOnly } from '../seed/cast.js';
import { driveChain, linkNames } from './chain.js';

const usage = `npm run demo -- [options]
  --url URL          a running lab (default: one of its own on spare ports and a temporary folder)
  --password TEXT    password of the lab's accounts admin@, operator@, reviewer@lab.example
  --seed N           makes the data again
  --json             ids, digests, verdicts and seconds per link on stdout
`;

const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    password: { type: 'string', default: demonstrationPassword },
    seed: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (values.help) {
  process.stdout.write(usage);
  process.exit(0);
}
const say = (line: string) => (values.json ? process.stderr : process.stdout).write(`${line}\n`);
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);

let lab: Lab | null = null;
let folder: string | null = null;
const leave = async (code: number) => {
  await lab?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
  process.exit(code);
};
process.on('SIGINT', () => void leave(130));
process.on('SIGTERM', () => void leave(143));

let url = values.url;
if (!url) {
  folder = await mkdtemp(join(tmpdir(), 'scenario-lab-demo-'));
  await chmod(folder, 0o755);
  const options = {
    port: 0,
    host: '127.0.0.1',
    data: join(folder, 'data'),
    empty: false,
    reset: false,
    help: false,
  };
  lab = await startLab(options, surroundings(), say);
  await gatherLabOnly(`${lab.local}/api`, lab.admin.email);
  url = lab.local;
}
say(`the chain through ${url}, seed ${seed}`);
const report = await driveChain({
  api: `${url.replace(/\/$/, '')}/api`,
  lab: { email: (role) => `${role}@lab.example`, password: values.password },
  seed,
  say,
});
const failing = linkNames.filter((name) => !report.links[name]?.ok);
if (values.json)
  process.stdout.write(`${JSON.stringify({ ...report, ok: failing.length === 0 }, null, 2)}\n`);
const state = (name: (typeof linkNames)[number]) =>
  report.links[name]?.ok ? 'ok' : report.links[name] ? 'FAILED' : 'not reached';
say(`chain: ${linkNames.map((name) => `${name} ${state(name)}`).join(', ')}`);
await leave(failing.length === 0 ? 0 : 1);
