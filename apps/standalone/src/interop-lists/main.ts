import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { applyImport, createImport, readImport } from '@scenario-lab/contracts/list-imports';
import { surroundings } from '../env.js';
import { type Lab, startLab } from '../lab.js';
import { demonstrationPassword, gatherLabOnly } from '../seed/cast.js';
import { type Persona, signIn, until } from '../seed/persona.js';

const files = process.argv.slice(3);
const say = (line: string) => process.stdout.write(`${line}\n`);
if (files.length === 0) {
  say(
    'npm run interop -- editions FILE…\n  Takes lists (XLSX, CSV) over into a lab of its own and says what became of each line.',
  );
  process.exit(2);
}

let lab: Lab | null = null;
let folder: string | null = null;
const leave = async (code: number) => {
  await lab?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
  process.exit(code);
};
process.on('SIGINT', () => void leave(130));
process.on('SIGTERM', () => void leave(143));

/** Takes one list over, as its page would; what is not taken is a line with its place and what is wrong there. */
async function takeOver(operator: Persona, path: string): Promise<{ imported: number; refused: number }> {
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

folder = await mkdtemp(join(tmpdir(), 'scenario-lab-interop-'));
await chmod(folder, 0o755);
lab = await startLab(
  { port: 0, host: '127.0.0.1', data: join(folder, 'data'), empty: false, reset: false, help: false },
  surroundings(),
  (line) => process.stderr.write(`${line}\n`),
);
await gatherLabOnly(`${lab.local}/api`, lab.admin.email);
const operator = await signIn(`${lab.local}/api`, 'operator@lab.example', demonstrationPassword);
const sum = { imported: 0, refused: 0 };
for (const file of files) {
  const { imported, refused } = await takeOver(operator, file);
  sum.imported += imported;
  sum.refused += refused;
}
say(`imported ${sum.imported}, refused ${sum.refused}`);
await leave(0);
