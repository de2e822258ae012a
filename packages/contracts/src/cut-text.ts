/**
 * The beginning of a text, cut between characters and never within one, without NUL and lone surrogates: what Postgres
 * and JSON take whatever the text was. `most` counts UTF-16 code units.
 */
export function cutText(text: string, most: number): string {
  const head = text.length > most ? text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '') : text;
  return head.replace(/\p{Surrogate}|\0/gu, '\uFFFD');
}
