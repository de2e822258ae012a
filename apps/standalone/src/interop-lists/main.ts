import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { applyImport, createImport, readImport } from '@scenario-lab/contracts/list-imports';
import { say, type Taken, takeAllOver } from '../interop/taking-over.js';
import { type Persona, until } from '../seed/persona.js';

const files = process.argv.slice(3);
if (files.length === 0) {
  say(
    'npm run interop -- editions FILE…\n  Takes lists (XLSX, CSV) over into a lab of its own and says what became of each line.',
  );
  process.exit(2);
}

/** Takes one list over, as its page would; what is not taken is a line with its place and what is wrong there. */
async function takeOver(operator: Persona, path: string): Promise<Taken> {
  const uploadId = await operator.upload('file', basename(path), await readFile(path));
  const { id } = await operator.call(createImport, { body: { uploadId } });
  const params = { id };
  const read = await until(
    `reading ${path}`,
    () => operator.call(readImport, { params }),
    ({ state }) => state !== 'reading',
    120,
  );
  if (read.state === 'refused') {
    for (const { code, place } of read.problems) say(`refused ${path} ${place}: ${code}`);
    return { imported: 0, refused: 1 };
  }
  for (const line of read.lines.filter(({ state }) => state === 'faulty' || state === 'double')) {
    const faults = line.faults.filter(({ stops }) => stops).map(({ column, code }) => `${column} ${code}`);
    const why = line.state === 'double' ? 'there already' : faults.join(', ');
    say(`refused ${path} ${line.sheet || 'row'} ${line.row}: ${why}`);
  }
  const { imported, refused, doubles } = await operator.call(applyImport, { params });
  return { imported, refused: refused + doubles };
}

await takeAllOver(files, takeOver);
