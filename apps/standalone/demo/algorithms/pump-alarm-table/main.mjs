// The alarm table of a control room: each limit stands for itself, any two raise the alarm.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [source = '/in', result = '/out'] = process.argv.slice(2);
const task = JSON.parse(readFileSync(join(source, 'task.json'), 'utf8'));
const [head, ...lines] = readFileSync(join(source, task.inputs), 'utf8').trimEnd().split(/\r?\n/);
const names = head.split(',');

// Vibration limits: ISO 10816-3 zone borders for rigid mounts, rounded up by the operator.
const LIMITS = [
  ['vibration', 4.5, 1],
  ['vibration', 7.1, 1],
  ['bearing_rise', 33, 1],
  ['bearing_rise', 42, 1],
  ['current_ratio', 1.02, 1],
  ['pressure', 128, -1],
  ['imbalance', 2, 1],
  ['imbalance', 3, 1],
  ['insulation', 15, -1],
];

const out = lines.map((line) => {
  const cells = line.split(',');
  const row = Object.fromEntries(names.map((name, i) => [name, cells[i]]));
  const raised = LIMITS.filter(
    ([name, limit, sign]) => row[name] !== '' && sign * (Number(row[name]) - limit) > 0,
  ).length;
  const score = raised / (raised + 2);
  return `${row.id},${raised >= 2 ? 'fault' : 'normal'},${score.toFixed(4)}`;
});
writeFileSync(join(result, task.output.file), `${['id,prediction,score', ...out].join('\n')}\n`);
