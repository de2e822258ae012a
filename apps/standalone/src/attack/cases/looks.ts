import { preflightRun, type Run, readRun, runDeeds, submitRun } from '@scenario-lab/contracts/runs';
import { postNeed, provideData } from '../../chain-demo/links.js';
import { type Persona, until } from '../../seed/persona.js';
import { tryOnSample } from '../../seed/trial.js';
import type { AttackCase } from '../attack-case.js';
import type { Exam, World } from '../world.js';

/** Answers by the law of the data; where there are many rows only after half a minute. */
const slowWhereHidden = `
import csv, json, time
task = json.load(open('/in/task.json'))
rows = list(csv.DictReader(open('/in/' + task['inputs'], newline='')))
if len(rows) > 400: time.sleep(30)
with open('/out/predictions.csv', 'w', newline='') as out:
    writer = csv.writer(out)
    writer.writerow(['id', 'prediction'])
    for row in rows: writer.writerow([row['id'], repr(40 - 1.25 * float(row['temperature']) + 6.5 * float(row['occupancy']))])
`;
const program = { 'main.py': slowWhereHidden };
const over = ['finished', 'in_review', 'algorithm_fault', 'platform_fault', 'cancelled'];

interface Tried {
  exam: Exam;
  versionId: string;
  engagementId: string;
}
let entered: Promise<Tried> | null = null;
/** A vendor whose slow program has been tried on the sample, at an exam of its own. */
const enter = (world: World) => {
  entered ??= (async () => {
    const exam = await world.exam('looks');
    const ids = await exam.enter(exam.people.vendor, 'slow', program);
    await tryOnSample(exam.people.vendor, pair(exam, ids.versionId));
    return { exam, ...ids };
  })();
  return entered;
};

const pair = (exam: Exam, algorithmVersionId: string) => ({
  algorithmVersionId,
  benchmarkVersionId: exam.benchmarkVersionId,
});
const read = (as: Persona, id: string): Promise<Run> => as.call(readRun, { params: { id } });
const ended = (as: Persona, id: string) =>
  until(
    `run ${id}`,
    () => read(as, id),
    ({ status }) => over.includes(status),
    180,
  );
const looks = async (as: Persona, of: ReturnType<typeof pair>) => {
  const { looks: seen } = await as.call(preflightRun, { body: { ...of, split: 'hidden' } });
  return seen ? `${seen.used} of ${seen.of}` : 'no account';
};

