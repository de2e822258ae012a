import { reason } from '@scenario-lab/sandbox/reasons';
import { expect, it } from 'vitest';
import { sandboxKnown } from './sandbox-known.js';

const off = { available: false, workers: 1 };

it('takes a sandbox that is still trying itself neither for one that runs nor for one that is switched off', () => {
  expect(sandboxKnown({ ...off, workers: 0, reasons: [] })).toBe(false);
  expect(sandboxKnown({ ...off, reasons: [] })).toBe(false);
  expect(sandboxKnown({ ...off, reasons: [reason('testing', '')] })).toBe(false);
  expect(sandboxKnown({ ...off, reasons: [reason('no_cgroup', '')] })).toBe(true);
  expect(sandboxKnown({ available: true, workers: 1, reasons: [] })).toBe(true);
});
