import {
  appendFileSync,
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { rotate } from './processes.js';

it('puts a large log aside while its program goes on writing', () => {
  const folder = mkdtempSync(join(tmpdir(), 'scenario-lab-logs-'));
  try {
    const log = join(folder, 'api.log');
    const held = openSync(log, 'a', 0o640);
    for (let n = 1; n <= 7; n += 1) {
      writeSync(held, `turn ${n}\n`);
      rotate(log, 5);
    }
    writeSync(held, 'after\n');
    closeSync(held);
    expect(readFileSync(log, 'utf8')).toBe('after\n');
    expect([1, 2, 3, 4, 5].map((n) => readFileSync(`${log}.${n}`, 'utf8'))).toEqual(
      [7, 6, 5, 4, 3].map((n) => `turn ${n}\n`),
    );
    expect(statSync(`${log}.6`, { throwIfNoEntry: false })).toBeUndefined();
    expect(statSync(`${log}.1`).mode & 0o777).toBe(0o640);
    appendFileSync(log, 'x');
    rotate(log, 1_000);
    expect(readFileSync(log, 'utf8')).toBe('after\nx');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
