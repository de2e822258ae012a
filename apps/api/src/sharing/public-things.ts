import type { Text } from '@scenario-lab/contracts/common';
import { publishedSql } from '@scenario-lab/db/catalogue/listing.queries';
import { json, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { z } from 'zod';

/** A thing with a page of its own that everybody may read. */
export interface PublicThing {
  kind: PublicKind;
  /** What its page is addressed by. */
  key: string;
  title: Text;
  /** Prose, Markdown; null where there is none. */
  summary: Text | null;
  at: Date;
}

const card = (table: string) =>
  `SELECT c.id::text AS key, c.listed->'title' AS title, c.listed->'summary' AS summary, c.updated_at AS at
   FROM ${table} c WHERE ${publishedSql('c')}`;

/**
 * Public things by the name of their list in the web's addresses. Read as a visitor: row-level security answers for what
 * may be seen, these only say what of it is published.
 */
const sources = {
  scenarios: `SELECT s.id::text AS key, s.need->'title' AS title, s.need->'problem' AS summary, s.updated_at AS at
    FROM scenario s WHERE s.status IN ('published', 'closed')`,
  solutions: card('solution'),
  algorithms: card('algorithm'),
  datasets: card('dataset'),
  benchmarks: `SELECT b.id::text AS key, b.title, NULL::jsonb AS summary, b.updated_at AS at FROM benchmark b
    WHERE EXISTS (SELECT 1 FROM benchmark_version v WHERE v.benchmark_id = b.id AND v.status IN ('open', 'closed'))`,
  certificates: `SELECT c.number AS key, c.algorithm_title AS title, c.benchmark_title AS summary, c.issued_at AS at
    FROM public_certificate c`,
  cases: `SELECT c.id::text AS key, c.title, c.lesson AS summary, c.updated_at AS at FROM lab_case c WHERE c.published`,
  editions: `SELECT e.id::text AS key, e.title, e.note AS summary, e.published_at AS at FROM edition e
    WHERE e.status = 'published'`,
  organisations: `SELECT o.id::text AS key, o.name AS title, NULL::jsonb AS summary, o.created_at AS at
    FROM organisation o WHERE o.verified`,
} as const;
export type PublicKind = keyof typeof sources;
export const publicKinds = Object.keys(sources) as PublicKind[];

export const isPublicKind = (text: string): text is PublicKind => Object.hasOwn(sources, text);

const NewestOfRow = z.object({
  key: z.string(),
  at: z.date(),
  title: json<Omit<PublicThing, 'kind'>['title']>(),
  summary: json<NonNullable<Omit<PublicThing, 'kind'>['summary']>>().nullable(),
});

/** The newest of a kind. */
export async function newestOf(tx: Tx, kind: PublicKind, limit: number): Promise<PublicThing[]> {
  const rows = await queryRows(
    tx,
    NewestOfRow,
    `SELECT key, title, summary, at FROM (${sources[kind]}) things ORDER BY at DESC, key DESC LIMIT $1`,
    [limit],
  );
  return rows.map((row) => ({ ...row, kind }));
}

/** One of a kind by what addresses it; null where there is none that everybody may read. */
export async function publicThing(tx: Tx, kind: PublicKind, key: string): Promise<PublicThing | null> {
  const row = await queryRow(
    tx,
    NewestOfRow,
    `SELECT key, title, summary, at FROM (${sources[kind]}) things WHERE key = $1`,
    [key],
  );
  return row ? { ...row, kind } : null;
}

const LabNameRow = z.object({
  name: json<Text>(),
});

/** The lab's name; both languages where it has both. */
export async function labName(tx: Tx): Promise<Text> {
  const lab = await queryRow(
    tx,
    LabNameRow,
    `SELECT name FROM organisation WHERE roles @> ARRAY['operate'] ORDER BY created_at, id LIMIT 1`,
  );
  return lab?.name ?? { zh: '场景实验室', en: 'Scenario Lab' };
}

/** In the language asked for, else in the other one. */
export const said = (text: Text | null, language: 'zh' | 'en'): string =>
  (language === 'zh' ? (text?.zh ?? text?.en) : (text?.en ?? text?.zh)) ?? '';

/** Prose as one plain line of at most so many characters: marks of Markdown have no place in a preview. */
export function plainLine(prose: string, most: number): string {
  const line = prose
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_`>#|]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const signs = [...line];
  return signs.length > most ? `${signs.slice(0, most - 1).join('')}…` : line;
}
