import type { Actor } from '@scenario-lab/domain/actor';
import { holds, isLab } from '@scenario-lab/domain/actor';
import type { ListingFacts } from '@scenario-lab/domain/listing';
import { z } from 'zod';
import { Where } from '../core/page.js';
import { execute, json, queryRow } from '../core/rows.js';
import { savedAtSql } from '../core/versioned.js';
import type { Tx } from '../database.js';

/** A card of the catalogue; the thing's name is its table's. */
export type CardThing = 'solution' | 'algorithm' | 'dataset';

/** What a search finds a thing by: its folded text, and its vector (`vectorOf` of matching). */
export interface Sought {
  said: string;
  words: string;
}

/** What stands beside the published revision of a card: its searched words and whatever else is a column. */
export interface Standing {
  fields: readonly string[];
  sought: Sought;
  /** Further columns; names are the code's own, never input. */
  more: Readonly<Record<string, unknown>>;
}

/** Some revision is listed and has not been taken back. Row-level security asks the same. */
export const publishedSql = (card: string) => `(${card}.listed IS NOT NULL AND ${card}.status <> 'delisted')`;

/**
 * The revision a reader may see: the owner and the lab the newest, everybody else the listed one. Visitors' role
 * may not even name the column `card`.
 */
export function revisionSql(actor: Actor, card: string): string {
  if (actor === 'anonymous') return `${card}.listed`;
  if (readsDrafts(actor)) return `${card}.card`;
  return `CASE WHEN ${card}.owner_id = app_org() THEN ${card}.card ELSE ${card}.listed END`;
}

/** The status that goes with it: the newest revision's, or `listed`. */
export function statusSql(actor: Actor, card: string): string {
  if (actor === 'anonymous') return `'listed'`;
  if (readsDrafts(actor)) return `${card}.status`;
  return `CASE WHEN ${card}.owner_id = app_org() THEN ${card}.status ELSE 'listed' END`;
}

export function remarkSql(actor: Actor, card: string): string {
  if (actor === 'anonymous') return 'NULL::text';
  if (readsDrafts(actor)) return `${card}.remark`;
  return `CASE WHEN ${card}.owner_id = app_org() THEN ${card}.remark END`;
}

const readsDrafts = (actor: Actor) => isLab(actor) || holds(actor, ['observer']);

/** What all three lists may be asked for. */
export interface CardFilter {
  field?: string | undefined;
  status?: string | undefined;
  mine?: 'true' | undefined;
}

/** Nothing but words orders or narrows the list, and what is counted beside it: it shows what is published. */
export const byWordsAlone = ({ mine, status, sort }: CardFilter & { sort?: string | undefined }): boolean =>
  !mine && !status && (sort ?? 'relevance') === 'relevance';

/** Without a word about status or owner a list shows what is published. */
export function cardsWhere(actor: Actor, card: string, filter: CardFilter): Where {
  const where = new Where();
  const mine = filter.mine === 'true' && actor !== 'anonymous';
  if (mine) where.and(`${card}.owner_id = ?`, actor.organisationId);
  if (filter.status) where.and(`${statusSql(actor, card)} = ?`, filter.status);
  if (!mine && !filter.status) where.and(publishedSql(card));
  if (filter.mine === 'true' && actor === 'anonymous') where.and('false');
  if (filter.field) {
    where.uneven = true;
    where.and(`${card}.fields @> ARRAY[?]::text[]`, filter.field);
  }
  return where;
}

const ReadCardFactsRow = z.object({
  owner_id: z.string(),
  status: z.string(),
  published: z.boolean(),
});

/** Facts of a card the reader can see; null for any other. Row-level security decides. */
export async function readCardFacts(tx: Tx, thing: CardThing, id: string): Promise<ListingFacts | null> {
  const row = await queryRow(
    tx,
    ReadCardFactsRow,
    `SELECT owner_id, status, ${publishedSql('c')} AS published FROM ${thing} c WHERE id = $1`,
    [id],
  );
  return row ? { ownerOrganisationId: row.owner_id, status: row.status, published: row.published } : null;
}

const LockCardRow = z.object({
  owner_id: z.string(),
  status: z.string(),
  card: json<unknown>().nullable(),
  published: z.boolean(),
});

/** The newest revision, locked; for its owner and the lab. */
export async function lockCard(
  tx: Tx,
  thing: CardThing,
  id: string,
): Promise<{ facts: ListingFacts; card: unknown } | null> {
  const row = await queryRow(
    tx,
    LockCardRow,
    `SELECT owner_id, status, card, ${publishedSql('c')} AS published FROM ${thing} c WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (!row) return null;
  const facts = { ownerOrganisationId: row.owner_id, status: row.status, published: row.published };
  return { facts, card: row.card };
}

export async function insertCard(
  tx: Tx,
  thing: CardThing,
  id: string,
  ownerId: string,
  card: unknown,
  standing: Standing,
): Promise<void> {
  const more = Object.entries(standing.more);
  await execute(
    tx,
    `INSERT INTO ${thing} (id, owner_id, card, fields, said, words${more.map(([column]) => `, ${column}`).join('')})
     VALUES ($1, $2, $3, $4, $5, $6::tsvector${more.map((_, at) => `, $${at + 7}`).join('')})`,
    [
      id,
      ownerId,
      JSON.stringify(card),
      standing.fields,
      standing.sought.said,
      standing.sought.words,
      ...more.map(([, value]) => value),
    ],
  );
}

/** Saves the newest revision; what stands beside it moves along only while nothing is published. */
export async function saveCard(
  tx: Tx,
  thing: CardThing,
  id: string,
  card: unknown,
  standing: Standing | null,
): Promise<void> {
  await execute(tx, `UPDATE ${thing} SET card = $2, updated_at = ${savedAtSql} WHERE id = $1`, [
    id,
    JSON.stringify(card),
  ]);
  if (standing) await setStanding(tx, thing, id, standing);
}

/** The newest revision becomes the one everybody sees. */
export async function publishCard(tx: Tx, thing: CardThing, id: string, standing: Standing): Promise<void> {
  await execute(tx, `UPDATE ${thing} SET listed = card, updated_at = ${savedAtSql} WHERE id = $1`, [id]);
  await setStanding(tx, thing, id, standing);
}

async function setStanding(tx: Tx, thing: CardThing, id: string, standing: Standing): Promise<void> {
  const more = Object.entries(standing.more);
  await execute(
    tx,
    `UPDATE ${thing} SET fields = $2, said = $3, words = $4::tsvector${more.map(([column], at) => `, ${column} = $${at + 5}`).join('')}
     WHERE id = $1`,
    [id, standing.fields, standing.sought.said, standing.sought.words, ...more.map(([, value]) => value)],
  );
}

/** A card as its revision says, with what its view and its policy need besides. */
export interface CardRow<Body> {
  id: string;
  owner: { id: string; name: { zh?: string; en?: string } };
  body: Body;
  status: string;
  /** Of the newest revision; what the policy asks. */
  newest: string;
  published: boolean;
  remark: string | null;
  updated_at: Date;
}

/** Columns of a `CardRow`, of a card named `c` and its owner named `o`. */
export const cardColumns = (actor: Actor) => `c.id, jsonb_build_object('id', o.id, 'name', o.name) AS owner,
  ${revisionSql(actor, 'c')} AS body, ${statusSql(actor, 'c')} AS status, c.status AS newest,
  ${publishedSql('c')} AS published, ${remarkSql(actor, 'c')} AS remark, c.updated_at`;
