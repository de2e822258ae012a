import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The request's `options`, as the chain hands them to our own tools. */
export function readOptions<Options>(): Options {
  return JSON.parse(readFileSync('/options.json', 'utf8')) as Options;
}

/** The file called `name` in a directory, or the only one there. Exits with 3 if that is not one file. */
export function onlyFile(dir: string, name?: string): string {
  const files = readdirSync(dir, { withFileTypes: true }).filter((entry) => entry.isFile());
  const chosen = name === undefined ? files : files.filter((entry) => entry.name === name);
  if (chosen.length === 1) return join(dir, chosen[0]!.name);
  console.error(`${dir}: ${name === undefined ? `${files.length} files instead of one` : `no file ${name}`}`);
  process.exit(3);
}

/**
 * JSON that any database and any reader takes: what is no character (half of a surrogate pair, NUL) is U+FFFD, in
 * keys as in values. JSON.stringify writes such halves, and nothing else of their range, as escapes.
 */
export function soundJson(value: unknown): string {
  return JSON.stringify(value).replace(/\\\\|\\u(?:0000|d[89a-f][0-9a-f]{2})/g, (found) =>
    found === '\\\\' ? found : '\uFFFD',
  );
}

export function writeJson(name: string, value: unknown): void {
  writeFileSync(`/out/${name}`, soundJson(value));
}

/** The first characters of a text, at most so many code units and never half a pair. */
export function cutText(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const last = text.charCodeAt(longest - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? longest - 1 : longest);
}

/** A text that is safe to show in a report: no control or direction-changing characters, at most `longest` characters. */
export function shown(text: string, longest = 200): string {
  const plain = text.replace(
    /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return plain.length > longest ? `${plain.slice(0, longest - 1)}…` : plain;
}
