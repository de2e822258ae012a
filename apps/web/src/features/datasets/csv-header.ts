import type { ColumnEntry } from '@scenario-lab/contracts/datasets';

type Type = ColumnEntry['type'];

/** Splits the first `most` records of a CSV text; quotes may hold separators and line ends. */
export function recordsOf(text: string, most: number): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let cell = '';
  let quoted = false;
  const endCell = () => {
    record.push(cell);
    cell = '';
  };
  for (let at = 0; at < text.length && records.length < most; at += 1) {
    const char = text[at];
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (char === '"' && cell === '') quoted = true;
    else if (char === ',') endCell();
    else if (char === '\n' || char === '\r') {
      if (char === '\r' && text[at + 1] === '\n') at += 1;
      endCell();
      records.push(record);
      record = [];
    } else cell += char;
  }
  return records;
}

const timestamp = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;

function typeOf(values: readonly string[]): Type {
  const said = values.map((value) => value.trim()).filter((value) => value !== '');
  if (said.length === 0) return 'string';
  if (said.every((value) => /^(?:true|false)$/i.test(value))) return 'boolean';
  if (said.every((value) => timestamp.test(value))) return 'timestamp';
  if (said.every((value) => /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(value))) return 'number';
  return 'string';
}

/**
 * Columns out of a CSV's beginning: names from the header, types guessed from up to 200 rows, `id` and a first
 * time column given their roles. Null where there is no header to read. The rest is the owner's to say.
 */
export function columnsOfCsv(text: string): ColumnEntry[] | null {
  const [header, ...rows] = recordsOf(text.replace(/^\uFEFF/, ''), 201);
  if (!header || header.length < 2 || header.some((name) => name.trim() === '')) return null;
  let timed = false;
  return header.map((name, index) => {
    const type = typeOf(rows.map((row) => row[index] ?? ''));
    const isId = name.trim().toLowerCase() === 'id';
    const isTime = !timed && type === 'timestamp';
    timed ||= isTime;
    return {
      name: name.trim(),
      type,
      role: isId ? 'id' : isTime ? 'time' : 'feature',
      knownAt: 'always',
      sensitivity: 'none',
    };
  });
}

/** Reads the beginning of a chosen file here, before anything is sent. */
export async function columnsOfFile(file: File): Promise<ColumnEntry[] | null> {
  const bytes = new Uint8Array(await file.slice(0, 256 * 1024).arrayBuffer());
  const text = new TextDecoder('utf-8').decode(bytes);
  return columnsOfCsv(bytes.byteLength === file.size ? `${text}\n` : text);
}

/** A picture, a workbook or an archive under whatever name: no text holds a zero byte. */
export async function isBinary(file: File): Promise<boolean> {
  return new Uint8Array(await file.slice(0, 4_096).arrayBuffer()).includes(0);
}
