import type { GridSheet } from '@scenario-lab/tables/read-workbook';
import { readWorkbook, UnreadableWorkbook } from '@scenario-lab/tables/read-workbook';

// Signatures and offsets of PKWARE's APPNOTE.TXT 6.3.10.
const [LOCAL, CENTRAL, END] = [0x04034b50, 0x02014b50, 0x06054b50];
const mostUnpacked = 256 * 2 ** 20;
const limits = { sheets: 50, rows: 1_048_576, columns: 2_000 };

/** What a browser shows of a larger workbook it shows after the lab has read it. */
export const largestShown = 32 * 2 ** 20;

async function inflated(packed: Uint8Array<ArrayBuffer>, left: number): Promise<string> {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let [text, bytes] = ['', 0];
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    bytes += piece.value.length;
    if (bytes > left) {
      await reader.cancel();
      throw new UnreadableWorkbook('too_many_rows', 'archive');
    }
    text += decoder.decode(piece.value, { stream: true });
  }
  return text + decoder.decode();
}

/** The parts of a workbook's archive that hold cells, by name. @throws {UnreadableWorkbook} where it is no such archive */
async function partsOf(bytes: Uint8Array<ArrayBuffer>): Promise<Map<string, string>> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const broken = () => new UnreadableWorkbook('not_xml', 'archive');
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== END) end -= 1;
  if (end < 0) throw broken();
  const parts = new Map<string, string>();
  let [at, left] = [view.getUint32(end + 16, true), mostUnpacked];
  for (let count = view.getUint16(end + 10, true); count > 0; count -= 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL) throw broken();
    const [method, packed, nameLength] = [10, 20, 28].map((place) =>
      place === 20 ? view.getUint32(at + place, true) : view.getUint16(at + place, true),
    ) as [number, number, number];
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    const local = view.getUint32(at + 42, true);
    if (/^xl\/(workbook|sharedStrings|styles|_rels\/workbook|worksheets\/[^/]+)\.xml(\.rels)?$/.test(name)) {
      if (local + 30 > bytes.length || view.getUint32(local, true) !== LOCAL) throw broken();
      const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      const content = bytes.subarray(from, from + packed);
      const text = method === 8 ? await inflated(content, left) : new TextDecoder().decode(content);
      left -= text.length;
      parts.set(name, text);
    }
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return parts;
}

/** The visible sheets of a workbook (XLSX) a person chose, read here. @throws {UnreadableWorkbook} */
export async function sheetsIn(file: Blob): Promise<GridSheet[]> {
  const parts = await partsOf(new Uint8Array(await file.arrayBuffer())).catch((error: unknown) => {
    if (error instanceof UnreadableWorkbook) throw error;
    // A stream that does not inflate, or a place outside of the file.
    throw new UnreadableWorkbook('not_xml', 'archive');
  });
  return readWorkbook((name) => parts.get(name), limits);
}
