import { Inject, Injectable } from '@nestjs/common';
import type { Text } from '@scenario-lab/contracts/common';
import type { similarDataRequests } from '@scenario-lab/contracts/data-requests';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import { readPage, Where } from '@scenario-lab/db/core/page';
import { json, queryOne, queryRows, word } from '@scenario-lab/db/core/rows';
import { relevance, searched } from '@scenario-lab/db/core/search';
import type { Database, Tx } from '@scenario-lab/db/database';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { buildNeedIndex, type NeedIndex, similarNeeds } from '@scenario-lab/matching/similar';
import { z } from 'zod';
import { DATABASE } from '../http/tokens.js';
import { labGlossary } from '../listing/lab-glossary.js';
import { searchOf } from '../listing/search.js';

type Similar = Answer<typeof similarDataRequests>;
/** More nobody reads while typing. */
const most = 5;
/** Of what is typed, what a search of the catalogue is asked with. */
const longestSearch = 200;

type RequestsAnswer = Omit<Similar['requests'][number], 'likeness'>;

const RequestsRow = z.object({
  id: z.string(),
  title: json<RequestsAnswer['title']>(),
  status: word<RequestsAnswer['status']>(),
  votes: z.number(),
  voted: z.boolean(),
});

const IndexRow = z.object({
  state: z.string(),
});

const IndexRow2 = z.object({
  id: z.string(),
  title: json<Text>(),
  purpose: json<Text>(),
  wanted: json<{ name: string; note: string }[]>(),
});

/** What was wished for already, by the same words that find similar needs; data there are, by the catalogue's own search. */
@Injectable()
export class SimilarRequestsQuery {
  private known: { state: string; index: NeedIndex } | null = null;

  constructor(@Inject(DATABASE) private readonly database: Database) {}

  similar(actor: SignedIn, { text, except }: Received<typeof similarDataRequests>['body']): Promise<Similar> {
    return this.database.asActor(actor, async (tx) => ({
      requests: await this.requests(tx, text, except),
      datasets: await datasetsLike(tx, text),
    }));
  }

  private async requests(tx: Tx, text: string, except: string | undefined): Promise<Similar['requests']> {
    const found = similarNeeds(text, await this.index(tx), { except, limit: 20 });
    if (found.length === 0) return [];
    const rows = await queryRows(
      tx,
      RequestsRow,
      `SELECT r.id, r.title, r.status, r.votes, EXISTS (SELECT 1 FROM data_request_vote v WHERE v.data_request_id = r.id
         AND v.organisation_id = app_org()) AS voted
       FROM data_request r WHERE r.id = ANY($1) AND r.status IN ('open', 'routed', 'claimed', 'fulfilled')`,
      [found.map(({ id }) => id)],
    );
    return found
      .flatMap(({ id, likeness }) => {
        const row = rows.find((one) => one.id === id);
        return row ? [{ ...row, likeness }] : [];
      })
      .slice(0, most);
  }

  /** What a wish says never changes: cut once, and anew when there is one more or one less. */
  private async index(tx: Tx): Promise<NeedIndex> {
    const words = await labGlossary(tx);
    const { state: texts } = await queryOne(
      tx,
      IndexRow,
      `SELECT count(*) || ' ' || coalesce(max(created_at)::text, '') AS state FROM data_request WHERE status NOT IN ('new', 'withdrawn')`,
    );
    const state = `${texts} ${words.state}`;
    if (this.known?.state === state) return this.known.index;
    const rows = await queryRows(
      tx,
      IndexRow2,
      `SELECT id, title, purpose, wanted FROM data_request WHERE status NOT IN ('new', 'withdrawn') ORDER BY id`,
    );
    const index = buildNeedIndex(
      rows.map(({ id, title, purpose, wanted }) => {
        const fields = wanted.map(({ name, note }) => `${name} ${note}`).join('\n');
        return {
          id,
          title,
          text: { zh: [purpose.zh, fields].filter(Boolean).join('\n'), en: purpose.en ?? '' },
        };
      }),
      words.glossary,
    );
    this.known = { state, index };
    return index;
  }
}

const DatasetsLikeRow = z.object({
  id: z.string(),
  title: json<Similar['datasets'][number]['title']>(),
  owner: json<Similar['datasets'][number]['owner']>(),
});

/** Listed data, as a search for the words finds and ranks them. */
async function datasetsLike(tx: Tx, text: string): Promise<Similar['datasets']> {
  const search = await searchOf(tx, 'dataset', { q: text.slice(0, longestSearch) });
  if (!search) return [];
  const where = new Where().and("c.listed IS NOT NULL AND c.status <> 'delisted'");
  searched(where, search, 'dataset', 'c');
  const { rows } = await readPage(tx, {
    row: DatasetsLikeRow,
    select: `c.id, c.listed->'title' AS title, jsonb_build_object('id', o.id, 'name', o.name) AS owner`,
    from: 'dataset c JOIN organisation o ON o.id = c.owner_id',
    counted: 'dataset c',
    total: 0,
    id: 'c.id',
    where,
    key: relevance(search, 'dataset', 'c'),
    page: { limit: most },
  });
  return rows.map(({ id, title, owner }) => ({ id, title, owner }));
}
