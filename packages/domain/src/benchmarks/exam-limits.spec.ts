import { describe, expect, it } from 'vitest';
import { examLimits } from './exam-limits.js';

const limits = {
  cpuSeconds: 30,
  wallSeconds: 60,
  memoryBytes: 2 ** 29,
  processes: 64,
  tmpBytes: 2 ** 26,
  outBytes: 2 ** 24,
  logBytes: 2 ** 20,
};
const size = { rows: 1_000, executions: 1, columns: ['id', 'prediction'], classes: [] };

describe('examLimits', () => {
  it('gives what the plan gives, and more to more rows, up to an hour of CPU and 1 GiB', () => {
    expect(examLimits({ limits }, size)).toEqual(limits);
    expect(examLimits({ limits }, { ...size, rows: 100_000 })).toMatchObject({
      cpuSeconds: 200,
      wallSeconds: 400,
    });
    expect(examLimits({ limits }, { ...size, rows: 1e9 })).toMatchObject({
      cpuSeconds: 3_600,
      wallSeconds: 7_200,
      outBytes: 2 ** 30,
    });
    expect(examLimits({ limits: { ...limits, cpuSeconds: 5 } }, { ...size, rows: 10 }).cpuSeconds).toBe(5);
  });

  it('counts rows per execution', () => {
    const many = { ...size, rows: 1_000_000, executions: 10 };
    expect(examLimits({ limits }, many)).toEqual(examLimits({ limits }, { ...size, rows: 100_000 }));
  });

  it('has room for a score of each of fifty classes, named in every line', () => {
    const classes = Array.from({ length: 50 }, (_, at) => `第${at}类`);
    const columns = ['id', 'prediction', ...classes.map((name) => `score:${name}`)];
    const { outBytes } = examLimits({ limits }, { rows: 50_000, executions: 1, columns, classes });
    const line = JSON.stringify(
      Object.fromEntries(
        columns.map((name) => [name, name === 'id' ? 'r0123456789abcdef' : 0.123456789012345]),
      ),
    );
    expect(outBytes).toBeGreaterThanOrEqual(50_000 * new TextEncoder().encode(line).length);
    expect(outBytes).toBeLessThan(2 ** 28);
  });
});
