/** The rows of a frame that take part, and the resampling unit each belongs to. */
export interface Selection {
  /** Row numbers in the frame; null takes every row. */
  rows: Int32Array | null;
  /** How many rows take part. */
  size: number;
  /** Dense unit number 0..units-1 of each selected position; null: every row is its own unit. */
  unitOf: Int32Array | null;
  units: number;
}

export function everyRow(size: number): Selection {
  return { rows: null, size, unitOf: null, units: size };
}

/**
 * Selects rows and numbers their units densely in order of first appearance.
 * @param unitIds one id per row of the whole frame, or null when each row stands for itself
 */
export function select(frameRows: number, rows: Int32Array | null, unitIds: Int32Array | null): Selection {
  if (unitIds && unitIds.length !== frameRows) {
    throw new RangeError(`unit.ids: ${unitIds.length} rows, the frame has ${frameRows}`);
  }
  const size = rows ? rows.length : frameRows;
  if (!unitIds) return { rows, size, unitOf: null, units: size };
  const unitOf = new Int32Array(size);
  const numberOf = new Map<number, number>();
  let lastId = 0;
  let lastNumber = -1;
  for (let i = 0; i < size; i++) {
    const id = unitIds[rows ? rows[i]! : i]!;
    if (lastNumber < 0 || id !== lastId) {
      const known = numberOf.get(id);
      lastNumber = known ?? numberOf.size;
      lastId = id;
      if (known === undefined) numberOf.set(id, lastNumber);
    }
    unitOf[i] = lastNumber;
  }
  return { rows, size, unitOf, units: numberOf.size };
}

/** Rows in each unit. */
export function unitSizes(selection: Selection): Float64Array {
  const sizes = new Float64Array(selection.units);
  if (!selection.unitOf) return sizes.fill(1);
  for (const unit of selection.unitOf) sizes[unit]!++;
  return sizes;
}
