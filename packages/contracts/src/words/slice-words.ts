import type { Text } from '../common.js';

/** A part of the rows: those whose `column` is `value`, in the words of whoever wrote the criterion where it gave any. */
export interface WordedSlice {
  column: string;
  value: string;
  says?: Text | undefined;
}

/** As a table says it, for those who work with the rows. */
export const rawSlice = ({ column, value }: WordedSlice): string => `${column} = ${value}`;

/** What the part is called: its own words, in the other language rather than none, else column and value. */
export function sliceWords(slice: WordedSlice, language: 'zh' | 'en'): string {
  const { says } = slice;
  return (language === 'zh' ? (says?.zh ?? says?.en) : (says?.en ?? says?.zh)) ?? rawSlice(slice);
}

/** A figure's part with the words a criterion of the same part has. */
export function wordedSlice(
  slice: WordedSlice,
  criteria: readonly { slice?: WordedSlice | undefined }[],
): WordedSlice {
  const same = criteria.find(
    (one) => one.slice?.says && one.slice.column === slice.column && one.slice.value === slice.value,
  );
  return same?.slice ?? slice;
}
