import { Inject, Injectable } from '@nestjs/common';
import { figuresOfSide } from '@scenario-lab/contracts/record-figures';
import type {
  listFigures,
  OrganisationRecord,
  RecordFactRow,
  RecordFigure,
  readRecordBoard,
  readReplies,
} from '@scenario-lab/contracts/records';
import { rankedFrom } from '@scenario-lab/contracts/records';
import type { Answer } from '@scenario-lab/contracts/route';
import { json, queryRow, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import {
  nothing,
  type ReplyRow,
  readFigures,
  replyColumns,
  replyView,
  rulesOf,
  tallyView,
} from '@scenario-lab/db/records/record.queries';
import { type Actor, holds, isLab, type SignedIn } from '@scenario-lab/domain/actor';
import { allowed, may } from '@scenario-lab/domain/policy';
import type { Counted } from '@scenario-lab/domain/records/estimate';
import { readsAll, recordPolicy } from '@scenario-lab/domain/records/records.policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { demand } from '../http/demand.js';
import { DATABASE } from '../http/tokens.js';

type TallyRow = Counted & { organisation_id: string; figure: RecordFigure };
const Shown = z.object({
  id: z.string(),
  name: json<OrganisationRecord['organisation']['name']>(),
  roles: z.array(z.string()),
});
type Shown = z.output<typeof Shown>;

/** A board names so many; who has fewer facts than are ranked stands at its end. */
const mostRows = 500;

const TallyShape = z.object({
  excluded: json<TallyRow['excluded']>(),
  met: z.number(),
  facts: z.number(),
  organisation_id: z.string(),
  figure: word<RecordFigure>(),
});

const ReplyShape = z.object({
  organisation_id: z.string(),
  figure: word<ReplyRow['figure']>(),
  text: z.string(),
  at: z.date(),
  shown_at: z.date().nullable(),
  refused_because: z.string().nullable(),
});

type FactsAnswer = Omit<RecordFactRow, 'at'> & { at: Date };

const FactsRow = z.object({
  values: json<NonNullable<FactsAnswer['values']>>().nullable(),
  title: json<FactsAnswer['title']>(),
  thing: z.string(),
  weight: z.number(),
  excluded: word<NonNullable<FactsAnswer['excluded']>>().nullable(),
  page: z.string(),
  met: z.boolean().nullable(),
  figure: word<FactsAnswer['figure']>(),
  at: z.date(),
});

type BoardAnswer = Shown & Counted & { reply: string | null };

const BoardRow = z.object({
  id: z.string(),
  name: json<OrganisationRecord['organisation']['name']>(),
  excluded: json<BoardAnswer['excluded']>(),
  met: z.number(),
  facts: z.number(),
  reply: z.string().nullable(),
});

type RepliesAnswer = ReplyRow & { name: Shown['name'] };

const RepliesRow = z.object({
  organisation_id: z.string(),
  figure: word<RepliesAnswer['figure']>(),
  text: z.string(),
  at: z.date(),
  shown_at: z.date().nullable(),
  refused_because: z.string().nullable(),
  name: json<Shown['name']>(),
});

@Injectable()
export class RecordsQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  figures(actor: Actor): Promise<Answer<typeof listFigures>> {
    return this.database.asActor(actor, async (tx) => ({
      figures: (await readFigures(tx)).map(rulesOf),
      allowed: allowed(recordPolicy, actor, {
        status: null,
        ownerOrganisationId: null,
        published: false,
        replied: false,
      }),
    }));
  }

  /** What is not published is left out as if it did not exist, for whoever it is not about. */
  read(actor: Actor, id: string): Promise<OrganisationRecord> {
    return this.database.asActor(actor, async (tx) => {
      const whole = readsAll(actor, id);
      const organisation = await organisationOf(tx, id, whole);
      const figures = await readFigures(tx);
      const tallies = await queryRows(
        tx,
        TallyShape,
        'SELECT organisation_id, figure, met, facts, excluded FROM record_tally WHERE organisation_id = $1',
        [id],
      );
      const replies = await queryRows(
        tx,
        ReplyShape,
        `SELECT ${replyColumns(actor)} FROM record_reply WHERE organisation_id = $1`,
        [id],
      );
      const sides = [
        ...(organisation.roles.includes('supply') ? figuresOfSide('vendor') : []),
        ...(organisation.roles.includes('demand') ? figuresOfSide('department') : []),
      ];
      return {
        organisation: { id, name: organisation.name },
        at: figures[0]?.counted_at?.toISOString() ?? null,
        figures: figures
          .filter((row) => whole || row.published)
          .flatMap((row) => {
            const tally = tallies.find(({ figure }) => figure === row.figure);
            if (!tally && !sides.includes(row.figure)) return [];
            const reply = replies.find(({ figure }) => figure === row.figure);
            const facts = {
              status: null,
              ownerOrganisationId: id,
              published: row.published,
              replied: reply !== undefined,
            };
            return [
              {
                ...rulesOf(row),
                tally: tallyView(row, tally ?? nothing),
                // Who may read it all reads it as it stands; everybody else what the lab has shown.
                reply: reply && (whole || reply.shown_at) ? replyView(reply) : null,
                allowed: allowed(recordPolicy, actor, facts),
              },
            ];
          }),
      };
    });
  }

  facts(actor: SignedIn, id: string, figure: RecordFigure | undefined): Promise<RecordFactRow[]> {
    return this.database.asActor(actor, async (tx) => {
      if (!readsAll(actor, id)) throw new Refusal('not_found', { thing: 'organisation', id });
      await organisationOf(tx, id, true);
      const rows = await queryRows(
        tx,
        FactsRow,
        `SELECT figure, thing, thing_id::text AS page, title, at, met, weight, excluded, "values" FROM record_fact
         WHERE organisation_id = $1 AND ($2::text IS NULL OR figure = $2) ORDER BY at DESC, thing_id, part LIMIT 1000`,
        [id, figure ?? null],
      );
      return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
    });
  }

  /** Best first by estimate; who has fewer facts than are ranked comes after all others, most facts first. */
  board(actor: Actor, figure: RecordFigure): Promise<Answer<typeof readRecordBoard>> {
    return this.database.asActor(actor, async (tx) => {
      const row = (await readFigures(tx)).find((one) => one.figure === figure);
      if (!row) throw new Refusal('not_found', { thing: 'record_figure' });
      demand(
        may(recordPolicy, actor, 'record.read', {
          status: null,
          ownerOrganisationId: null,
          published: row.published,
          replied: false,
        }),
      );
      const rows = await queryRows(
        tx,
        BoardRow,
        `SELECT o.id, o.name, t.met, t.facts, t.excluded, p.text AS reply FROM record_tally t JOIN organisation o ON o.id = t.organisation_id
           LEFT JOIN record_reply p ON p.organisation_id = t.organisation_id AND p.figure = t.figure AND p.shown_at IS NOT NULL
         WHERE t.figure = $1 AND t.facts > 0 AND (o.verified OR $2) ORDER BY t.facts DESC, o.id LIMIT ${mostRows}`,
        [figure, isLab(actor) || holds(actor, ['observer'])],
      );
      const views = rows.map(({ id, name, reply, met, facts, excluded }) => ({
        organisation: { id, name },
        tally: tallyView(row, { met, facts, excluded }),
        reply,
      }));
      const ranked = (facts: number) => (facts >= rankedFrom ? 0 : 1);
      return {
        rules: rulesOf(row),
        rows: views.sort(
          (one, other) =>
            ranked(one.tally.facts) - ranked(other.tally.facts) ||
            (other.tally.estimate ?? 0) - (one.tally.estimate ?? 0) ||
            other.tally.facts - one.tally.facts,
        ),
      };
    });
  }

  replies(actor: SignedIn): Promise<Answer<typeof readReplies>> {
    return this.database.asActor(actor, async (tx) => {
      const rows = await queryRows(
        tx,
        RepliesRow,
        `SELECT ${replyColumns(actor)}, o.name FROM record_reply JOIN organisation o ON o.id = organisation_id
         ORDER BY (shown_at IS NULL AND refused_because IS NULL) DESC, at DESC LIMIT 200`,
      );
      return rows.map((row) => ({
        organisation: { id: row.organisation_id, name: row.name },
        figure: row.figure,
        reply: replyView(row),
        allowed: allowed(recordPolicy, actor, {
          status: null,
          ownerOrganisationId: row.organisation_id,
          published: true,
          replied: true,
        }).filter((action) => action === 'record.judge'),
      }));
    });
  }
}

/** Errors: `not_found`, for everybody else also of one that is not verified. */
async function organisationOf(tx: Tx, id: string, whole: boolean): Promise<Shown> {
  const row = await queryRow(
    tx,
    Shown,
    'SELECT id, name, roles FROM organisation WHERE id = $1 AND (verified OR $2)',
    [id, whole],
  );
  if (!row) throw new Refusal('not_found', { thing: 'organisation', id });
  return row;
}
