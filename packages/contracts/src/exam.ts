import { z } from 'zod';
import { TaskKind } from './metrics.js';

/** What a program finds at `/in/task.json`. Published as JSON Schema with the starter kits. */
export const TaskFile = z.object({
  schema: z.literal('scenario-lab/task/1'),
  task: TaskKind,
  /** The column that names a row in inputs and predictions. */
  id: z.literal('id'),
  inputs: z.string(),
  columns: z.array(
    z.object({
      name: z.string(),
      type: z.enum(['number', 'string', 'boolean', 'timestamp', 'image']),
      known_at: z.enum(['always', 'origin', 'never']).optional(),
      /** Cells of it may be empty, in this split or another. */
      gaps: z.boolean().optional(),
    }),
  ),
  target: z.object({
    name: z.string(),
    type: z.enum(['number', 'string']),
    classes: z.array(z.string()).optional(),
    positive: z.string().optional(),
    unit: z.string().optional(),
  }),
  /** Folder of the files that an image column names. */
  files: z.string().optional(),
  /** Past rows with the target up to the origin (forecasting). */
  history: z.string().optional(),
  horizon: z.number().int().positive().optional(),
  frequency: z.string().optional(),
  seasonality: z.number().int().positive().optional(),
  /** Only in a sample that is a synthetic twin: no row in it is real, and its truth is drawn like its inputs. */
  synthetic: z.object({ method: z.string(), seed: z.string(), notice: z.string() }).optional(),
  output: z.object({ file: z.enum(['predictions.csv', 'predictions.jsonl']), columns: z.array(z.string()) }),
});
export type TaskFile = z.infer<typeof TaskFile>;

export const bundleRuntimes = ['python', 'node', 'native'] as const;

/** `scenario-lab.json` at the top of a bundle. */
export const BundleManifest = z.object({
  schema: z.literal('scenario-lab/1'),
  runtime: z.enum(bundleRuntimes),
  mode: z.literal('batch'),
  command: z.array(z.string().min(1).max(1_000)).min(1).max(64),
});
export type BundleManifest = z.infer<typeof BundleManifest>;

export const artifactKinds = ['bundle', 'wasm', 'onnx'] as const;
export const ArtifactKind = z.enum(artifactKinds);
export type ArtifactKind = z.infer<typeof ArtifactKind>;

/** How the lab's harness feeds an ONNX model: one entry per model input. */
export const OnnxInputMap = z.record(
  z.string(),
  z.union([
    z.object({
      columns: z.array(z.string()).min(1).max(10_000),
      dtype: z.enum(['float32', 'float64', 'int64']),
      /** What an empty cell counts as: one number for all columns, or one for each. */
      fill: z.array(z.number()).min(1).max(10_000).optional(),
    }),
    z.object({
      image: z.string(),
      width: z.number().int().min(1).max(4_096),
      height: z.number().int().min(1).max(4_096),
      channels: z.union([z.literal(1), z.literal(3)]),
      scale: z.number(),
      layout: z.enum(['nchw', 'nhwc', 'flat']),
    }),
  ]),
);
export const OnnxOutputMap = z.object({
  output: z.string(),
  prediction: z.enum(['argmax', 'threshold', 'value']),
  /** What turns the output into probabilities; `none`: it holds them already. */
  activation: z.enum(['none', 'sigmoid', 'softmax']).optional(),
  classes: z.array(z.string()).optional(),
  threshold: z.number().optional(),
  scores: z.boolean().default(true),
});

export const outcomes = [
  'ok',
  'wrong_output',
  'runtime_error',
  'cpu_limit',
  'wall_limit',
  'memory_limit',
  'output_limit',
  'process_limit',
] as const;
export const Outcome = z.enum(outcomes);
export type Outcome = z.infer<typeof Outcome>;

/** Hard limits of one execution. CPU and wall in seconds, sizes in bytes. */
export const Limits = z.object({
  cpuSeconds: z.number().positive().max(3_600),
  wallSeconds: z.number().positive().max(7_200),
  memoryBytes: z
    .number()
    .int()
    .min(64 * 2 ** 20)
    .max(16 * 2 ** 30),
  processes: z.number().int().min(1).max(512),
  tmpBytes: z
    .number()
    .int()
    .min(0)
    .max(2 ** 30),
  outBytes: z
    .number()
    .int()
    .min(1)
    .max(2 ** 30),
  logBytes: z
    .number()
    .int()
    .min(0)
    .max(2 ** 24),
});
export type Limits = z.infer<typeof Limits>;

/** What is wrong with a program's answer. The vendor of a hidden run sees class and count bucket only. */
export const defectClasses = [
  'no_output',
  'not_a_regular_file',
  'too_large',
  'not_utf8',
  'not_csv',
  'missing_column',
  'unknown_column',
  'missing_id',
  'unknown_id',
  'duplicate_id',
  'not_a_number',
  /** A number so large that no figure can be made of it. */
  'out_of_range',
  'unknown_class',
  'bad_score',
  'too_many_rows',
  /** Reading or marking it took more time or memory than an answer of that size can need. */
  'too_costly',
  /** It could be read and yet not be marked. */
  'unmarkable',
] as const;
export const Defect = z.object({
  class: z.enum(defectClasses),
  count: z.union([z.number().int(), z.string()]),
  /** Place and detail: only on sample runs and in the lab's edition. */
  place: z.string().optional(),
  detail: z.string().optional(),
});
export type Defect = z.infer<typeof Defect>;
