import { knowsWord, wordFor } from '../i18n/use-words.js';

/** Whose remarks the lab's own processes write as codes, and the words of those codes. */
const wordsOf: Record<string, string> = {
  run: 'runs.ledger.cause',
  data_job: 'runs.ledger.cause',
  badge: 'badges.rule',
};

/**
 * A remark in the reader's words: what a person wrote stays as it is, what the lab wrote as codes (`grant_missing`;
 * `listed, users`) is put into words. One part without a word, and nothing of it was a code.
 */
export function remarkWords(event: string, remark: string, comma: string): string {
  const group = wordsOf[event.split('.')[0] ?? ''];
  const codes = remark.split(', ');
  return group && codes.every((code) => /^[a-z_]+$/.test(code) && knowsWord(group, code))
    ? codes.map((code) => wordFor(group, code)).join(comma)
    : remark;
}
