import { Fragment } from 'react';

/** Ranges of a text that are one of some words, whatever their case; no two overlap. */
export function rangesOf(text: string, words: readonly string[]): [from: number, to: number][] {
  // Some letters change their length with their case; then nothing is marked rather than the wrong place.
  const low = text.toLowerCase();
  if (low.length !== text.length) return [];
  const found: [number, number][] = [];
  for (const word of words) {
    if (word === '') continue;
    for (let at = low.indexOf(word); at >= 0; at = low.indexOf(word, at + word.length))
      found.push([at, at + word.length]);
  }
  found.sort(([a], [b]) => a - b);
  const apart: [number, number][] = [];
  for (const [from, to] of found) {
    const last = apart.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else apart.push([from, to]);
  }
  return apart;
}

/** A text with some words in it marked, as in what a search found. */
export function MarkedText({ text, words }: { text: string; words: readonly string[] }) {
  const ranges = rangesOf(text, words);
  let at = 0;
  return (
    <>
      {ranges.map(([from, to]) => {
        const before = text.slice(at, from);
        at = to;
        return (
          <Fragment key={from}>
            {before}
            <mark>{text.slice(from, to)}</mark>
          </Fragment>
        );
      })}
      {text.slice(at)}
    </>
  );
}
