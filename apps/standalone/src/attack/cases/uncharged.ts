import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { readRun, runDeeds, submitRun } from '@scenario-lab/contracts/runs';
import { until } from '../../seed/persona.js';
import { tryOnSample } from '../../seed/trial.js';
import type { AttackCase } from '../attack-case.js';

const program = `
import csv, json
task = json.load(open('/in/task.json'))
rows = list(csv.DictReader(open('/in/' + task['inputs'], newline='')))
with open('/out/predictions.csv', 'w', newline='') as out:
    writer = csv.writer(out)
    writer.writerow(['id', 'prediction'])
    for row in rows: writer.writerow([row['id'], '40'])
`;
const over = ['in_review', 'algorithm_fault', 'platform_fault', 'cancelled'];

export const cases: AttackCase[] = [
  {
    name: 'cancels between the claim and the start, again and again',
    promise: 'at most two looks go uncharged without the lab’s consent, and three are charged',
    way: 'a bundle that takes a while to lay out; each hidden run cancelled as soon as a worker has it; ten times',
    expected: 'some uncharged, at most 2; at most 3 charged; refused in the end',
    attack: async (world) => {
      const exam = await world.exam('uncharged');
      const { vendor } = exam.people;
      const files = { 'main.py': program, 'weights.bin': randomBytes(40_000_000) };
      const { versionId, engagementId } = await exam.enter(vendor, 'heavy', files);
      const pair = { algorithmVersionId: versionId, benchmarkVersionId: exam.benchmarkVersionId };
      await tryOnSample(vendor, pair);
      let refusal = '';
      for (let time = 0; time < 10 && refusal === ''; time += 1) {
        const run = await vendor
          .call(submitRun, { body: { ...pair, split: 'hidden', engagementId } })
          .catch((error: { problem?: { code: string } }) => {
            refusal = error.problem?.code ?? String(error);
            return null;
          });
        if (!run) break;
        const read = () => vendor.call(readRun, { params: { id: run.id } });
        for (let seen = 'queued'; seen === 'queued'; await sleep(30)) seen = (await read()).status;
        await vendor.call(runDeeds.cancel, { params: { id: run.id }, body: {} }).catch(() => {});
        await until('its end', read, ({ status }) => over.includes(status), 180);
        // The account is settled a moment after the run has ended.
        await until(
          'the account',
          () => world.sql<{ held: number }>('SELECT held FROM run WHERE id = $1', [run.id]),
          ([row]) => Number(row?.held) === 0,
          60,
        );
      }
      const looks = await world.sql<{ charged: boolean }>(
        `SELECT l.charged FROM look l JOIN run r ON r.id = l.run_id
         WHERE r.algorithm_version_id = $1 AND l.cause IS DISTINCT FROM 'withdrawn'`,
        [versionId],
      );
      const uncharged = looks.filter(({ charged }) => !charged).length;
      const charged = looks.length - uncharged;
      const ended = ['looks_unsettled', 'quota_exhausted'].includes(refusal)
        ? 'refused'
        : `${refusal || 'taken'}`;
      return [
        uncharged === 0 ? 'none uncharged' : `some uncharged, ${uncharged <= 2 ? 'at most 2' : uncharged}`,
        `${charged <= 3 ? 'at most 3' : charged} charged`,
        `${ended} in the end`,
      ].join('; ');
    },
  },
];
