import { listBenchmarks } from '@scenario-lab/contracts/benchmarks';
import { call } from '@scenario-lab/contracts/call';
import type { TaskKind } from '@scenario-lab/contracts/metrics';
import { credentialsOf } from '../credentials.js';
import { clientOf, type Desk, type Report } from '../desk.js';
import { exit } from '../exit.js';
import { tableLines } from '../table.js';

export async function benchmarks(desk: Desk, options: { task?: TaskKind }): Promise<Report> {
  const { t, say, signal } = desk;
  const { url, token } = await credentialsOf(desk.env);
  const query = { limit: 100, task: options.task };
  const { items } = await call(clientOf(url, token), listBenchmarks, { query }, { signal });
  if (items.length === 0) say(t('benchmarks.none'));
  else {
    const head = ['ID', t('benchmarks.task'), t('benchmarks.status'), t('benchmarks.title')];
    const rows = items.map((one) => [one.id, t.code(one.task), t.code(one.status), t.text(one.title)]);
    for (const line of tableLines(head, rows)) say(line);
  }
  return { exit: exit.pass, json: items };
}
