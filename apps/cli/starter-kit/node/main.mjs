// Answers any pack: reads task.json and the files it names, writes one prediction per id.
// In the lab the folders are /in and /out. Elsewhere: node main.mjs path/to/in path/to/out
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCsv, toCsv } from './csv.mjs';

const [source = '/in', result = '/out'] = process.argv.slice(2);
const readCsv = (name) => parseCsv(readFileSync(join(source, name), 'utf8'));
const number = (text) => (text === '' || text === undefined ? Number.NaN : Number(text));

/** How far a row stands above its pack on the average numeric column, in standard deviations. */
function excessOver(task, rows) {
  const columns = task.columns
    .filter((column) => column.type === 'number')
    .map(({ name }) => {
      const values = rows.map((row) => number(row[name])).filter(Number.isFinite);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
      return { name, mean, spread: Math.max(Math.sqrt(variance), 1e-6) };
    });
  return (row) => {
    const steps = columns.map(({ name, mean, spread }) => (number(row[name]) - mean) / spread);
    return steps.filter(Number.isFinite).reduce((sum, step) => sum + step, 0) / Math.max(1, columns.length);
  };
}

/** Replace `chance` with your model: the probability of the positive class. */
function binary(task, rows) {
  const { positive, classes } = task.target;
  const negative = classes.find((name) => name !== positive);
  const excess = excessOver(task, rows);
  return rows.map((row) => {
    const chance = 1 / (1 + Math.exp(2 - 2 * excess(row)));
    return { id: row.id, prediction: chance >= 0.5 ? positive : negative, score: chance };
  });
}

/** Replace this too: the same share for every class says "I do not know". */
function multiclass(task, rows) {
  const { classes } = task.target;
  // Pictures lie in the folder task.files; an image column holds their names.
  const scores = Object.fromEntries(classes.map((name) => [`score:${name}`, 1 / classes.length]));
  return rows.map((row) => ({ id: row.id, prediction: classes[0], ...scores }));
}

/** The value one season ago; without a history, zero. */
function series(task, rows) {
  const history = task.history ? readCsv(task.history) : [];
  const past = history.map((row) => number(row[task.target.name])).filter(Number.isFinite);
  if (past.length === 0) past.push(0);
  const season = task.seasonality ?? 1;
  return rows.map((row, step) => ({
    id: row.id,
    prediction: past.at(-(season <= past.length ? season - (step % season) : 1)),
  }));
}

const task = JSON.parse(readFileSync(join(source, 'task.json'), 'utf8'));
const answer = { binary, multiclass }[task.task] ?? series;
const rows = answer(task, readCsv(task.inputs));
writeFileSync(join(result, task.output.file), toCsv(task.output.columns, rows));
