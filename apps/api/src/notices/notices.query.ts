import { Inject, Injectable } from '@nestjs/common';
import type { readNoticeChoice } from '@scenario-lab/contracts/notices';
import { type listNotices, type Notice, NoticeChoice, usualChoice } from '@scenario-lab/contracts/notices';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import { json, queryOne, queryRow, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { z } from 'zod';
import type { Env } from '../env.js';
import { DATABASE, ENV } from '../http/tokens.js';

const shown = 200;

type ListAnswer = Omit<Notice, 'at'> & { at: Date };

const ListRow = z.object({
  id: z.string(),
  title: json<ListAnswer['title']>(),
  kind: word<ListAnswer['kind']>(),
  read: z.boolean(),
  thing: word<ListAnswer['thing']>(),
  page: z.string(),
  event: z.string(),
  thingId: z.string(),
  at: z.date(),
});

const ListRow2 = z.object({
  count: z.number(),
});

const ChoiceRow = z.object({
  email: z.string(),
  email_proved_at: z.date().nullable(),
});

const ChoiceRow2 = z.object({
  muted: z.array(z.string()),
  mailed: z.array(z.string()),
  pace: z.string(),
  quietFrom: z.number(),
  quietUntil: z.number(),
  language: z.string(),
});

@Injectable()
export class NoticesQuery {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** What this person was told in the organisation acted for, newest first. */
  list(
    actor: SignedIn,
    { kind, unread }: Received<typeof listNotices>['query'],
  ): Promise<Answer<typeof listNotices>> {
    return this.database.asActor(actor, async (tx) => {
      const rows = await queryRows(
        tx,
        ListRow,
        `SELECT id, kind, event, thing, thing_id AS "thingId", page, title, at, read_at IS NOT NULL AS read FROM notice
         WHERE ($1::text IS NULL OR kind = $1) AND ($2::boolean IS NULL OR read_at IS NULL)
         ORDER BY seq DESC LIMIT ${shown}`,
        [kind ?? null, unread ? true : null],
      );
      const { count } = await queryOne(
        tx,
        ListRow2,
        'SELECT count(*)::int AS count FROM notice WHERE read_at IS NULL',
      );
      return { items: rows.map((row) => ({ ...row, at: row.at.toISOString() })), unread: count };
    });
  }

  choice(actor: SignedIn): Promise<Answer<typeof readNoticeChoice>> {
    return this.database.asActor(actor, async (tx) => {
      const person = await queryOne(
        tx,
        ChoiceRow,
        'SELECT email, email_proved_at FROM person WHERE id = $1',
        [actor.personId],
      );
      const row = await queryRow(
        tx,
        ChoiceRow2,
        `SELECT muted, mailed, pace, quiet_from AS "quietFrom", quiet_until AS "quietUntil", language
         FROM notice_choice WHERE person_id = $1`,
        [actor.personId],
      );
      return {
        ...(NoticeChoice.safeParse(row).data ?? usualChoice),
        mail: this.env.MAIL === 'yes',
        email: person.email,
        emailProved: person.email_proved_at !== null,
      };
    });
  }
}
