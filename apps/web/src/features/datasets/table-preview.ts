import type { ColumnEntry, ReadAs, Reading } from '@scenario-lab/contracts/datasets';
import { nowhere } from '@scenario-lab/tables/pass';
import { type Problem, Unreadable } from '@scenario-lab/tables/problem';
import { readTable } from '@scenario-lab/tables/read-table';
import { beginsLikeWorkbook, sourceOf } from '@scenario-lab/tables/source';

/** What the beginning of a file was read as, by the reader the lab itself uses; or what stands in the way. */
export type Preview = { kind: 'read'; readAs: ReadAs } | { kind: 'refused'; problems: readonly Problem[] };

const HEAD = 256 * 1024;
const most = { columns: 2_000, rows: 1_000_000 };

/** The last line that is whole; in UTF-16 a line feed has two bytes. */
function cutAtLine(bytes: Uint8Array, from = bytes.length): Uint8Array {
  const at = bytes.lastIndexOf(0x0a, from - 1);
  if (at < 0) return bytes;
  const littleEndian = bytes[0] === 0xff && bytes[1] === 0xfe;
  return bytes.subarray(0, at + (littleEndian || bytes[at + 1] === 0 ? 2 : 1));
}

function read(bytes: Uint8Array, reading: Reading): Preview {
  try {
    const source = sourceOf(() => [bytes], reading, most);
    const rules = { declared: [], reading, limits: { maxRows: most.rows, maxColumns: most.columns } };
    return { kind: 'read', readAs: readTable(source, rules, nowhere) };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { kind: 'refused', problems: error.problems };
  }
}

const MOST_CUTS = 50;

/** Reads the beginning of a chosen file here, before anything is sent. */
export async function previewOf(file: Blob, reading: Reading): Promise<Preview> {
  const whole = file.size <= HEAD;
  let bytes: Uint8Array = new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
  if (beginsLikeWorkbook(bytes))
    return { kind: 'refused', problems: [{ code: 'workbook', place: 'file', detail: '' }] };
  if (!whole) bytes = cutAtLine(bytes);
  let found = read(bytes, reading);
  // The cut may lie inside a quoted cell.
  for (let cut = 0; cut < MOST_CUTS && !whole && isOpen(found); cut += 1) {
    const shorter = cutAtLine(bytes, bytes.length - 2);
    if (shorter.length >= bytes.length) break;
    bytes = shorter;
    found = read(bytes, reading);
  }
  return found;
}

const isOpen = (found: Preview) =>
  found.kind === 'refused' && found.problems.some(({ code }) => code === 'unclosed_quote');

/** The dictionary as far as the file fills it: `id` and the first column of times have their roles. */
export function columnsOf({ columns }: ReadAs): ColumnEntry[] {
  const firstTime = columns.find(({ type }) => type === 'timestamp')?.name;
  return columns.map(({ name, type }) => ({
    name,
    type: type as ColumnEntry['type'],
    role: name.toLowerCase() === 'id' ? 'id' : name === firstTime ? 'time' : 'feature',
    knownAt: 'always',
    sensitivity: 'none',
  }));
}
