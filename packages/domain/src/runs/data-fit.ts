export const misfitCodes = ['task_differs', 'column_missing', 'column_type_differs'] as const;

/** One way in which an algorithm's sockets do not fit a benchmark's inputs; `place` is a column or `task`. */
export interface Misfit {
  code: (typeof misfitCodes)[number];
  place: string;
  detail: string;
}

export interface FitSockets {
  task: string;
  inputs: readonly { column: string; type: string; required: boolean }[];
}

/**
 * Data fit: what a program says it needs against the columns it will find, by exact name and type. Empty when it
 * fits. Optional columns may be missing, but where they are there they must have the type that was declared.
 */
export function misfitsOf(
  sockets: FitSockets,
  task: string,
  columns: readonly { name: string; type: string }[],
): Misfit[] {
  const found = new Map(columns.map(({ name, type }) => [name, type]));
  const misfits: Misfit[] = [];
  if (sockets.task !== task) {
    misfits.push({ code: 'task_differs', place: 'task', detail: `${sockets.task} ≠ ${task}` });
  }
  for (const { column, type, required } of sockets.inputs) {
    const there = found.get(column);
    if (there === undefined) {
      if (required) misfits.push({ code: 'column_missing', place: column, detail: type });
    } else if (there !== type) {
      misfits.push({ code: 'column_type_differs', place: column, detail: `${type} ≠ ${there}` });
    }
  }
  return misfits;
}
