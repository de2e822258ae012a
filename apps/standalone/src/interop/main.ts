import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  createImport,
  ImportKind,
  type ImportLine,
  readImport,
} from '@scenario-lab/contracts/catalogue-imports';
import { surroundings } from '../env.js';
import { type Lab, startLab } from '../lab.js';
import { demonstrationPassword, gatherLabOnly } from '../seed/cast.js';
import { type Persona, signIn } from '../seed/persona.js';

const usage = `npm run interop -- <ckan|dcat|croissant|csv> FILE… [options]
npm run interop -- editions FILE…  (published lists as XLSX or CSV; what each row would become)
  Takes the files over into a lab of its own on spare ports, as its page "Other catalogues" would, and says what became of them.
  csv stands for any list of records: CSV, TSV, JSON, JSONL, YAML.
  --source TEXT      name of the catalogue (default: the file's name)
  --licence TEXT     licence of entries that state none
  --map KEY=PATH     which name of a record stands for what, e.g. --map titleZh=名称; may be given more than once
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    source: { type: 'string' },
    licence: { type: 'string' },
    map: { type: 'string', multiple: true },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const say = (line: string) => process.stdout.write(`${line}\n`);
const [given = '', ...files] = positionals;
const kind = ImportKind.safeParse(given === 'csv' ? 'records' : given);
if (values.help || !kind.success || files.length === 0) {
  say(usage);
  process.exit(values.help ? 0 : 2);
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

const mapping = values.map
  ? Object.fromEntries(
      values.map.map((one) => [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)]),
    )
  : undefined;
const problemsOf = ({ problems }: ImportLine) =>
  problems.map(({ code, detail }) => (detail ? `${code} (${detail})` : code)).join(', ');

/** Takes one file over; each refusal is a line with its place. */
async function takeOver(operator: Persona, kindOf: ImportKind, path: string) {
  const name = basename(path);
  try {
    const { id, counts } = await operator.call(createImport, {
      body: {
        kind: kindOf,
        fileName: name,
        text: await readFile(path, 'utf8'),
        source: values.source ?? name,
        licence: values.licence,
        mapping,
      },
    });
    const { lines } = await operator.call(readImport, { params: { id } });
    for (const line of lines.filter(({ outcome }) => outcome === 'refused')) {
      say(`refused ${path} ${line.place}: ${problemsOf(line)}`);
    }
    return { imported: counts.added + counts.changed + counts.same, refused: counts.refused };
  } catch (error) {
    say(`refused ${path}: ${reasonOf(error)}`);
    return { imported: 0, refused: 1 };
  }
}

/** The place the lab names, where it names one. */
function reasonOf(error: unknown): string {
  const problem = (error as { problem?: { errors?: { code: string; message: string }[] } }).problem;
  const [first] = problem?.errors ?? [];
  if (first) return `${first.code} (${first.message})`;
  return error instanceof Error ? error.message : String(error);
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
  const { imported, refused } = await takeOver(operator, kind.data, file);
  sum.imported += imported;
  sum.refused += refused;
}
say(`imported ${sum.imported}, refused ${sum.refused}`);
await leave(0);
