import { Controller, Inject, Res } from '@nestjs/common';
import {
  makeCalendarAddress,
  readCalendar,
  readDates,
  revokeCalendarAddress,
  subscribeCalendar,
} from '@scenario-lab/contracts/calendar';
import type { Text } from '@scenario-lab/contracts/common';
import type { Received } from '@scenario-lab/contracts/route';
import { json, queryRow } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import type { Actor, SignedIn } from '@scenario-lab/domain/actor';
import type { Response } from 'express';
import { z } from 'zod';
import type { Env } from '../env.js';
import { Caller, Who } from '../http/actor.decorator.js';
import { Input, Route } from '../http/route.decorator.js';
import { DATABASE, ENV } from '../http/tokens.js';
import { CalendarQuery } from './calendar.query.js';
import { CalendarService } from './calendar.service.js';
import { calendarFile } from './calendar-file.js';

const LabRow = z.object({
  name: json<Text>(),
});

@Controller()
export class CalendarController {
  private readonly about: { base: string; timeZone: string };

  constructor(
    private readonly query: CalendarQuery,
    private readonly service: CalendarService,
    @Inject(DATABASE) private readonly database: Database,
    @Inject(ENV) env: Env,
  ) {
    this.about = { base: env.PUBLIC_URL.replace(/\/+$/, ''), timeZone: env.LAB_TIME_ZONE };
  }

  @Route(readCalendar)
  read(@Who() actor: SignedIn) {
    return this.query.read(actor);
  }

  @Route(makeCalendarAddress)
  make(@Input() { body }: Received<typeof makeCalendarAddress>, @Who() actor: SignedIn) {
    return this.service.make(actor, body.language);
  }

  @Route(revokeCalendarAddress)
  revoke(@Who() actor: SignedIn) {
    return this.service.revoke(actor);
  }

  @Route(subscribeCalendar)
  async subscribe(
    @Input() { params }: Received<typeof subscribeCalendar>,
    @Res() response: Response,
  ): Promise<void> {
    const { actor, language } = await this.service.holder(params.token);
    const dates = await this.query.dates(actor);
    const lab = await this.lab();
    send(response, calendarFile(dates, { ...this.about, lab, language }), 'inline');
  }

  @Route(readDates)
  async file(
    @Input() { params, query }: Received<typeof readDates>,
    @Caller() actor: Actor,
    @Res() response: Response,
  ): Promise<void> {
    const dates = await this.query.of(actor, params.thing, params.id);
    const of = dates[0]?.title ?? {};
    const lab = await this.lab();
    send(response, calendarFile(dates, { ...this.about, lab, language: query.lang, of }), 'attachment');
  }

  private async lab(): Promise<Text> {
    const row = await this.database.asActor('anonymous', (tx) =>
      queryRow(
        tx,
        LabRow,
        `SELECT name FROM organisation WHERE roles @> ARRAY['operate'] ORDER BY created_at, id LIMIT 1`,
      ),
    );
    return row?.name ?? { zh: '场景实验室', en: 'Scenario Lab' };
  }
}

/** What is one person's is kept by nobody on the way. */
function send(response: Response, text: string, as: 'inline' | 'attachment'): void {
  response.set('cache-control', 'private, no-cache');
  response.set('content-disposition', `${as}; filename="dates.ics"`);
  response.type('text/calendar; charset=utf-8').send(text);
}
