import { readFileSync, writeFileSync } from 'node:fs';

/** The request's `options`, as the chain hands them to our own tools. */
export function readOptions<Options>(): Options {
  return JSON.parse(readFileSync('/options.json', 'utf8')) as Options;
}

export function writeJson(name: string, value: unknown): void {
  writeFileSync(`/out/${name}`, JSON.stringify(value));
}

/** A text that is safe to show in a report: no control or direction-changing characters, at most `longest` characters. */
export function shown(text: string, longest = 200): string {
  const plain = text.replace(
    /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return plain.length > longest ? `${plain.slice(0, longest - 1)}…` : plain;
}
