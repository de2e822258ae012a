export interface OnnxInputValues {
  name?: string;
  source: 'columns' | 'image';
  columns?: string[];
  dtype?: string;
  /** As typed; a text that is no number is for the lab to refuse by name. */
  fill?: string[];
  image?: string;
  width?: number | null;
  height?: number | null;
  channels?: string;
  scale?: number | null;
  layout?: string;
}
export interface VersionValues {
  kind: 'bundle' | 'wasm' | 'onnx';
  label: string;
  uploadId: string | null;
  /** The released file of a data job is the version itself, or packed in what is uploaded. */
  takes: 'itself' | 'packed';
  inputs: { column: string; type: string; required: boolean }[];
  onnxInputs: OnnxInputValues[];
  onnxOutput: {
    output: string;
    prediction: string;
    activation?: string;
    classes: string[];
    threshold: number | null;
    scores: boolean;
  };
}

export const emptyVersion: VersionValues = {
  kind: 'bundle',
  label: '',
  uploadId: null,
  takes: 'itself',
  inputs: [],
  onnxInputs: [{ source: 'columns', dtype: 'float32' }],
  onnxOutput: { output: '', prediction: 'value', classes: [], threshold: null, scores: true },
};

const tensorOf = (input: OnnxInputValues) =>
  input.source === 'image'
    ? {
        image: input.image,
        width: input.width,
        height: input.height,
        channels: Number(input.channels ?? 3),
        scale: input.scale,
        layout: input.layout ?? 'nchw',
      }
    : {
        columns: input.columns ?? [],
        dtype: input.dtype ?? 'float32',
        ...(input.fill && input.fill.length > 0 ? { fill: input.fill.map(Number) } : {}),
      };

/** The form's lines → the row's body; a model's inputs become a map by name. */
export function versionBody(
  values: VersionValues,
  task: string,
  trainedBy?: { jobId: string; number: number } | undefined,
) {
  const { onnxOutput } = values;
  return {
    uploadId: trainedBy && values.takes === 'itself' ? undefined : (values.uploadId ?? undefined),
    ...(trainedBy ? { trainedBy } : {}),
    label: values.label,
    kind: values.kind,
    sockets: { task, inputs: values.inputs },
    ...(values.kind === 'onnx'
      ? {
          onnx: {
            inputMap: Object.fromEntries(
              values.onnxInputs.map((input) => [input.name ?? '', tensorOf(input)]),
            ),
            outputMap: {
              output: onnxOutput.output,
              prediction: onnxOutput.prediction,
              scores: onnxOutput.scores,
              ...(onnxOutput.prediction === 'value' ? {} : { activation: onnxOutput.activation ?? 'none' }),
              ...(onnxOutput.classes.length > 0 ? { classes: onnxOutput.classes } : {}),
              ...(onnxOutput.threshold === null ? {} : { threshold: onnxOutput.threshold }),
            },
          },
        }
      : {}),
  };
}
