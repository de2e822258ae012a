import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type Expected, readAnswers } from './answers.js';
import type { AnswerDefect } from './defects.js';
import { readOptions, writeJson } from './io.js';
import { normalForm } from './normal-form.js';
import { scanOutputs } from './scan-outputs.js';

/** Options of runtime `check`: the answers in /in, one per case; `/in/expected.json` says what was asked for. */
export interface CheckOptions {
  /** File in /in, and the name that places in it are told by. */
  answers: { file: string; display: string }[];
  /** Instead: files in /in that a data job has written, to be looked through beside the rows it read: /out/scan.json. */
  scan?: { rows: string; outputs: string[] };
}

/** /out/report.json; /out/answers.bin holds the normal form where the answers can be marked. */
export type CheckReport = { ok: true } | { ok: false; defects: AnswerDefect[] };

const { answers, scan } = readOptions<CheckOptions>();
if (scan) {
  const outputs = scan.outputs.map((name) => join('/in', name));
  writeJson('scan.json', scanOutputs(join('/in', scan.rows), outputs));
  process.exit(0);
}
const expected = JSON.parse(readFileSync('/in/expected.json', 'utf8')) as Expected;
const files = answers.map(({ file, display }) => ({ path: join('/in', file), display }));
const read = await readAnswers(files, expected);
let report: CheckReport;
if (read.ok) {
  const out = openSync('/out/answers.bin', 'w');
  for (const part of normalForm(read.predictions, expected))
    for (let at = 0; at < part.length; ) at += writeSync(out, part, at);
  closeSync(out);
  report = { ok: true };
} else report = read;
writeJson('report.json', report);
