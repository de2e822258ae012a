import { cut, Unreadable } from './problem.js';

/** Deeper than anybody nests by hand; what is deeper cannot be written again without running out of room. */
const deepest = 100;

const withSource = (_key: string, value: unknown, context?: { source?: string }): unknown =>
  typeof value === 'number' && context?.source !== undefined && !sameNumber(value, context.source)
    ? context.source
    : value;

/** Whether a double says what stands in the file: an 18-digit identity number and 1e400 are told otherwise. */
const sameNumber = (value: number, source: string) =>
  Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value) || /[.eE]/.test(source));

/**
 * A JSON text in which long digit strings stay what they are: a number that no double holds is kept as it is written.
 * @throws {SyntaxError}
 */
export function parseJson(text: string): unknown {
  // A reviver costs several times the parsing itself, and few files have such numbers.
  return /\d{16}|[eE]\+?\d{3}/.test(text) ? JSON.parse(text, withSource) : JSON.parse(text);
}

/** What stands in a table's cell of a JSON value; what is no plain value is JSON again. @throws {Unreadable} */
export function jsonCell(value: unknown, place: string): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'object' && depthOf(value) > deepest)
    throw new Unreadable([{ code: 'too_deep', place, detail: `at most ${deepest}` }]);
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  // An escape may name half a character, which no file can hold.
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}

/** Level by level, for a value that is nested too deep is too deep for calls, too. */
function depthOf(value: object): number {
  let level: object[] = [value];
  let depth = 0;
  while (level.length > 0 && depth <= deepest) {
    depth += 1;
    level = level.flatMap((one) =>
      Object.values(one).filter((part): part is object => typeof part === 'object' && part !== null),
    );
  }
  return depth;
}

/** Why and where a text is no JSON, as far as the engine says: its own words without the excerpt. */
export function faultOf(text: string, error: unknown): { line: number; detail: string } {
  const said = /position (\d+)/.exec(String(error));
  const position = said ? Number(said[1]) : text.length;
  return {
    line: text.slice(0, position).split('\n').length - 1,
    detail: cut(text.slice(Math.max(0, position - 20), position + 20).trim()),
  };
}
