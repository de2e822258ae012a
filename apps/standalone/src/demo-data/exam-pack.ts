import type { TaskFile } from '@scenario-lab/contracts/exam';
import { DIGIT_SIDE, type DigitPhotos } from './meter-digits.js';
import { greyPng } from './png.js';
import { type Column, type Row, type Table, toCsv } from './table.js';
import type { ZipPart } from './zip.js';

/** What a program finds in its input folder, and apart from it what it should have answered. */
export interface ExamPack {
  task: TaskFile;
  files: ZipPart[];
  truth: { id: string; value: string }[];
}

const utf8 = (text: string) => new TextEncoder().encode(text);

function columnOf(columns: Column[], role: Column['role']): Column {
  const found = columns.find((column) => column.role === role);
  if (!found) throw new Error(`no ${role} column`);
  return found;
}

function inputColumns(columns: Column[]): Column[] {
  return columns.filter((column) => column.role !== 'target' && column.known_at === 'always');
}

function pack(task: TaskFile, rows: Row[], extra: ZipPart[]): ExamPack {
  const names = task.columns.map((column) => column.name);
  return {
    task,
    files: [
      { name: 'task.json', data: utf8(`${JSON.stringify(task, null, 2)}\n`) },
      { name: task.inputs, data: utf8(toCsv(names, rows)) },
      ...extra,
    ],
    truth: rows.map((row) => ({ id: String(row.id), value: String(row[task.target.name]) })),
  };
}

function taskColumns(columns: Column[]): TaskFile['columns'] {
  return columns.map(({ name, type, known_at }) => ({ name, type, known_at }));
}

/** A classification pack of the given rows; `positive` makes it a binary one. */
export function classPack(table: Table, rows: Row[], positive?: string): ExamPack {
  const target = columnOf(table.columns, 'target');
  const classes = target.values
    ? Object.keys(target.values)
    : [...new Set(table.rows.map((row) => String(row[target.name])))].sort();
  const scores = positive ? ['score'] : classes.map((name) => `score:${name}`);
  return pack(
    {
      schema: 'scenario-lab/task/1',
      task: positive ? 'binary' : 'multiclass',
      id: 'id',
      inputs: 'inputs.csv',
      columns: taskColumns(inputColumns(table.columns)),
      target: { name: target.name, type: 'string', classes, ...(positive ? { positive } : {}) },
      output: { file: 'predictions.csv', columns: ['id', 'prediction', ...scores] },
    },
    rows,
    [],
  );
}

/** The same with the rows' pictures in `files/`. */
export function picturePack(photos: DigitPhotos, rows: Row[]): ExamPack {
  const plain = classPack(photos, rows);
  const task: TaskFile = { ...plain.task, files: 'files' };
  const pictures = rows.map((row) => {
    const pixels = photos.pixels.get(String(row.image));
    if (!pixels) throw new Error(`no picture ${row.image}`);
    return { name: `files/${row.image}`, data: greyPng(DIGIT_SIDE, DIGIT_SIDE, pixels) };
  });
  return pack(task, rows, pictures);
}

/** One forecast origin: rows before `origin` are the history, the next `horizon` rows are asked for. */
export function forecastPack(
  table: Table,
  origin: number,
  series: { horizon: number; frequency: string; seasonality: number },
): ExamPack {
  const target = columnOf(table.columns, 'target');
  const past = table.rows.slice(0, origin);
  const names = table.columns.map((column) => column.name);
  return pack(
    {
      schema: 'scenario-lab/task/1',
      task: 'forecasting',
      id: 'id',
      inputs: 'inputs.csv',
      columns: taskColumns(inputColumns(table.columns)),
      target: { name: target.name, type: 'number', ...(target.unit ? { unit: target.unit } : {}) },
      history: 'history.csv',
      ...series,
      output: { file: 'predictions.csv', columns: ['id', 'prediction'] },
    },
    table.rows.slice(origin, origin + series.horizon),
    [{ name: 'history.csv', data: utf8(toCsv(names, past)) }],
  );
}
