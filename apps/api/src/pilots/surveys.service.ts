import { Inject, Injectable } from '@nestjs/common';
import type { answerSurvey, lookUpSurvey, openSurvey } from '@scenario-lab/contracts/pilot-surveys';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import { execute, json, queryOne, queryRow, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { hashOf } from '@scenario-lab/db/organisations/sessions.queries';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { faultOfSheet } from '@scenario-lab/domain/pilots/survey';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import type { Env } from '../env.js';
import { Attempts } from '../http/attempts.js';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE, ENV } from '../http/tokens.js';
import { newLink } from './new-link.js';
import { holdPilot } from './pilot-record.js';

const OpenRow = z.object({
  today: z.string(),
});

const AnswerRow = z.object({
  taken: z.boolean(),
});

@Injectable()
export class SurveysService {
  private readonly looks: Attempts | null;
  private readonly answers: Attempts | null;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(ENV) env: Pick<Env, 'RATE_LIMITS'>,
  ) {
    const on = env.RATE_LIMITS === 'on';
    // Behind one address there may be an office; a machine that answers for hundreds is none.
    this.looks = on ? new Attempts(database, { name: 'survey-looks', of: 120, seconds: 900 }) : null;
    this.answers = on ? new Attempts(database, { name: 'survey-answers', of: 30, seconds: 3_600 }) : null;
  }

  /** Links for staff are in this answer and nowhere else: whoever gave them out cannot look up who has which. */
  open(
    actor: SignedIn,
    pilotId: string,
    { audience, sampling, population, invited, until }: Received<typeof openSurvey>['body'],
  ): Promise<Answer<typeof openSurvey>> {
    return this.database.asActor(actor, async (tx) => {
      await holdPilot(tx, actor, pilotId, 'pilot.survey');
      const { today } = await queryOne(tx, OpenRow, 'SELECT current_date::text AS today');
      if (until < today) throw inputRefusal({ path: 'until', code: 'in_the_past' });
      if (population !== null && invited !== null && invited > population)
        throw inputRefusal({ path: 'invited', code: 'more_than_there_are' });
      const id = newId();
      const links = Array.from({ length: invited ?? 1 }, newLink);
      await execute(
        tx,
        `INSERT INTO survey (id, pilot_id, audience, sampling, population, invited, until_day, link, created_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          id,
          pilotId,
          audience,
          sampling,
          population,
          invited,
          until,
          audience === 'public' ? links[0] : null,
          actor.personId,
        ],
      );
      if (audience === 'staff')
        await execute(
          tx,
          'INSERT INTO survey_invitation (token_hash, survey_id) SELECT unnest($1::text[]), $2',
          [links.map(hashOf), id],
        );
      await recordEvent(tx, { thing: 'pilot', id: pilotId, event: 'pilot.survey_opened', by: actor });
      return { id, links };
    });
  }

  /** Errors: `not_found` for one that is none of the pilot's or has ended. */
  close(actor: SignedIn, pilotId: string, surveyId: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await holdPilot(tx, actor, pilotId, 'pilot.survey');
      const changed = await execute(
        tx,
        `UPDATE survey SET closed_at = clock_timestamp() WHERE id = $1 AND pilot_id = $2 AND closed_at IS NULL
           AND until_day >= current_date`,
        [surveyId, pilotId],
      );
      if (changed !== 1) throw new Refusal('not_found', { thing: 'survey', id: surveyId });
      await recordEvent(tx, { thing: 'pilot', id: pilotId, event: 'pilot.survey_closed', by: actor });
    });
  }

  async lookUp(
    address: string,
    { link }: Received<typeof lookUpSurvey>['body'],
  ): Promise<Answer<typeof lookUpSurvey>> {
    await this.looks?.take(address);
    return this.database.asNobody(async (tx) => {
      const { audience, scenario, department, until } = await told(tx, link);
      return { audience, scenario, department, until };
    });
  }

  /** Errors: `not_found` for a link that was used, has ended or is none, alike; `invalid_input` for a strange sheet. */
  async answer(
    address: string,
    { link, answers, words, website }: Received<typeof answerSurvey>['body'],
  ): Promise<void> {
    // No person sees the field; what fills it in is a program, and is told where it went wrong like anybody else.
    if (website !== '') throw inputRefusal({ path: 'website', code: 'leave_empty' });
    await this.answers?.take(address);
    await this.database.asNobody(async (tx) => {
      const survey = await told(tx, link);
      const fault = faultOfSheet(survey.audience, answers);
      if (fault)
        throw inputRefusal({
          path: fault.question ? `answers.${fault.question}` : 'answers',
          code: fault.question ? 'unknown_question' : 'nothing_answered',
        });
      const { taken } = await queryOne(tx, AnswerRow, 'SELECT survey_take($1, $2, $3, $4, $5) AS taken', [
        survey.id,
        hashOf(link),
        link,
        JSON.stringify(answers),
        words || null,
      ]);
      if (!taken) throw new Refusal('not_found', { thing: 'survey' });
    });
  }
}

type ToldAnswer = { id: string } & Answer<typeof lookUpSurvey>;

const ToldRow = z.object({
  id: z.string(),
  audience: word<ToldAnswer['audience']>(),
  scenario: json<ToldAnswer['scenario']>(),
  department: json<ToldAnswer['department']>(),
  until: z.string(),
});

async function told(tx: Tx, link: string): Promise<{ id: string } & Answer<typeof lookUpSurvey>> {
  const found = await queryRow(
    tx,
    ToldRow,
    'SELECT id, audience, until_day::text AS until, scenario, department FROM survey_told($1, $2)',
    [hashOf(link), link],
  );
  if (!found) throw new Refusal('not_found', { thing: 'survey' });
  return found;
}
