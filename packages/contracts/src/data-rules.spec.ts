import { expect, it } from 'vitest';
import { ColumnRules } from './data-rules.js';

const errors = (rules: unknown) =>
  ColumnRules.safeParse(rules).error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`);

it('take what an engine without backtracking can carry out', () => {
  for (const pattern of ['[0-9]{6}', '\\d+', '川[A-Z].{5}', '(?:a|b)+'])
    expect(errors({ pattern }), pattern).toBeUndefined();
  for (const pattern of ['(?=x)', '(?!x)y', '(?<=a)b', '(a)\\1', '(', '[z-a]'])
    expect(errors({ pattern }), pattern).toEqual(['pattern pattern_unreadable']);
});

it('name the place of what is not meant', () => {
  expect(errors({ least: 3, most: 2 })).toEqual(['most least_above_most']);
  expect(errors({ oneOf: [] })?.[0]).toMatch(/^oneOf/);
  expect(errors({ pattern: 'x'.repeat(201) })?.[0]).toMatch(/^pattern/);
});
