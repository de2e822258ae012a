import type { Text } from '@scenario-lab/contracts/common';
import type { Criterion } from '@scenario-lab/contracts/metrics';
import { writtenText } from './written-text.js';

/** The fields that say which part of the rows a criterion is about. */
export interface SliceFields {
  sliceColumn?: string | null | undefined;
  sliceValue?: string | undefined;
  sliceSays?: Text | null | undefined;
}

export const sliceFields = (slice: Criterion['slice']): SliceFields => ({
  sliceColumn: slice?.column,
  sliceValue: slice?.value,
  sliceSays: slice?.says,
});

/** The part the fields name, with its words where some were written; nothing until column and value are both there. */
export function sliceOf({ sliceColumn, sliceValue, sliceSays }: SliceFields): Pick<Criterion, 'slice'> {
  const column = sliceColumn?.trim();
  const value = sliceValue?.trim();
  const says = writtenText(sliceSays);
  return column && value ? { slice: { column, value, ...(says ? { says } : {}) } } : {};
}
