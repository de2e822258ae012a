import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { recompute } from '../packages/evaluation/dist/hidden-rows.js';

// Works a report out anew, without the lab, from what its data's owner has: the report (owner's edition), the exam's
// plan (a benchmark version as the API answers it), the list of hidden rows, the predictions and the table.
const usage =
  'node scripts/recompute.mjs --report report.json --plan version.json --rows hidden-rows.csv --answers answers.csv --table table.csv';
const names = ['report', 'plan', 'rows', 'answers', 'table'];
const { values } = parseArgs({
  options: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
});
if (names.some((name) => values[name] === undefined)) {
  console.error(usage);
  process.exit(2);
}
const json = (file) => JSON.parse(readFileSync(file, 'utf8'));
const envelope = json(values.report);
const { predicate } = envelope.payload
  ? JSON.parse(Buffer.from(envelope.payload, 'base64').toString())
  : envelope;
const version = json(values.plan);
const { result, hiddenSplit } = await recompute({
  plan: version.plan ?? version,
  hiddenRows: values.rows,
  answers: values.answers,
  table: values.table,
  split: predicate.run.split,
  baseline: [],
});

let wrong = 0;
const hold = (what, told, found) => {
  const same = JSON.stringify(told ?? null) === JSON.stringify(found ?? null);
  if (!same) wrong += 1;
  console.log(
    `${same ? 'same ' : 'OTHER'}  ${what}  ${JSON.stringify(told)}${same ? '' : ` ≠ ${JSON.stringify(found)}`}`,
  );
};
hold('hidden split', predicate.digests.hiddenSplit, hiddenSplit);
const key = ({ metric, slice }) => `${metric} ${JSON.stringify(slice)}`;
const found = new Map(result.figures.map((figure) => [key(figure), figure]));
for (const figure of predicate.figures) {
  hold(`${key(figure)} value`, figure.value, found.get(key(figure))?.value);
  hold(`${key(figure)} interval`, figure.interval, found.get(key(figure))?.interval);
}
console.log(`${wrong === 0 ? 'every figure is the report’s' : `${wrong} are not the report’s`}`);
process.exit(wrong === 0 ? 0 : 1);
