import { Inject, Injectable } from '@nestjs/common';
import type { DatedThing, readCalendar } from '@scenario-lab/contracts/calendar';
import type { Answer } from '@scenario-lab/contracts/route';
import { dueDeeds, firstStepEn, firstStepZh } from '@scenario-lab/contracts/words/calendar';
import { json, queryOne, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import { readFirstSteps } from '@scenario-lab/db/organisations/onboarding.queries';
import type { Actor, SignedIn } from '@scenario-lab/domain/actor';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { DATABASE } from '../http/tokens.js';
import { datesOf } from './calendar-sources.js';
import type { Dated } from './dated.js';
import { InboxQuery } from './inbox.query.js';

type Address = NonNullable<Answer<typeof readCalendar>['address']>;

/** Calendars keep what is past for a while, so that nobody's entry goes on the day itself. */
const kept = `interval '90 days'`;
const most = 1_000;

const ReadRow = z.object({
  language: word<'zh' | 'en'>(),
  created_at: z.date(),
  last_read_at: z.date().nullable(),
});

const DatesRow = z.object({
  since: z.string(),
});

const DatesRow2 = z.object({
  place: z.number(),
  day: z.string().nullable(),
});

const DatesRow3 = z.object({
  name: json<Dated['title']>(),
  created_at: z.date(),
});

@Injectable()
export class CalendarQuery {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly inbox: InboxQuery,
  ) {}

  async read(actor: SignedIn): Promise<Answer<typeof readCalendar>> {
    const [dates, address] = await Promise.all([
      this.dates(actor),
      this.database.asActor(actor, async (tx) => {
        const rows = await queryRows(
          tx,
          ReadRow,
          'SELECT language, created_at, last_read_at FROM calendar_address',
        );
        return rows[0] ?? null;
      }),
    ]);
    return {
      items: dates.map(({ changes: _, changedAt: __, ...date }) => date),
      address: address && addressOf(address),
    };
  }

  /** All dates that concern the actor. */
  async dates(actor: SignedIn): Promise<Dated[]> {
    const waiting = await this.inbox.read(actor);
    return this.database.asActor(actor, async (tx) => {
      const found = await datesOf(tx, { concerns: 'me', operator: actor.roles.includes('operator') });
      const { since } = await queryOne(tx, DatesRow, `SELECT (current_date - ${kept})::date::text AS since`);
      // A due moment of the service levels is a day's promise; a ticket's is counted in hours.
      const days = await queryRows(
        tx,
        DatesRow2,
        `SELECT place::int, at::timestamptz::date::text AS day FROM unnest($1::text[]) WITH ORDINALITY AS d (at, place)`,
        [waiting.map(({ due }) => due)],
      );
      const dayOf = new Map(days.map(({ place, day }) => [place - 1, day]));
      waiting.forEach((item, place) => {
        if (!item.due) return;
        const byHour = item.thing === 'ticket';
        found.push({
          key: `task-${item.waitsFor.replace('.', '-')}-${item.id}`,
          kind: 'task',
          thing: item.thing,
          thingId: item.id,
          page: item.page,
          title: item.title,
          part: partOf(item.waitsFor),
          waitsFor: item.waitsFor,
          day: byHour ? null : (dayOf.get(place) ?? null),
          at: byHour ? item.due : null,
          // Waiting begins anew with each event of the thing: the later moment is the later version.
          changes: Math.floor(Date.parse(item.since) / 1_000) - firstSecond,
          changedAt: new Date(item.since),
        });
      });
      for (const { step, done, person, due } of await readFirstSteps(tx)) {
        if (done || !due || person?.id !== actor.personId) continue;
        const own = await queryOne(
          tx,
          DatesRow3,
          'SELECT name, created_at FROM organisation WHERE id = app_org()',
        );
        found.push({
          key: `first-${step}-${actor.organisationId}`,
          kind: 'task',
          thing: 'organisation',
          thingId: actor.organisationId,
          page: actor.organisationId,
          title: own.name,
          part: { zh: firstStepZh[step], en: firstStepEn[step] },
          waitsFor: null,
          day: due,
          at: null,
          // It has no history: the day it is due by is what may change.
          changes: Math.floor(Date.parse(due) / 1_000) - firstSecond,
          changedAt: own.created_at,
        });
      }
      const when = (date: Dated) => date.at ?? date.day ?? '';
      return found
        .filter((date) => when(date) >= since)
        .sort((one, other) => when(one).localeCompare(when(other)) || one.key.localeCompare(other.key))
        .slice(0, most);
    });
  }

  /** The dates of one thing. Errors: `not_found` where there is none that the reader may see. */
  async of(actor: Actor, thing: DatedThing, id: string): Promise<Dated[]> {
    // What a pilot or an engagement has agreed to is its parties' alone; visitors' role cannot even ask.
    if (actor === 'anonymous' && (thing === 'pilot' || thing === 'engagement'))
      throw new Refusal('not_found', { thing });
    const dates = await this.database.asActor(actor, (tx) =>
      datesOf(tx, { thing, id, visitor: actor === 'anonymous' }),
    );
    if (dates.length === 0) throw new Refusal('not_found', { thing });
    return dates;
  }
}

const partOf = (deed: string): Dated['part'] => {
  const said = Object.entries(dueDeeds).find(([one]) => one === deed)?.[1];
  return said ? { zh: said[0], en: said[1] } : null;
};

/** SEQUENCE is an INTEGER of 32 bits: seconds are counted from the lab's first year. */
const firstSecond = Date.UTC(2025, 0, 1) / 1_000;

const addressOf = (row: { language: 'zh' | 'en'; created_at: Date; last_read_at: Date | null }): Address => ({
  language: row.language,
  createdAt: row.created_at.toISOString(),
  lastReadAt: row.last_read_at?.toISOString() ?? null,
});
