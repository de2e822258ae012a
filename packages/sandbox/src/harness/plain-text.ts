/**
 * A hostile text that is safe to show in a report: control, direction-changing and lone surrogate characters
 * are escaped, the rest is cut to `longest` characters.
 */
export function shown(text: string, longest = 100): string {
  const head = text.slice(0, longest + 1);
  const plain = head.replace(
    /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\p{Surrogate}/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return plain.length > longest ? `${plain.slice(0, longest - 1)}…` : plain;
}

/**
 * A name or id as a report shows it: one that is empty or that begins or ends with a space, or holds a space that
 * is not the usual one, stands in quotes with that space spelled out, for nobody sees it otherwise.
 */
export function named(text: string, longest = 100): string {
  const plain = shown(text, longest).replace(
    /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g,
    (space) => `\\u${space.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return text === '' || text !== text.trim() ? `"${plain}"` : plain;
}

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?$/;

/** A plain decimal number; null for anything else, also for `NaN`, `1e999`, `0x10`, `1,5` and an empty text. */
export function decimalOf(text: string): number | null {
  if (text.length > 400) return null;
  const trimmed = text.trim();
  if (!decimal.test(trimmed)) return null;
  const value = Number(trimmed);
  return Number.isFinite(value) ? value : null;
}
