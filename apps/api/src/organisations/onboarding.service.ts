import { Inject, Injectable } from '@nestjs/common';
import type { assignOnboarding, readOnboarding } from '@scenario-lab/contracts/onboarding';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import { execute, queryOne, queryRows } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import { readFirstSteps } from '@scenario-lab/db/organisations/onboarding.queries';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { z } from 'zod';
import { InputError } from '../http/input-error.js';
import { DATABASE } from '../http/tokens.js';
import { mayOrRefuse } from './organisations.service.js';

const ReadRow = z.object({
  id: z.string(),
  name: z.string(),
});

const AssignRow = z.object({
  member: z.boolean(),
  over: z.boolean(),
});

/** The first steps of an organisation: whose each is, and until when. */
@Injectable()
export class OnboardingService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  read(actor: SignedIn): Promise<Answer<typeof readOnboarding>> {
    return this.database.asActor(actor, async (tx) => {
      const tasks = await readFirstSteps(tx);
      if (tasks.length === 0 || !actor.isOwner) return { tasks, people: null };
      const people = await queryRows(
        tx,
        ReadRow,
        `SELECT m.person_id AS id, coalesce(person_name(m.person_id), '') AS name FROM membership m
         JOIN person p ON p.id = m.person_id AND NOT p.suspended
         WHERE m.organisation_id = app_org() ORDER BY m.created_at, m.person_id LIMIT 200`,
      );
      return { tasks, people };
    });
  }

  async assign(
    actor: SignedIn,
    step: Received<typeof assignOnboarding>['params']['step'],
    { personId, due }: Received<typeof assignOnboarding>['body'],
  ): Promise<void> {
    await this.database.asActor(actor, async (tx) => {
      await mayOrRefuse(tx, actor, 'organisation.manage_members', actor.organisationId);
      const { member, over } = await queryOne(
        tx,
        AssignRow,
        `SELECT EXISTS (SELECT 1 FROM membership WHERE person_id = $1 AND organisation_id = app_org()) AS member,
           $2::date < current_date AS over`,
        [personId, due],
      );
      const faults = [
        ...(member
          ? []
          : [{ path: 'personId', code: 'not_a_member', message: 'nobody of this organisation' }]),
        ...(over ? [{ path: 'due', code: 'too_early', message: 'the day is over' }] : []),
      ];
      if (faults.length > 0) throw new InputError(faults);
      await execute(
        tx,
        `INSERT INTO onboarding_task (organisation_id, step, person_id, due) VALUES (app_org(), $1, $2, $3)
         ON CONFLICT (organisation_id, step) DO UPDATE SET person_id = excluded.person_id, due = excluded.due`,
        [step, personId, due],
      );
    });
  }
}
