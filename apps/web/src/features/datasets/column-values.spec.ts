import { describe, expect, it } from 'vitest';
import { hasRules } from './column-values.js';

describe('what is declared of a column', () => {
  it('is nothing where every field was left empty', () => {
    expect(hasRules(undefined)).toBe(false);
    expect(
      hasRules({
        required: false,
        least: null,
        pattern: ' ',
        oneOf: [],
        inData: { datasetId: '', column: null },
      }),
    ).toBe(false);
    expect(hasRules({ inData: {} })).toBe(false);
  });

  it('is something with a least value of nought or other data to stand in', () => {
    expect(hasRules({ least: 0 })).toBe(true);
    expect(hasRules({ inData: { datasetId: 'some', column: null } })).toBe(true);
  });
});
