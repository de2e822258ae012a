import { remarkedFields } from '@scenario-lab/contracts/field-remarks';
import { expect, it } from 'vitest';
import { field as en } from './en/fields.js';
import { field as zh } from './zh/fields.js';

it('names every field that can be remarked on, in both languages', () => {
  const unnamed = Object.values(remarkedFields)
    .flat()
    .filter((field) => !(field in zh) || !(field in en));
  expect(unnamed).toEqual([]);
});
