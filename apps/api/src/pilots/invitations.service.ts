import { Inject, Injectable } from '@nestjs/common';
import {
  type inviteToSurvey,
  mostInvited,
  mostRounds,
  type withdrawAddress,
} from '@scenario-lab/contracts/pilot-surveys';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import { execute, json, queryOne, queryRow } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { hashOf } from '@scenario-lab/db/organisations/sessions.queries';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import type { Env } from '../env.js';
import { Attempts } from '../http/attempts.js';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE, ENV } from '../http/tokens.js';
import { newLink } from './new-link.js';
import { holdPilot } from './pilot-record.js';

const Held = z.object({
  sampling: z.string(),
  population: z.number().nullable(),
  invited: z.number(),
  rounds: z.number(),
  reminded_round: z.number(),
  letters: json<{ waiting: number }>().nullable(),
});
type Held = z.output<typeof Held>;

const WithdrawRow = z.object({
  forgotten: z.boolean(),
});

/** Who is asked by a survey that runs: by letters the lab sends, or by links its department hands out. */
@Injectable()
export class InvitationsService {
  private readonly withdrawals: Attempts | null;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(ENV) private readonly env: Pick<Env, 'RATE_LIMITS' | 'MAIL'>,
  ) {
    this.withdrawals =
      env.RATE_LIMITS === 'on'
        ? new Attempts(database, { name: 'survey-withdrawals', of: 60, seconds: 900 })
        : null;
  }

  /**
   * Addresses go into the database and come out to nobody but the mail server. One that is invited again gets a letter again:
   * to leave out whoever has one would tell who answered. Errors: `no_mail`; `not_found` for a survey that is none of the
   * pilot's, has ended or is open to all; `invalid_input`.
   */
  invite(
    actor: SignedIn,
    pilotId: string,
    surveyId: string,
    { addresses, links: asked, sampling }: Received<typeof inviteToSurvey>['body'],
  ): Promise<Answer<typeof inviteToSurvey>> {
    return this.database.asActor(actor, async (tx) => {
      await holdPilot(tx, actor, pilotId, 'pilot.survey');
      const survey = await hold(tx, pilotId, surveyId);
      if (addresses && this.env.MAIL !== 'yes') throw new Refusal('no_mail');
      const path = addresses ? 'addresses' : 'links';
      const seen = new Set<string>();
      addresses?.forEach((address, at) => {
        if (seen.has(address.toLowerCase()))
          throw inputRefusal({ path: `addresses.${at}`, code: 'duplicate' });
        seen.add(address.toLowerCase());
      });
      const first = survey.invited === 0;
      const round = first ? 1 : survey.rounds + 1;
      if (!first && sampling === null) throw inputRefusal({ path: 'sampling', code: 'sampling_of_round' });
      if (round > mostRounds) throw inputRefusal({ path, code: 'too_many_rounds' });
      const more = addresses?.length ?? asked ?? 0;
      const invited = survey.invited + more;
      if (invited > mostInvited) throw inputRefusal({ path, code: 'too_many_invited' });
      if (survey.population !== null && invited > survey.population)
        throw inputRefusal({ path, code: 'more_than_there_are' });
      const links = Array.from({ length: more }, newLink);
      const hashes = links.map(hashOf);
      await execute(
        tx,
        'INSERT INTO survey_invitation (token_hash, survey_id) SELECT unnest($1::text[]), $2',
        [hashes, surveyId],
      );
      if (addresses)
        await execute(
          tx,
          `INSERT INTO survey_letter (id, survey_id, round, address, link, token_hash)
           SELECT a.id, $2, $3, a.address, a.link, a.hash
           FROM unnest($1::uuid[], $4::text[], $5::text[], $6::text[]) AS a(id, address, link, hash)`,
          [links.map(() => newId()), surveyId, round, addresses, links, hashes],
        );
      await execute(tx, 'UPDATE survey SET invited = $2, rounds = $3, sampling = $4 WHERE id = $1', [
        surveyId,
        invited,
        round,
        first || sampling === null ? survey.sampling : `${survey.sampling}\n(${round}) ${sampling}`,
      ]);
      await recordEvent(tx, { thing: 'pilot', id: pilotId, event: 'pilot.survey_sent', by: actor });
      return { links: addresses ? [] : links };
    });
  }

  /** Errors: `not_found`; `wrong_status` where all rounds were reminded of, none was mailed, or letters are still on their way. */
  remind(actor: SignedIn, pilotId: string, surveyId: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await holdPilot(tx, actor, pilotId, 'pilot.survey');
      const { rounds, reminded_round, letters } = await hold(tx, pilotId, surveyId);
      if (!letters || letters.waiting > 0 || reminded_round >= rounds)
        throw new Refusal('wrong_status', { thing: 'survey', status: letters ? 'reminded' : 'not_mailed' });
      if (this.env.MAIL !== 'yes') throw new Refusal('no_mail');
      await execute(tx, 'UPDATE survey SET reminded_round = rounds WHERE id = $1', [surveyId]);
      await recordEvent(tx, { thing: 'pilot', id: pilotId, event: 'pilot.survey_reminded', by: actor });
    });
  }

  /** Errors: `not_found` for a link no letter carries any more. */
  async withdraw(address: string, { link }: Received<typeof withdrawAddress>['body']): Promise<void> {
    await this.withdrawals?.take(address);
    await this.database.asNobody(async (tx) => {
      const { forgotten } = await queryOne(tx, WithdrawRow, 'SELECT survey_withdraw($1) AS forgotten', [
        hashOf(link),
      ]);
      if (!forgotten) throw new Refusal('not_found', { thing: 'survey' });
    });
  }
}

/** The survey, held against who else invites, while it runs. */
async function hold(tx: Tx, pilotId: string, surveyId: string): Promise<Held> {
  const survey = await queryRow(
    tx,
    Held,
    `SELECT sampling, population, invited, rounds, reminded_round, survey_letters(id) AS letters FROM survey
     WHERE id = $1 AND pilot_id = $2 AND audience = 'staff' AND closed_at IS NULL AND until_day >= current_date FOR UPDATE`,
    [surveyId, pilotId],
  );
  if (!survey) throw new Refusal('not_found', { thing: 'survey', id: surveyId });
  return survey;
}
