import { readFile } from 'node:fs/promises';
import { readRun, submitRun } from '@scenario-lab/contracts/runs';
import { until } from '../../seed/persona.js';
import type { AttackCase } from '../attack-case.js';
import type { World } from '../world.js';

const ids = Array.from({ length: 20_000 }, (_, at) => `r${at}`);
const answer = (value: (at: number) => string, head = 'id,prediction') =>
  `${head}\n${ids.map((id, at) => `${id},${value(at)}`).join('\n')}\n`;

/** What the lab's own reader, in a slot, makes of an answer: the class of the first defect. */
async function read(world: World, file: string, text: string): Promise<string> {
  const expected = { task: 'regression', classes: [], ids, scoresNeeded: false };
  const result = await world.program({
    runtime: 'check',
    input: { 'expected.json': JSON.stringify(expected), [file]: text },
    options: { answers: [{ file, display: file }] },
    limits: { memoryBytes: 512 * 2 ** 20, outBytes: 2 ** 20 },
  });
  if (result.kind !== 'finished') return `${result.reason}: ${result.detail}`;
  const report = result.outputs.find(({ name }) => name === 'report.json');
  if (result.outcome !== 'ok' || !report) return `the reader: ${result.outcome}`;
  const said: { ok: boolean; defects?: { class: string }[] } = JSON.parse(
    await readFile(report.path, 'utf8'),
  );
  return said.ok ? 'read' : said.defects!.map((defect) => defect.class).join(', ');
}

const told = 'an ordinary mistake in an answer is told as what it is, wherever reading stops';
const bounded = 'a prediction never ends marking: numbers no figure can be made of are a defect';
const cheap = 'an answer is read in time and memory that follow the rows asked for';

const readings: [
  name: string,
  promise: string,
  way: string,
  expected: string,
  file: string,
  text: () => string,
][] = [
  [
    'an answer of 1e308',
    bounded,
    'one value of 1e308',
    'out_of_range',
    '0000.csv',
    () => answer((at) => (at === 9 ? '1e308' : '1')),
  ],
  [
    'an answer of 1e160',
    bounded,
    'every value 1e160',
    'out_of_range',
    '0000.csv',
    () => answer(() => '1e160'),
  ],
  [
    'another name for a column',
    told,
    'id,pred over many chunks',
    'unknown_column, missing_column',
    '0000.csv',
    () => answer(() => '1', 'id,pred'),
  ],
  [
    'a lone quote',
    told,
    'a quote within a cell in the middle of a large file',
    'not_csv',
    '0000.csv',
    () => answer((at) => (at === 9_000 ? '1"2' : '1')),
  ],
  [
    'an over-long line at the end',
    told,
    '300 KB without a line feed',
    'not_csv',
    '0000.csv',
    () => `${answer(() => '1')}r0,${'1'.repeat(300_000)}`,
  ],
  [
    'a million and a half keys',
    cheap,
    'JSON lines with 10,000 new keys each',
    'unknown_column, missing_column',
    '0000.jsonl',
    () =>
      Array.from(
        { length: 160 },
        (_, line) => `{${Array.from({ length: 10_000 }, (_, at) => `"k${line}-${at}":1`).join()}}`,
      ).join('\n'),
  ],
];

/** Writes a value for every row asked for. */
const writes = (value: string) => `
import csv, json
task = json.load(open('/in/task.json'))
with open('/in/' + task['inputs'], newline='') as source, open('/out/predictions.csv', 'w') as out:
    out.write('id,prediction\\n')
    for row in csv.DictReader(source):
        out.write(row['id'] + ',${value}\\n')
`;

const throughTheDoor: AttackCase = {
  name: 'a run that answers 1e308',
  promise: 'a fault is the lab’s only when it was seen outside everything that depends on the vendor’s bytes',
  way: 'a vendor’s program, uploaded and run on the sample, answers 1e308 everywhere',
  expected: 'algorithm_fault, wrong_output, out_of_range',
  attack: async (world) => {
    const exam = await world.exam('answers');
    const { vendor } = exam.people;
    const { versionId } = await exam.enter(vendor, 'huge', { 'main.py': writes('1e308') });
    const { id } = await vendor.call(submitRun, {
      body: {
        algorithmVersionId: versionId,
        benchmarkVersionId: exam.benchmarkVersionId,
        split: 'sample',
      },
    });
    const run = await until(
      'the run',
      () => vendor.call(readRun, { params: { id } }),
      ({ status }) => ['finished', 'algorithm_fault', 'platform_fault'].includes(status),
      180,
    );
    return [run.status, run.outcome, ...run.defects.map((defect) => defect.class)].join(', ');
  },
};

export const cases: AttackCase[] = readings.map(([name, promise, way, expected, file, text]) => ({
  name,
  promise,
  way,
  expected,
  attack: (world) => read(world, file, text()),
}));
cases.push(throughTheDoor);
