export const misfitCodes = [
  'task_differs',
  'column_missing',
  'column_type_differs',
  'gaps_unanswered',
] as const;

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

/** What an ONNX model is fed by, and what its inspection said. */
export interface FitModel {
  inputMap: Readonly<Record<string, { columns: readonly string[]; fill?: unknown } | { image: string }>>;
  /** Codes of what its inspection noted. */
  notes: readonly string[];
}

/**
 * Data fit of a model fed by the lab's harness: every column of its map is there and of a type that can be fed, and
 * where cells may be empty the map fills them or the model answers a number all the same.
 */
export function modelMisfits(
  { inputMap, notes }: FitModel,
  columns: readonly { name: string; type: string; gaps?: boolean | undefined }[],
): Misfit[] {
  const found = new Map(columns.map((column) => [column.name, column]));
  return Object.values(inputMap).flatMap((input) => {
    const wanted = 'image' in input ? ['image'] : ['number', 'boolean'];
    return ('image' in input ? [input.image] : input.columns).flatMap((name): Misfit[] => {
      const there = found.get(name);
      if (!there) return [{ code: 'column_missing', place: name, detail: wanted[0]! }];
      if (!wanted.includes(there.type))
        return [{ code: 'column_type_differs', place: name, detail: `${wanted[0]} ≠ ${there.type}` }];
      const filled = 'fill' in input && input.fill !== undefined;
      return there.gaps && !filled && notes.includes('gaps_unanswered')
        ? [{ code: 'gaps_unanswered', place: name, detail: '' }]
        : [];
    });
  });
}
