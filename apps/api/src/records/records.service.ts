import { Inject, Injectable } from '@nestjs/common';
import type { judgeReply, publishFigure, RecordFigure } from '@scenario-lab/contracts/records';
import type { Received } from '@scenario-lab/contracts/route';
import { execute, queryOne, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { may } from '@scenario-lab/domain/policy';
import { type RecordFacts, recordPolicy } from '@scenario-lab/domain/records/records.policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { demand } from '../http/demand.js';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';

const PublishRow = z.object({
  from: z.string().nullable(),
  past: z.boolean().nullable(),
});

const PublishRow2 = z.object({
  id: z.string(),
});

@Injectable()
export class RecordsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Whoever has a fact in it is told, with the day, so that it may reply before. Errors: a day that has passed. */
  publish(actor: SignedIn, { figure, from }: Received<typeof publishFigure>['body']): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      demand(may(recordPolicy, actor, 'record.publish', nobody));
      const row = await queryOne(
        tx,
        PublishRow,
        `SELECT published_from::text AS "from", $2::date < current_date AS past FROM record_figure WHERE figure = $1`,
        [figure, from],
      );
      if (row.from === from) return;
      if (row.past) throw inputRefusal({ path: 'from', code: 'in_the_past' });
      await execute(
        tx,
        'UPDATE record_figure SET published_from = $2::date, published_by = CASE WHEN $2::date IS NULL THEN NULL ELSE app_person() END WHERE figure = $1',
        [figure, from],
      );
      const told = await queryRows(
        tx,
        PublishRow2,
        'SELECT organisation_id AS id FROM record_tally WHERE figure = $1',
        [figure],
      );
      for (const { id } of told)
        await recordEvent(tx, {
          thing: 'organisation',
          id,
          event: from ? 'organisation.figure_published' : 'organisation.figure_closed',
          by: actor,
          remark: from ? `${figure} · ${from}` : figure,
        });
    });
  }

  /** Takes the place of what was said before, and waits for the lab. */
  reply(actor: SignedIn, id: string, figure: RecordFigure, text: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const replied = await repliedAt(tx, id, figure);
      demand(may(recordPolicy, actor, 'record.reply', of(id, replied !== null)));
      await execute(
        tx,
        `INSERT INTO record_reply (organisation_id, figure, text, person_id) VALUES ($1, $2, $3, app_person())
         ON CONFLICT (organisation_id, figure) DO UPDATE SET text = EXCLUDED.text, person_id = app_person(), at = clock_timestamp(),
           shown_at = NULL, refused_because = NULL, judged_by = NULL`,
        [id, figure, text],
      );
      await tell(tx, actor, id, 'organisation.record_replied', figure);
    });
  }

  takeBack(actor: SignedIn, id: string, figure: RecordFigure): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const replied = await repliedAt(tx, id, figure);
      demand(may(recordPolicy, actor, 'record.take_back', of(id, replied !== null)));
      await execute(tx, 'DELETE FROM record_reply WHERE organisation_id = $1 AND figure = $2', [id, figure]);
    });
  }

  /** Errors: `changed_meanwhile` where other words stand there than were read. */
  judge(
    actor: SignedIn,
    id: string,
    { figure, at, reason }: Received<typeof judgeReply>['body'],
  ): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const replied = await repliedAt(tx, id, figure);
      if (replied === null) throw new Refusal('not_found', { thing: 'record_reply' });
      demand(may(recordPolicy, actor, 'record.judge', of(id, true)));
      if (replied.getTime() !== Date.parse(at))
        throw new Refusal('changed_meanwhile', { thing: 'record_reply', id });
      await execute(
        tx,
        `UPDATE record_reply SET shown_at = CASE WHEN $3::text IS NULL THEN now() END, refused_because = $3, judged_by = app_person()
         WHERE organisation_id = $1 AND figure = $2`,
        [id, figure, reason],
      );
      const event = reason === null ? 'organisation.reply_shown' : 'organisation.reply_refused';
      await tell(tx, actor, id, event, reason === null ? figure : `${figure} · ${reason}`);
    });
  }
}

const nobody: RecordFacts = { status: null, ownerOrganisationId: null, published: false, replied: false };
const of = (id: string, replied: boolean): RecordFacts => ({ ...nobody, ownerOrganisationId: id, replied });

const RepliedAtRow = z.object({
  at: z.date(),
});

async function repliedAt(tx: Tx, id: string, figure: RecordFigure): Promise<Date | null> {
  const row = await queryRow(
    tx,
    RepliedAtRow,
    'SELECT at FROM record_reply WHERE organisation_id = $1 AND figure = $2 FOR UPDATE',
    [id, figure],
  );
  return row?.at ?? null;
}

const tell = (tx: Tx, by: SignedIn, id: string, event: string, remark: string) =>
  recordEvent(tx, { thing: 'organisation', id, event, by, remark });
