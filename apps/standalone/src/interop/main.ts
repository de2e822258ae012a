import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import {
  createImport,
  ImportKind,
  type ImportLine,
  readImport,
} from '@scenario-lab/contracts/catalogue-imports';
import type { Persona } from '../seed/persona.js';
import { say, type Taken, takeAllOver } from './taking-over.js';

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
const [given = '', ...files] = positionals;
const kind = ImportKind.safeParse(given === 'csv' ? 'records' : given);
if (values.help || !kind.success || files.length === 0) {
  say(usage);
  process.exit(values.help ? 0 : 2);
}

const mapping = values.map
  ? Object.fromEntries(
      values.map.map((one) => [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)]),
    )
  : undefined;
const problemsOf = ({ problems }: ImportLine) =>
  problems.map(({ code, detail }) => (detail ? `${code} (${detail})` : code)).join(', ');

/** Takes one file over; each refusal is a line with its place. */
async function takeOver(operator: Persona, kindOf: ImportKind, path: string): Promise<Taken> {
  const name = basename(path);
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
}

await takeAllOver(files, (operator, path) => takeOver(operator, kind.data, path));