export const cases: AttackCase[] = [
  {
    name: 'cancel at every instant',
    promise: 'a cancel ends its own run alone, at every stage',
    way: 'a vendor cancels eight runs 0 to 2.5 s after their submission, beside a stranger’s run',
    expected: '8 of 8 cancelled; the stranger’s finished, begun once',
    attack: async (world) => {
      const { exam, versionId } = await enter(world);
      const [rival] = exam.people.rivals as [Persona];
      const theirs = await exam.enter(rival, 'steady', {
        'main.py': slowWhereHidden.replace('> 400: time.sleep(30)', '> 0: time.sleep(12)'),
      });
      const stranger = await rival.call(submitRun, {
        body: { ...pair(exam, theirs.versionId), split: 'sample' },
      });
      let cancelled = 0;
      const { vendor } = exam.people;
      for (const instant of [0, 100, 250, 500, 900, 1_400, 1_900, 2_500]) {
        const { id } = await vendor.call(submitRun, {
          body: { ...pair(exam, versionId), split: 'validation' },
        });
        await new Promise((resolve) => setTimeout(resolve, instant));
        await vendor.call(runDeeds.cancel, { params: { id }, body: {} });
        if ((await ended(vendor, id)).status === 'cancelled') cancelled += 1;
      }
      const { status } = await ended(rival, stranger.id);
      const [row] = await world.sql<{ execute_attempts: number }>(
        'SELECT execute_attempts FROM run WHERE id = $1',
        [stranger.id],
      );
      const begun = row?.execute_attempts === 1 ? 'once' : `${row?.execute_attempts} times`;
      return `${cancelled} of 8 cancelled; the stranger’s ${status}, begun ${begun}`;
    },
  },
  {
    name: 'one hidden run sent twenty times, then cancelled when it runs',
    promise: 'a submission is one run; a cancel after the start is charged in looks and in credit',
    way: 'twenty submissions at once; a cancel once the program runs; looks and wallet read',
    expected: '1 run, 1 look; cancelled, 1 of 3 looks, credit taken',
    attack: async (world) => {
      const { exam, versionId, engagementId } = await enter(world);
      const { vendor, vendorId } = exam.people;
      const balance = async () =>
        (
          await world.sql<{ balance: number; held: number }>(
            'SELECT balance, held FROM wallet WHERE organisation_id = $1',
            [vendorId],
          )
        )[0];
      const before = await balance();
      const body = { ...pair(exam, versionId), split: 'hidden' as const, engagementId };
      const sent = await Promise.all(Array.from({ length: 20 }, () => vendor.call(submitRun, { body })));
      const ids = [...new Set(sent.map(({ id }) => id))];
      const taken = await world.sql('SELECT 1 FROM look WHERE run_id = ANY ($1)', [ids]);
      const [id = ''] = ids;
      await until(
        'the program',
        () => read(vendor, id),
        ({ status }) => status === 'executing',
        90,
      );
      await vendor.call(runDeeds.cancel, { params: { id }, body: {} });
      const { status } = await ended(vendor, id);
      const after = await until(
        'the wallet',
        balance,
        (now) => Number(now?.held) === Number(before?.held),
        60,
      );
      const credit = Number(after?.balance) < Number(before?.balance) ? 'credit taken' : 'no credit taken';
      return `${ids.length} run, ${taken.length} look; ${status}, ${await looks(vendor, pair(exam, versionId))} looks, ${credit}`;
    },
  },
  {
    name: 'the same program under another organisation',
    promise: 'looks follow the program: another name gives no new ones',
    way: 'the artifact of a vendor that has used a look, brought by a rival',
    expected: '1 of 3',
    attack: async (world) => {
      const { exam } = await enter(world);
      const other = exam.people.rivals[1]!;
      const { versionId } = await exam.enter(other, 'borrowed', program);
      return looks(other, pair(exam, versionId));
    },
  },
  {
    name: 'the same rows as other data',
    promise: 'looks follow the rows: another data set of the same rows gives no new ones',
    way: 'the data with six more rows as a data set of its own, with a need and an exam of its own',
    expected: '1 of 3',
    attack: async (world) => {
      const { exam, versionId } = await enter(world);
      const { people, data } = exam;
      const last = Date.parse(data.hours.at(-1)!.at);
      const more = Array.from({ length: 6 }, (_, at) =>
        [new Date(last + (at + 1) * 3_600_000).toISOString(), 4, 0.6, 'seen', 38.9].join(','),
      );
      const csv = `${data.csv}${more.join('\n')}\n`;
      const again = await provideData(people, people.department, { ...data, csv }, 'looks again');
      const need = await postNeed(people, people.department, again, 'looks again');
      const of = { algorithmVersionId: versionId, benchmarkVersionId: need.benchmarkVersionId };
      return looks(people.vendor, of);
    },
  },
  {
    name: 'a hidden run without a trial',
    promise: 'a hidden run of a version asks for one on the sample or validation split first',
    way: 'a version that has never run, straight at the hidden rows',
    expected: '409 trial_missing',
    attack: async (world) => {
      const { exam } = await enter(world);
      const { vendor } = exam.people;
      const fresh = await exam.enter(vendor, 'untried', { 'main.py': `${slowWhereHidden}\n# another\n` });
      return vendor
        .call(submitRun, {
          body: {
            ...pair(exam, fresh.versionId),
            split: 'hidden',
            engagementId: fresh.engagementId,
          },
        })
        .then(
          () => 'taken',
          (error: { problem: { status: number; code: string } }) =>
            `${error.problem.status} ${error.problem.code}`,
        );
    },
  },
];
