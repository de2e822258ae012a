import type { OnnxInputMap, OnnxOutputMap, TaskFile } from '@scenario-lab/contracts/exam';
import { DIGIT_SIDE } from './meter-digits.js';
import { PUMP_FEATURES } from './pump-columns.js';

export interface DemoArtifact {
  /** The folder under demo/algorithms and the name of the built file. */
  name: string;
  kind: 'bundle' | 'wasm' | 'onnx';
  task: TaskFile['task'];
  /** Which weights are fitted at build and put in as model.json. */
  model?: 'pump-trees' | 'pump-calibrated' | 'pump-nearest' | 'digits-centroid' | 'appeals-bayes';
  inputs: { column: string; type: 'number' | 'string' | 'image' | 'timestamp' }[];
  onnx?: {
    inputMap: ReturnType<typeof OnnxInputMap.parse>;
    outputMap: ReturnType<typeof OnnxOutputMap.parse>;
  };
  /** What an honest exam makes of it; the tests hold it to that. */
  expected: 'good' | 'mediocre' | 'bad' | 'runtime_error' | 'wrong_output';
}

const numbers = (...names: string[]) => names.map((column) => ({ column, type: 'number' as const }));
const pumpReadings = numbers(...PUMP_FEATURES);

export const DEMO_ARTIFACTS: DemoArtifact[] = [
  {
    name: 'pump-trees',
    kind: 'bundle',
    task: 'binary',
    model: 'pump-trees',
    inputs: pumpReadings,
    expected: 'good',
  },
  {
    name: 'pump-calibrated',
    kind: 'bundle',
    task: 'binary',
    model: 'pump-calibrated',
    inputs: [{ column: 'station', type: 'string' }, ...pumpReadings],
    expected: 'good',
  },
  {
    name: 'pump-net',
    kind: 'onnx',
    task: 'binary',
    inputs: pumpReadings,
    onnx: {
      inputMap: { readings: { columns: [...PUMP_FEATURES], dtype: 'float32' } },
      outputMap: {
        output: 'probabilities',
        prediction: 'argmax',
        classes: ['normal', 'fault'],
        scores: true,
      },
    },
    expected: 'good',
  },
  {
    name: 'pump-scorecard',
    kind: 'wasm',
    task: 'binary',
    inputs: numbers('current_ratio', 'pressure', 'vibration', 'bearing_rise', 'imbalance', 'insulation'),
    expected: 'mediocre',
  },
  {
    name: 'pump-alarm-table',
    kind: 'bundle',
    task: 'binary',
    inputs: numbers('vibration', 'bearing_rise', 'current_ratio', 'pressure', 'imbalance', 'insulation'),
    expected: 'mediocre',
  },
  {
    name: 'pump-nearest',
    kind: 'bundle',
    task: 'binary',
    model: 'pump-nearest',
    inputs: pumpReadings,
    expected: 'bad',
  },
  {
    name: 'pump-crash',
    kind: 'bundle',
    task: 'binary',
    inputs: [{ column: 'station', type: 'string' }, ...numbers('level')],
    expected: 'runtime_error',
  },
  {
    name: 'pump-nan',
    kind: 'bundle',
    task: 'binary',
    inputs: numbers('vibration', 'bearing_rise', 'insulation'),
    expected: 'wrong_output',
  },
  {
    name: 'weather-ridge',
    kind: 'bundle',
    task: 'forecasting',
    inputs: [{ column: 'timestamp', type: 'timestamp' }],
    expected: 'good',
  },
  { name: 'weather-persistence', kind: 'bundle', task: 'forecasting', inputs: [], expected: 'bad' },
  { name: 'weather-wrong-ids', kind: 'bundle', task: 'forecasting', inputs: [], expected: 'wrong_output' },
  {
    name: 'digits-conv',
    kind: 'onnx',
    task: 'multiclass',
    inputs: [{ column: 'image', type: 'image' }],
    onnx: {
      inputMap: {
        wheel: {
          image: 'image',
          width: DIGIT_SIDE,
          height: DIGIT_SIDE,
          channels: 1,
          scale: 0.00392156862745098,
          layout: 'nchw',
        },
      },
      outputMap: {
        output: 'probabilities',
        prediction: 'argmax',
        classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
        scores: true,
      },
    },
    expected: 'good',
  },
  {
    name: 'digits-centroid',
    kind: 'bundle',
    task: 'multiclass',
    model: 'digits-centroid',
    inputs: [{ column: 'image', type: 'image' }],
    expected: 'mediocre',
  },
  {
    name: 'appeals-bayes',
    kind: 'bundle',
    task: 'multiclass',
    model: 'appeals-bayes',
    inputs: [{ column: 'text', type: 'string' }],
    expected: 'good',
  },
  {
    name: 'appeals-keywords',
    kind: 'bundle',
    task: 'multiclass',
    inputs: [{ column: 'text', type: 'string' }],
    expected: 'mediocre',
  },
];
