import { Inject, Injectable } from '@nestjs/common';
import type { CaseToRead, similarCases } from '@scenario-lab/contracts/cases';
import type { Text } from '@scenario-lab/contracts/common';
import { cutText } from '@scenario-lab/contracts/cut-text';
import type { Received } from '@scenario-lab/contracts/route';
import { json, queryOne, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { buildNeedIndex, type NeedIndex, similarNeeds } from '@scenario-lab/matching/similar';
import { z } from 'zod';
import { DATABASE } from '../http/tokens.js';
import { labGlossary } from '../listing/lab-glossary.js';

type Row = Omit<CaseToRead, 'likeness'>;

/** Nobody reads more before beginning. */
const most = 4;
const lessonLength = 160;

const Shape = z.object({
  id: z.string(),
  title: json<Row['title']>(),
  field: word<NonNullable<Row['field']>>().nullable(),
  outcome: word<Row['outcome']>(),
  lesson: json<NonNullable<Row['lesson']>>().nullable(),
  reasonCode: word<NonNullable<Row['reasonCode']>>().nullable(),
});

const IndexRow = z.object({
  state: z.string(),
});

const IndexRow2 = z.object({
  id: z.string(),
  title: json<Text>(),
  lesson: json<Text>().nullable(),
  problem: json<Text>().nullable(),
});

/** What was learnt elsewhere, found by the same search of words that finds similar needs. */
@Injectable()
export class SimilarCasesQuery {
  private known: { state: string; index: NeedIndex } | null = null;

  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Nearest by words, then of the same field the latest; what failed stands first, for it is what stops a second loss. */
  read(actor: SignedIn, { text, field }: Received<typeof similarCases>['body']): Promise<CaseToRead[]> {
    return this.database.asActor(actor, async (tx) => {
      const near = text ? similarNeeds(text, await this.index(tx), { limit: 20 }) : [];
      const rows = await queryRows(
        tx,
        Shape,
        `SELECT c.id, c.title, c.outcome, c.reason_code AS "reasonCode", c.field, c.lesson FROM lab_case c
         WHERE c.published AND (c.id = ANY($1) OR c.id IN (SELECT n.id FROM lab_case n WHERE n.published AND n.field = $2
           ORDER BY n.outcome = 'failed' DESC, n.updated_at DESC, n.id LIMIT ${most}))
         ORDER BY c.updated_at DESC, c.id`,
        [near.map(({ id }) => id), field],
      );
      return rows
        .map((row) => ({
          ...row,
          lesson: row.lesson && begun(row.lesson),
          likeness: near.find(({ id }) => id === row.id)?.likeness ?? null,
        }))
        .sort((one, other) => worth(other) - worth(one))
        .slice(0, most);
    });
  }

  /**
   * Words of what everybody may read, cut once and kept until one of the cases changes. Of a case without names its
   * need is left out: a search for the need's words must not lead to who had it.
   */
  private async index(tx: Tx): Promise<NeedIndex> {
    const words = await labGlossary(tx);
    const { state: texts } = await queryOne(
      tx,
      IndexRow,
      `SELECT count(*) || ' ' || coalesce(max(updated_at)::text, '') AS state FROM lab_case WHERE published`,
    );
    const state = `${texts} ${words.state}`;
    if (this.known?.state === state) return this.known!.index;
    const rows = await queryRows(
      tx,
      IndexRow2,
      `SELECT c.id, c.title, c.lesson, CASE WHEN c.anonymous THEN NULL ELSE s.need->'problem' END AS problem
       FROM lab_case c LEFT JOIN scenario s ON s.id = c.scenario_id AND s.status IN ('published', 'closed', 'archived')
       WHERE c.published ORDER BY c.id`,
    );
    const index = buildNeedIndex(
      rows.map(({ id, title, lesson, problem }) => ({
        id,
        title,
        text: { zh: joined(lesson?.zh, problem?.zh), en: joined(lesson?.en, problem?.en) },
      })),
      words.glossary,
    );
    this.known = { state, index };
    return index;
  }
}

const worth = ({ outcome, likeness }: CaseToRead) => (likeness ?? 0) + (outcome === 'failed' ? 1 : 0);
const joined = (...texts: (string | undefined)[]) => texts.filter(Boolean).join('\n');

/** A lesson's beginning in each language it is written in. */
function begun(lesson: Text): Text {
  const start = (text: string | undefined) => text && { text: cutText(text.trim(), lessonLength) };
  const [zh, en] = [start(lesson.zh), start(lesson.en)];
  return { ...(zh ? { zh: zh.text } : {}), ...(en ? { en: en.text } : {}) };
}
