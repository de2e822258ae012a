import { type Run, readRun, submitRun } from '@scenario-lab/contracts/runs';
import { until } from '../../seed/persona.js';
import { type AttackCase, raw } from '../attack-case.js';
import type { Exam, World } from '../world.js';

/** Prints what it is given, in every way it has, and codes a byte of it in its exit code. */
const teller = `
import csv, json, os, sys
task = json.load(open('/in/task.json'))
rows = list(csv.DictReader(open('/in/' + task['inputs'], newline='')))
with open('/out/predictions.csv', 'w', newline='') as out:
    writer = csv.writer(out)
    writer.writerow(['id', 'prediction'])
    for row in rows: writer.writerow([row['id'], repr(40 - 1.25 * float(row['temperature']) + 6.5 * float(row['occupancy']))])
if len(rows) > 1000:
    line = 'TOLD-' + '-'.join(row['temperature'] + '/' + row['at'] for row in rows[:40])
    print(line); print(line, file=sys.stderr)
    open('/out/' + 'TOLD-in-a-name', 'w').write(line)
    raise SystemExit(37)
`;

const over = ['finished', 'in_review', 'algorithm_fault', 'platform_fault', 'cancelled'];

async function run(exam: Exam, ids: { versionId: string; engagementId: string }, split: 'sample' | 'hidden') {
  const { vendor } = exam.people;
  const { id } = await vendor.call(submitRun, {
    body: {
      algorithmVersionId: ids.versionId,
      benchmarkVersionId: exam.benchmarkVersionId,
      split,
      ...(split === 'hidden' ? { engagementId: ids.engagementId } : {}),
    },
  });
  return until(
    `${split} run`,
    () => vendor.call(readRun, { params: { id } }),
    (one) => over.includes(one.status),
    240,
  );
}

let told: Promise<{ exam: Exam; hidden: Run }> | null = null;
const tell = (world: World) => {
  told ??= (async () => {
    const exam = await world.exam('teller');
    const ids = await exam.enter(exam.people.vendor, 'teller', { 'main.py': teller });
    const sample = await run(exam, ids, 'sample');
    if (sample.status !== 'finished') throw new Error(`the sample run ended as ${sample.status}`);
    return { exam, hidden: await run(exam, ids, 'hidden') };
  })();
  return told;
};

export const cases: AttackCase[] = [
  {
    name: 'a hidden run prints its inputs',
    promise: 'nothing a program writes on a hidden run reaches its vendor',
    way: 'inputs on stdout and stderr, in a file and in a file’s name; every answer to the vendor is searched',
    expected: 'algorithm_fault, no log, 0 answers with inputs',
    attack: async (world) => {
      const { exam, hidden } = await tell(world);
      const as = exam.people.vendor;
      for (const path of [`/runs/${hidden.id}`, `/runs/${hidden.id}/what-if`, '/runs', '/inbox', '/wallet'])
        await raw(world, path, { as }).then(({ text }) => exam.people.heard.push({ url: path, text }));
      const leaks = exam.people.heard.filter(({ text }) => text.includes('TOLD-'));
      return `${hidden.status}, ${hidden.log === null ? 'no log' : 'a log'}, ${leaks.length} answers with inputs`;
    },
  },
  {
    name: 'inputs coded in the exit code',
    promise: 'nothing a program writes on a hidden run reaches its vendor',
    way: 'exit code 37, looked for in the vendor’s view of the run',
    expected: 'runtime_error without a number',
    attack: async (world) => {
      const { hidden } = await tell(world);
      const words = JSON.stringify({ ...hidden, id: '', digests: {}, algorithm: {}, benchmark: {} });
      return `${hidden.outcome} ${/exit[^,]*37|"37"|: ?37[,}]/.test(words) ? 'with its number' : 'without a number'}`;
    },
  },
  {
    name: 'times and sizes of a hidden run',
    promise: 'figures of a hidden run are rounded by rule',
    way: 'CPU and memory as the vendor reads them',
    expected: 'two figures of CPU, memory in 64 MiB',
    attack: async (world) => {
      const { resources } = (await tell(world)).hidden;
      if (resources === null) return 'two figures of CPU, memory in 64 MiB';
      const cpu = Number(resources.cpuSeconds.toPrecision(2)) === resources.cpuSeconds;
      const memory = resources.peakMemoryBytes % (64 * 1024 * 1024) === 0;
      return `${cpu ? 'two figures of CPU' : resources.cpuSeconds}, ${memory ? 'memory in 64 MiB' : resources.peakMemoryBytes}`;
    },
  },
];
