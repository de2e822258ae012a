import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OutputMap } from './harness/onnx-answer.js';
import type { ModelInput } from './harness/tensors.js';
import { classifierModel, pictureModel } from './testing/files.js';
import { inspectFile } from './testing/inspect-file.js';
import * as make from './testing/onnx-models.js';
import { type Bench, leftovers, openForTests, outputText } from './testing/open-for-tests.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openForTests();
});
afterAll(async () => {
  expect(await leftovers(bench.workDir)).toEqual([]);
  await bench.close();
});

const columns = { x: { columns: ['a', 'b'], dtype: 'float32' as const } };
const filled = { x: { ...columns.x, fill: [0] } };
const map = (
  output: string,
  prediction: OutputMap['prediction'],
  more: Partial<OutputMap> = {},
): OutputMap => ({
  output,
  prediction,
  ...more,
});
const binary = { classes: ['no', 'yes'] };

/** `refused code place` or `noted code place`, and what is said. */
async function told(
  model: Buffer,
  outputMap: OutputMap,
  task: string,
  inputMap: Record<string, ModelInput> = filled,
): Promise<string[]> {
  const report = await inspectFile(bench, 'onnx', model, { inputMap, outputMap, task });
  const what = report.ok ? 'noted' : 'refused';
  return (report.problems ?? []).map(({ code, place, detail }) => `${what} ${code} ${place}: ${detail}`);
}

describe('one trial of a model at its inspection', () => {
  it('takes what answers as declared', async () => {
    expect(await told(classifierModel(), map('p', 'argmax', binary), 'binary')).toEqual([]);
    expect(await told(make.logitsModel(1), map('y', 'value'), 'regression')).toEqual([]);
    expect(
      await told(make.logitsModel(1), map('y', 'threshold', { activation: 'sigmoid' }), 'binary'),
    ).toEqual([]);
    expect(
      await told(make.logitsModel(3), map('y', 'argmax', { activation: 'softmax' }), 'multiclass'),
    ).toEqual([]);
    // Who writes no scores may choose the largest logit.
    expect(await told(make.logitsModel(3), map('y', 'argmax', { scores: false }), 'multiclass')).toEqual([]);
  });
  it('finds logits nobody declared, and says what to declare', async () => {
    expect(await told(make.logitsModel(2), map('y', 'argmax', binary), 'binary')).toEqual([
      expect.stringMatching(/^refused output_logits y: gives -?[\d.]+: declare "activation": "softmax"/),
    ]);
    expect(await told(make.logitsModel(1), map('y', 'threshold', { activation: 'none' }), 'binary')).toEqual([
      expect.stringMatching(/^refused output_logits y: .*"sigmoid"/),
    ]);
  });
  it('finds a number of values that cannot be the task', async () => {
    const said = [
      await told(make.logitsModel(3), map('y', 'argmax', { activation: 'softmax', ...binary }), 'binary'),
      await told(make.logitsModel(1), map('y', 'argmax', { activation: 'softmax' }), 'multiclass'),
      await told(make.logitsModel(2), map('y', 'value'), 'regression'),
      await told(make.logitsModel(2), map('y', 'threshold', { activation: 'sigmoid' }), 'binary'),
      await told(make.logitsModel(3), map('y', 'argmax', { scores: false }), 'forecasting'),
      await told(make.logitsModel(1), map('y', 'threshold', { activation: 'softmax' }), 'binary'),
    ];
    expect(said.map(([first]) => first)).toEqual([
      expect.stringMatching(/^refused output_count y: gives 3 values a row: there are 2 classes/),
      expect.stringMatching(/^refused output_count y: gives 1 value a row: argmax chooses among several/),
      expect.stringMatching(/^refused output_count y: gives 2 values a row: "value" reads one/),
      expect.stringMatching(/^refused output_count y: gives 2 values a row: "threshold" reads one/),
      expect.stringMatching(/^refused output_count y: "argmax" is no answer of a forecasting task/),
      expect.stringMatching(/^refused output_count y: softmax of one value is always 1/),
    ]);
  });
  it('refuses maps in place of a tensor, and names the output that will do', async () => {
    expect(await told(make.zipMapModel(), map('z', 'argmax', binary), 'binary')).toEqual([
      expect.stringMatching(/^refused output_not_numbers z: .*ZipMap.*name one of p$/),
    ]);
    expect(await told(make.zipMapModel(), map('p', 'argmax', binary), 'binary')).toEqual([]);
  });
  it('refuses what does not answer row by row; a fixed batch of 1 is fed row by row', async () => {
    expect(await told(make.summingModel(), map('m', 'value'), 'regression')).toEqual([
      expect.stringMatching(/^refused output_batch m: output "m" has 0 rows for 4/),
    ]);
    expect(await told(make.oneRowModel(), map('y', 'value'), 'regression')).toEqual([
      expect.stringMatching(/^refused output_batch y: answers one row, not 4 at once: fix the first axis/),
    ]);
    const picture = {
      x: { image: 'image', width: 2, height: 2, channels: 1, scale: 1, layout: 'nchw' } as const,
    };
    expect(await told(pictureModel(), map('m', 'value'), 'regression', picture)).toEqual([]);
    const wide = { x: { ...picture.x, width: 3 } };
    expect(await told(pictureModel(), map('m', 'value'), 'regression', wide)).toEqual([
      'refused input_map x: the model takes [1, 1, 2, 2], the map gives [rows, 1, 2, 3]',
    ]);
  });
  it('refuses what gives no number, and notes what gives none for an empty cell', async () => {
    expect(await told(make.rootModel(), map('y', 'argmax', { scores: false }), 'binary')).toEqual([
      expect.stringMatching(/^refused output_not_finite y: gives NaN/),
    ]);
    const open = await told(classifierModel(), map('p', 'argmax', binary), 'binary', columns);
    expect(open).toEqual([expect.stringMatching(/^noted gaps_unanswered p: .*declare "fill" for "x"/)]);
    expect(await told(make.gapModel(), map('p', 'argmax', binary), 'binary', columns)).toEqual([]);
    const three = { x: { ...columns.x, fill: [1, 2, 3] } };
    expect(await told(classifierModel(), map('p', 'argmax', binary), 'binary', three)).toEqual([
      'refused input_map x: "fill" has 3 numbers for 2 columns',
    ]);
  });
});

