import type { ImportProblem } from '@scenario-lab/contracts/catalogue-imports';
import type { Text } from '@scenario-lab/contracts/common';

/** A data set as another catalogue describes it, read but not judged. */
export interface Found {
  /** Where in the file it stands: `result.results[3]`, an IRI, `line 12`. */
  place: string;
  identifier: string | null;
  title: Text | null;
  summary: Text | null;
  keywords: string[];
  publisher: string | null;
  licence: string | null;
  landingPage: string | null;
  modified: string | null;
  restricted: boolean;
  columns: { name: string; type: string | null; description: string | null }[];
  files: { address: string; mediaType: string | null }[];
  problems: ImportProblem[];
}

/** What a file holds, or why it cannot be read at all and where. */
export type Reading =
  | {
      ok: true;
      entries: Found[];
      source: { name: string | null; address: string | null };
      /** Where the catalogue's next page lies (DCAT), and how many entries there are in all (CKAN), as far as it says so. */
      next?: string | null;
      total?: number | null;
    }
  | { ok: false; problem: ImportProblem };

/** The file as a whole cannot be read; `place` says where. */
export class Unreadable extends Error {
  constructor(
    readonly code: ImportProblem['code'],
    readonly place: string,
    detail: string,
  ) {
    super(detail);
  }
}

export const nothing = (place: string): Found => ({
  place,
  identifier: null,
  title: null,
  summary: null,
  keywords: [],
  publisher: null,
  licence: null,
  landingPage: null,
  modified: null,
  restricted: false,
  columns: [],
  files: [],
  problems: [],
});

/** A text under the language it is written in: what holds a Han character is Chinese. */
export function inItsLanguage(text: string | null | undefined): Text | null {
  const said = text?.trim();
  if (!said) return null;
  return /\p{Script=Han}/u.test(said) ? { zh: said } : { en: said };
}

/** Texts with language tags as Chinese and English; of other languages the first stands where there is nothing else. */
export function inTwoLanguages(texts: readonly { value: string; language: string }[]): Text | null {
  const found: { zh?: string; en?: string } = {};
  for (const { value, language } of texts) {
    const said = value.trim();
    const key = /^zh\b/i.test(language) ? 'zh' : /^en\b/i.test(language) ? 'en' : null;
    if (said && key && found[key] === undefined) found[key] = said;
  }
  const untagged = texts.find(({ language }) => language === '');
  // A default language is often stated and not meant: what is tagged English and holds Han is Chinese.
  if (found.en !== undefined && found.zh === undefined && /\p{Script=Han}/u.test(found.en)) {
    return { zh: found.en };
  }
  if (found.zh !== undefined || found.en !== undefined) return found;
  return inItsLanguage((untagged ?? texts[0])?.value);
}

/** Parsed JSON, or `Unreadable` with line and column. */
export function jsonOf(text: string, where = 'file', firstLine = 1): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const before = text.slice(0, faultAt(text)).split('\n');
    const place = `line ${firstLine - 1 + before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
    throw new Unreadable('not_json', where === 'file' ? place : `${where}, ${place}`, message);
  }
}

/** Where a text stops being the beginning of JSON; the engine does not say it of every mistake. */
function faultAt(text: string): number {
  let good = 0;
  let bad = text.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (begins(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  return Math.min(good, text.length);
}

/** Whether more text could make it JSON. */
function begins(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const at = /position (\d+)/.exec(message)?.[1];
    return /Unexpected end|Unterminated/.test(message) || (at !== undefined && Number(at) >= text.length);
  }
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** A text or a number as text; null of anything else and of nothing. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}
