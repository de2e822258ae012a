import type { Text } from '@scenario-lab/contracts/common';
import type { Route } from '@scenario-lab/contracts/route';
import { textIn } from '../i18n/format.js';
import type { Language } from '../i18n/i18n.js';
import { knowsWord, wordFor } from '../i18n/use-words.js';

type Schema = Exclude<Route['reply'], string>;
type Def = { type: string; innerType?: Schema; element?: Schema };
const defOf = (schema: Schema) => schema.def as unknown as Def;

function bare(schema: Schema): Schema {
  const { type, innerType } = defOf(schema);
  return innerType && ['nullable', 'optional', 'default'].includes(type) ? bare(innerType) : schema;
}
const shapeOf = (schema: Schema) => (bare(schema) as { shape?: Record<string, Schema> }).shape;

const words = new Set(['string', 'enum', 'number', 'boolean', 'literal']);
/** A cell can say it: words, figures, a text, something that has a name, or several of them. */
function says(schema: Schema): boolean {
  const { type, element } = defOf(bare(schema));
  if (type === 'array') return element !== undefined && says(element);
  const shape = shapeOf(schema);
  return shape ? 'zh' in shape || 'name' in shape || 'title' in shape : words.has(type);
}

/** Ids are for programs; what one may do with a row and why a search found it are no part of it. */
const inner = (key: string) => ['id', 'allowed', 'matched'].includes(key) || /Id$/.test(key);

/** The columns a list can be exported with, read off its row's own schema, in its order. */
export function listColumns(row: Route): string[] {
  if (typeof row.reply === 'string') return [];
  const items = shapeOf(row.reply)?.items;
  const element = items && defOf(bare(items)).element;
  const shape = element && shapeOf(element);
  return Object.entries(shape ?? {})
    .filter(([key, schema]) => !inner(key) && says(schema))
    .map(([key]) => key);
}

const snake = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
/** Where the words of a code may stand, for a list of things named `thing`. */
const groupsOf = (thing: string, key: string) => [
  ...(key === 'status' || key === 'outcome' || key === 'kind' ? [`status.${thing}`] : []),
  ...(key === 'verdict' ? ['status.verdict'] : []),
  `taxonomy.${snake(key)}`,
  `taxonomy.${snake(key).replace(/s$/, '')}`,
  ...(key === 'kind' ? [`${thing}s.kind`] : []),
  ...(key === 'stage' ? ['stage'] : []),
  ...(key === 'badges' ? ['badges.of_kind'] : []),
  ...(key === 'every' ? ['harvests.paces'] : []),
  ...(key === 'event' ? ['event'] : []),
  ...(key === 'thing' ? [`${thing}.things`] : []),
  ...(key === 'reasonCode' ? ['taxonomy.failure_reason'] : []),
];

export interface CellWords {
  /** `organisation.list` → `organisation`. */
  thing: string;
  language: Language;
  /** A code of a taxonomy the lab edits → its name. */
  nameOf: (key: string, code: string) => string;
  yes: string;
  no: string;
}

/** A value of a row as a spreadsheet's cell: figures stay figures, codes become words. */
export function listCell(key: string, value: unknown, about: CellWords): string | number | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? about.yes : about.no;
  if (typeof value === 'string') {
    const group = groupsOf(about.thing, key).find((one) => knowsWord(one, value));
    return group ? wordFor(group, value) : about.nameOf(key, value);
  }
  if (Array.isArray(value)) {
    const parts = value.map((one) => listCell(key, one, about)).filter((part) => part !== null);
    return parts.length > 0 ? parts.join(about.language === 'zh' ? '、' : ', ') : null;
  }
  if (typeof value !== 'object') return null;
  const named = value as { zh?: string; en?: string; name?: unknown; title?: unknown; label?: string };
  if (named.zh !== undefined || named.en !== undefined) return textIn(about.language, value as Text);
  const name = listCell('', named.title ?? named.name, about);
  return [name, named.label].filter(Boolean).join(' ') || null;
}
