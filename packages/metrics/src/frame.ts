/** n rows of truth and predicted class codes (indices into `classes`). */
export interface ClassificationFrame {
  classes: readonly string[];
  truth: Int32Array;
  predicted: Int32Array;
  /** n × k row-major, one column per class, or (two classes only) n scores of the positive class. */
  scores?: Float64Array;
  /** Code of the positive class of a two-class frame; 1 when absent. */
  positive?: number;
}

/** n rows in the unit of the target. */
export interface RegressionFrame {
  truth: Float64Array;
  predicted: Float64Array;
  /** Steps ahead of the origin, per row. */
  horizon?: Int32Array;
  /** Persistence forecast (last value seen at the origin), per row. */
  naive?: Float64Array;
  /** Seasonal-naive forecast (value one season earlier), per row. */
  seasonalNaive?: Float64Array;
  /** In-sample MAE of the seasonal-naive forecast of the row's series, per row; > 0 to be usable. */
  scale?: Float64Array;
}

export type Frame = ClassificationFrame | RegressionFrame;

export function isClassification(frame: Frame): frame is ClassificationFrame {
  return 'classes' in frame;
}

/** @throws RangeError when a regression frame is given to a classification metric. */
export function classification(frame: Frame): ClassificationFrame {
  if (!isClassification(frame)) throw new RangeError('frame: class codes are needed, values were given');
  return frame;
}

/** @throws RangeError when a classification frame is given to a regression metric. */
export function regression(frame: Frame): RegressionFrame {
  if (isClassification(frame)) throw new RangeError('frame: values are needed, class codes were given');
  return frame;
}

/** Columns of `scores`: 0 without scores, 1, or one per class. */
export function scoreWidth(frame: ClassificationFrame): number {
  const n = frame.truth.length;
  if (!frame.scores || n === 0) return 0;
  return frame.scores.length / n;
}

/**
 * Code of the class counted as positive: the named one, else the frame's own in a two-class frame.
 * @throws RangeError when the name is unknown, or none is given and the frame has not two classes.
 */
export function positiveCode(frame: ClassificationFrame, name: string | undefined): number {
  if (name !== undefined) {
    const code = frame.classes.indexOf(name);
    if (code < 0) throw new RangeError(`options.positive: no class is named ${JSON.stringify(name)}`);
    return code;
  }
  if (frame.classes.length !== 2)
    throw new RangeError('options.positive: name the class counted as positive');
  return frame.positive ?? 1;
}

/**
 * Refuses a frame whose columns do not fit together; metrics may then trust it.
 * @throws RangeError naming the field and the first bad row.
 */
export function checkFrame(frame: Frame): void {
  const n = frame.truth.length;
  if (frame.predicted.length !== n)
    throw new RangeError(`predicted: ${frame.predicted.length} rows, truth has ${n}`);
  if (isClassification(frame)) checkClassification(frame, n);
  else checkRegression(frame, n);
}

function checkClassification(frame: ClassificationFrame, n: number): void {
  const k = frame.classes.length;
  if (k < 2) throw new RangeError('classes: at least two are needed');
  if (new Set(frame.classes).size !== k) throw new RangeError('classes: a name occurs twice');
  checkCodes('truth', frame.truth, k);
  checkCodes('predicted', frame.predicted, k);
  const positive = frame.positive;
  if (positive !== undefined && !(Number.isInteger(positive) && positive >= 0 && positive < k)) {
    throw new RangeError(`positive: ${positive} is not a class code`);
  }
  if (!frame.scores) return;
  const length = frame.scores.length;
  if (length !== n * k && !(k === 2 && length === n)) {
    throw new RangeError(`scores: ${length} values for ${n} rows and ${k} classes`);
  }
  checkFinite('scores', frame.scores);
}

function checkRegression(frame: RegressionFrame, n: number): void {
  checkFinite('truth', frame.truth);
  checkFinite('predicted', frame.predicted);
  for (const name of ['horizon', 'naive', 'seasonalNaive', 'scale'] as const) {
    const column = frame[name];
    if (!column) continue;
    if (column.length !== n) throw new RangeError(`${name}: ${column.length} rows, truth has ${n}`);
    if (column instanceof Float64Array) checkFinite(name, column);
  }
  const negative = frame.scale?.findIndex((value) => value < 0) ?? -1;
  if (negative >= 0) throw new RangeError(`scale: negative in row ${negative}`);
}

function checkCodes(name: string, codes: Int32Array, k: number): void {
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]!;
    if (code < 0 || code >= k) throw new RangeError(`${name}: ${code} in row ${i} is not a class code`);
  }
}

function checkFinite(name: string, values: Float64Array): void {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i]!)) throw new RangeError(`${name}: not finite at position ${i}`);
  }
}
