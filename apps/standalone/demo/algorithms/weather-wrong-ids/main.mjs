// Numbers its answers itself instead of taking over the ids it was given.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [source = '/in', result = '/out'] = process.argv.slice(2);
const task = JSON.parse(readFileSync(join(source, 'task.json'), 'utf8'));
const rows = readFileSync(join(source, task.inputs), 'utf8').trimEnd().split(/\r?\n/).length - 1;
const history = readFileSync(join(source, task.history), 'utf8').trimEnd().split(/\r?\n/);
const place = history[0].split(',').indexOf(task.target.name);
const week = history.slice(-7).map((line) => Number(line.split(',')[place]));
const mean = week.reduce((sum, value) => sum + value, 0) / week.length;
const out = Array.from({ length: rows }, (_, i) => `row-${i + 1},${mean.toFixed(2)}`);
writeFileSync(join(result, task.output.file), `${['id,prediction', ...out].join('\n')}\n`);