describe('a model on a run', () => {
  const task = JSON.stringify({
    inputs: 'inputs.csv',
    target: { type: 'string', classes: ['no', 'yes'], positive: 'yes' },
    output: { file: 'predictions.csv', columns: ['id', 'prediction', 'score'] },
  });
  const run = async (model: Buffer, inputs: string, outputMap: OutputMap, inputMap: object = columns) => {
    const result = await bench.run({
      runtime: 'onnx',
      app: { 'm.onnx': model },
      input: { 'task.json': task, 'inputs.csv': `id,a,b\n${inputs}` },
      options: { inputMap, outputMap },
    });
    const answer = result.outcome === 'ok' ? outputText(result, 'predictions.csv') : result.log.stderr.trim();
    await bench.sandbox.discard(result);
    return answer;
  };
  it('has its declared activation applied', async () => {
    const softmax = await run(
      make.logitsModel(2),
      'r1,2,1\nr2,1000,1\n',
      map('y', 'argmax', { activation: 'softmax' }),
    );
    expect(softmax).toMatch(/^id,prediction,score\nr1,\w+,0\.\d+\nr2,\w+,[\d.e-]+\n$/);
    const sigmoid = await run(
      make.logitsModel(1),
      'r1,2,1\nr2,-9,0\n',
      map('y', 'threshold', { activation: 'sigmoid' }),
    );
    expect(sigmoid).toMatch(/^id,prediction,score\nr1,yes,0\.9\d+\nr2,no,0\.000\d+\n$/);
  });
  it('is told which output is no probability, and in which row which cell was empty', async () => {
    expect(await run(make.logitsModel(2), 'r1,20,10\n', map('y', 'argmax'))).toMatch(
      /^output "y" is no probability .*"activation"/,
    );
    expect(await run(classifierModel(), 'r1,2,1\nr2,2,\n', map('p', 'argmax'))).toMatch(
      /^row 2: column "b" is empty and output "p" is no number: declare "fill"/,
    );
    expect(await run(classifierModel(), 'r1,2,1\nr2,2,\n', map('p', 'argmax'), filled)).toMatch(
      /^id,.*\nr1,yes.*\nr2,yes/,
    );
  });
});
