import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openSandbox } from '@scenario-lab/sandbox/sandbox';
import { toolLimits } from '@scenario-lab/sandbox/types';
import { makeDice } from '../apps/standalone/dist/demo-data/seeded.js';
import { alternate, quantile, ratioRow, timed } from './measure.mjs';
import { plainProfile } from './plain-profile.mjs';

const bytes = 100_000_000;
const rounds = 3;

/**
 * A table of 100 MB taken in as a worker does it (digest; opened, normalised and profiled in the sandbox) over a plain
 * program that digests, splits and profiles the same file in one process without any protection.
 */
export async function benchIntake() {
  const folder = await mkdtemp(join(tmpdir(), 'scenario-lab-bench-'));
  await chmod(folder, 0o755);
  await mkdir(join(folder, 'in'));
  const file = join(folder, 'in', 'table');
  const sandbox = await openSandbox({ workDir: join(folder, 'work'), slots: 1 });
  try {
    if (!sandbox.status.available) throw new Error(sandbox.status.reasons.map(({ en }) => en).join('; '));
    const rows = await writeTable(file);
    const ours = async () => {
      await digest(file);
      const request = {
        id: 'bench',
        runtime: 'profile',
        inputDir: join(folder, 'in'),
        limits: toolLimits,
        options: {},
      };
      const result = await sandbox.run(request);
      try {
        const place = result.outputs?.find(({ name }) => name === 'profile.json')?.path;
        if (!place) throw new Error(JSON.stringify(result));
        const report = JSON.parse(await readFile(place, 'utf8'));
        if (report.rows !== rows)
          throw new Error(`${report.rows} rows of ${rows}: ${JSON.stringify(report.problems)}`);
      } finally {
        await sandbox.discard(result);
      }
    };
    const floor = async () => {
      await digest(file);
      const report = plainProfile(await readFile(file, 'utf8'));
      if (report.rows !== rows) throw new Error(`${report.rows} rows of ${rows}`);
    };
    const times = await alternate(rounds, { ours: () => timed(ours), floor: () => timed(floor) });
    const rate = (list) => bytes / 1e6 / quantile(list, 0.5);
    return [
      {
        ...ratioRow({
          what: 'intake: digest + profile of 100 MB CSV',
          ours: rate(times.ours),
          floor: rate(times.floor),
          unit: 'MB/s',
          least: 1,
        }),
        note: `${rows} rows, 8 columns`,
      },
    ];
  } finally {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function digest(file) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 2 ** 20 }), hash);
  return hash.digest('hex');
}

/** Times, numbers, codes and texts with commas and quotes, as cities' exports have them. Answers the number of rows. */
async function writeTable(file) {
  const dice = makeDice(23);
  const streets = ['人民路', '解放大道', '滨江路', '中山路', '建设路', '文化街'];
  let rows = 0;
  async function* lines() {
    yield 'at,station,street,rain,level,flow,status,remark\n';
    let written = 0;
    while (written < bytes) {
      let block = '';
      for (let n = 0; n < 2_000; n += 1) {
        const at = new Date(Date.UTC(2024, 0, 1) + rows * 60_000).toISOString().slice(0, 19);
        const remark = dice.chance(0.2) ? `"巡检""正常"", 无异常 ${dice.below(1_000)}"` : '';
        block += `${at},S${dice.below(400)},${dice.pick(streets)},${dice.next().toFixed(4)},${dice.normal(120, 30).toFixed(3)},${dice.exponential(4).toFixed(5)},${dice.chance(0.97) ? 'ok' : 'fault'},${remark}\n`;
        rows += 1;
      }
      written += Buffer.byteLength(block);
      yield block;
    }
  }
  await pipeline(lines, createWriteStream(file));
  return rows;
}
