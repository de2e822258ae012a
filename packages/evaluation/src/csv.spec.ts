import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { eachRecord } from '@scenario-lab/sandbox/harness/record-stream';
import { describe, expect, it } from 'vitest';
import { writeCsv } from './csv.js';
import { temporary } from './testing/places.js';

describe('writeCsv', () => {
  it('writes what eachRecord reads back, whatever the cells hold', async () => {
    const file = join(await temporary(), 'x.csv');
    const cells = ['plain', 'a,b', 'say "no"', 'two\nlines', 'cr\rin', ' space ', '', '漢字', "'", '=1+1'];
    const rows = Array.from({ length: 5_000 }, (_, row) => [String(row), cells[row % cells.length]!]);
    await writeCsv(file, ['n', 'cell'], rows);
    const records: string[][] = [];
    await eachRecord(createReadStream(file), 100_000, (record) => records.push(record) > 0);
    expect(records).toEqual([['n', 'cell'], ...rows]);
  });
});
