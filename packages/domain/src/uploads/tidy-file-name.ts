/**
 * A name for people to read, never a path: the last segment, without control and direction characters, at most
 * 200 characters. Null when nothing is left.
 */
export function tidyFileName(name: string): string | null {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const plain = last.replace(/[\p{Cc}\p{Cs}\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]/gu, '').trim();
  if (plain === '' || /^\.+$/.test(plain)) return null;
  if (plain.length <= 200) return plain;
  const ending = plain.match(/\.[^.]{1,16}$/)?.[0] ?? '';
  const whole = plain.slice(0, 200 - ending.length).replace(/[\ud800-\udbff]$/, '');
  return whole + ending;
}
