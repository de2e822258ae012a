import { describe, expect, it } from 'vitest';
import { fetchedFile } from './fetched-file.js';
import { headBytes, previewOf } from './table-preview.js';

const id = '00000000-0000-4000-8000-000000000001';
/** Answers the beginning of `file`, as the lab does, and notes what was asked for. */
function lab(file: Uint8Array<ArrayBuffer>) {
  const asked: number[] = [];
  const get = async (address: string) => {
    const bytes = Number(new URL(address, 'http://lab').searchParams.get('bytes'));
    asked.push(bytes);
    return new Response(file.slice(0, bytes));
  };
  return { asked, get };
}

describe('what is looked at of a fetched file', () => {
  it('is a long table’s beginning alone, cut at a whole line', async () => {
    const rows = Array.from({ length: 60_000 }, (_, at) => `2026-01-01,${at}`).join('\n');
    const file = new TextEncoder().encode(`day,level\n${rows}\n`);
    const { asked, get } = lab(file);
    const chosen = await fetchedFile(id, { fileName: 'a.csv', bytes: file.length }, get);
    expect(asked).toEqual([headBytes]);
    expect(chosen).toMatchObject({ name: 'a.csv', size: file.length });
    const found = await previewOf(chosen, {});
    expect(found).toMatchObject({ kind: 'read' });
    // A line that was cut in its midst would be one cell short.
    if (found.kind === 'read') expect(found.cells.map(({ rows, filled }) => filled - rows)).toEqual([0, 0]);
  });

  it('is a workbook whole, unless it is too large to be opened here', async () => {
    const file = new Uint8Array(headBytes + 10);
    file.set([0x50, 0x4b, 3, 4]);
    const small = lab(file);
    await fetchedFile(id, { fileName: 'a.xlsx', bytes: file.length }, small.get);
    expect(small.asked).toEqual([headBytes, file.length]);
    const large = lab(file);
    const chosen = await fetchedFile(id, { fileName: 'a.xlsx', bytes: 40 * 2 ** 20 }, large.get);
    expect(large.asked).toEqual([headBytes]);
    expect(await previewOf(chosen, {})).toMatchObject({
      kind: 'refused',
      problems: [{ code: 'too_large_here' }],
    });
  });

  it('is told where the lab does not give it', async () => {
    const get = async () => new Response('gone', { status: 404 });
    await expect(fetchedFile(id, { fileName: 'a.csv', bytes: 1 }, get)).rejects.toThrow('404');
  });
});
