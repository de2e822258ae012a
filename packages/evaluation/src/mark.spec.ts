import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson } from '@scenario-lab/contracts/envelope';
import { readPredictions } from '@scenario-lab/sandbox/harness/answers';
import { normalForm } from '@scenario-lab/sandbox/harness/normal-form';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flawless } from './decidable.js';
import { expectedOf } from './expected.js';
import { type Marking, markKept, markPredictions } from './mark.js';
import { scoreRun } from './score.js';
import { sealBenchmark } from './seal.js';
import { byDay, machinePlan, machines, requestFor, riverPlan, rivers } from './testing/data.js';
import { temporary } from './testing/places.js';
import { readTruth } from './truth.js';
import { openSample, scoreSample } from './try.js';
import type { SealRequest, SplitName } from './types.js';

const work = await temporary();

/** A sealed exam, and what the lab's worker marks one of its splits by. */
async function examOf(request: SealRequest, split: SplitName) {
  const sealed = await sealBenchmark(request);
  if (!sealed.sealed) throw new Error(JSON.stringify(sealed.problems));
  const truth = sealed.truths.find((one) => one.split === split)!;
  const exam: Marking = {
    plan: request.plan,
    task: sealed.task,
    truth: await readTruth(truth.file),
    baseline: sealed.baseline,
    synthetic: false,
  };
  return { sealed, exam };
}
async function kept(exam: Marking, csv: string): Promise<string> {
  const dir = await mkdtemp(join(work, 'kept-'));
  await writeFile(join(dir, 'predictions.csv'), csv);
  const expected = expectedOf(exam.plan, exam.task, exam.truth);
  const read = await readPredictions(join(dir, 'predictions.csv'), expected);
  if (!read.ok) throw new Error(JSON.stringify(read.defects));
  await writeFile(join(dir, 'answers.bin'), Buffer.concat(normalForm(read.predictions, expected)));
  return join(dir, 'answers.bin');
}
const machineExam = async () => examOf(await requestFor(work, machines(), { plan: machinePlan() }), 'sample');
const riverExam = async () =>
  examOf(await requestFor(work, rivers(), { plan: riverPlan(), split: byDay }), 'sample');

describe('equal answers get equal results at home and in the lab', () => {
  it.each([
    [
      'classes',
      machineExam,
      (id: string, at: number) => `${id},${at % 3 ? 'sound' : 'faulty'},${(at % 7) / 7}`,
    ],
    ['series', riverExam, (id: string, at: number) => `${id},${90 + (at % 5)}`],
  ] as const)('%s', async (_, make, line) => {
    const { sealed, exam } = await make();
    const sample = await openSample(sealed.sampleZip!, work);
    const head = sample.task.output.columns.join();
    const csv = `${head}\n${exam.truth.ids.map(line).join('\n')}\n`;
    const file = join(await mkdtemp(join(work, 'home-')), 'predictions.csv');
    await writeFile(file, csv);
    const home = await scoreSample(sample, file);
    const lab = await markKept(exam, await kept(exam, csv), null);
    if (!home.ok || !lab.ok) throw new Error(JSON.stringify([home, lab]));
    expect(canonicalJson(home.result)).toBe(canonicalJson(lab.result));
    expect(home.result.figures.length).toBeGreaterThan(3);
  });
});

describe('whose fault it is that an answer cannot be marked', async () => {
  const { exam } = await riverExam();
  const perfect = flawless(exam.plan, [], exam.truth);

  it('is the answer’s where anything but the normal form lies there', async () => {
    const file = join(work, 'no-normal-form.bin');
    for (const bytes of [Buffer.alloc(0), Buffer.from('id,prediction\n'), Buffer.alloc(100_000)]) {
      await writeFile(file, bytes);
      expect(await markKept(exam, file, null)).toMatchObject({
        ok: false,
        defects: [{ class: 'unmarkable', count: 1 }],
      });
    }
    await expect(markKept(exam, join(work, 'nowhere.bin'), null)).rejects.toThrow('ENOENT');
  });

  it('is the answer’s where the exam marks its own truth, and ours where it does not', () => {
    const other = { ...perfect, values: perfect.values!.map((value) => value + 1) };
    const choosy: typeof scoreRun = (request) => {
      if (request.predictions.values!.some((value, at) => value !== exam.truth.values![at]))
        throw new RangeError('NaN is not allowed');
      return scoreRun(request);
    };
    expect(markPredictions(exam, other, null, choosy)).toMatchObject({
      ok: false,
      defects: [{ class: 'unmarkable', detail: 'RangeError: NaN is not allowed' }],
    });
    const broken: typeof scoreRun = () => {
      throw new Error('no such slice');
    };
    expect(() => markPredictions(exam, other, null, broken)).toThrow('no such slice');
  });

  const value = fc.oneof(
    fc.double({ min: -1e30, max: 1e30, noNaN: true }),
    fc.constantFrom(0, -0, 5e-324, -5e-324, 1e-310, 1e30, -1e30, 1e15),
  );
  it('is nobody’s for any value that the reader lets through: marking never throws', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 20 }), (few) => {
        const values = Float64Array.from(exam.truth.ids, (_, at) => few[at % few.length]!);
        const marked = markPredictions(exam, { codes: null, values, scores: null }, null);
        if (!marked.ok) throw new Error(JSON.stringify(marked.defects));
        expect(JSON.parse(canonicalJson(marked.result))).toEqual(JSON.parse(JSON.stringify(marked.result)));
        for (const { value: figure, cause } of marked.result.figures)
          expect(figure === null ? cause : 'told').not.toBeNull();
      }),
      { numRuns: 25 },
    );
  });

  it('a single huge value among honest ones gives figures, not a fault', () => {
    const values = Float64Array.from(perfect.values!);
    values[3] = 1e30;
    const marked = markPredictions(exam, { codes: null, values, scores: null }, null);
    const figures = marked.ok ? marked.result.figures : [];
    expect(figures.find(({ metric }) => metric === 'mae')?.value).toBeGreaterThan(1e26);
  });
});

it('judges nothing on a synthetic twin', async () => {
  const { exam } = await machineExam();
  const answer = flawless(exam.plan, exam.task.target.classes ?? [], exam.truth);
  const marked = markPredictions({ ...exam, synthetic: true }, answer, null);
  expect(marked).toMatchObject({ ok: true, result: { overall: null, criteria: [] } });
  expect(marked.ok && marked.result.figures.length).toBeGreaterThan(0);
});
