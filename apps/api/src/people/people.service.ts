import { Inject, Injectable } from '@nestjs/common';
import type { createResetLink } from '@scenario-lab/contracts/accounts';
import type { Answer } from '@scenario-lab/contracts/route';
import { execute, queryOne, queryRow } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { adminLeaves } from '@scenario-lab/db/organisations/second-admin.queries';
import { endSessions, hashOf, newSecret } from '@scenario-lab/db/organisations/sessions.queries';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { personPolicy } from '@scenario-lab/domain/organisations/organisations.policy';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import type { Env } from '../env.js';
import { DATABASE, ENV } from '../http/tokens.js';

const CreateResetLinkRow = z.object({
  expires_at: z.date(),
});

@Injectable()
export class PeopleService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** A newer link makes the older ones useless. */
  async createResetLink(actor: SignedIn, id: string): Promise<Answer<typeof createResetLink>> {
    const token = newSecret();
    return this.database.asActor(actor, async (tx) => {
      await check(tx, actor, 'person.reset_link', id);
      await execute(tx, 'DELETE FROM reset_link WHERE person_id = $1 AND used_at IS NULL', [id]);
      const row = await queryOne(
        tx,
        CreateResetLinkRow,
        `INSERT INTO reset_link (id, token_hash, person_id, expires_at)
         VALUES ($1, $2, $3, now() + interval '24 hours') RETURNING expires_at`,
        [newId(), hashOf(token), id],
      );
      await recordEvent(tx, { thing: 'person', id, event: 'person.reset_link_issued', by: actor });
      const link = `${this.env.PUBLIC_URL.replace(/\/$/, '')}/reset/${token}`;
      return { link, expiresAt: row.expires_at.toISOString() };
    });
  }

  /** Whoever is suspended is out at once: sessions end, tokens sleep until the suspension is lifted. */
  async suspend(actor: SignedIn, id: string, suspended: boolean): Promise<void> {
    await this.database.asActor(actor, async (tx) => {
      await check(tx, actor, 'person.suspend', id);
      const changed = await execute(
        tx,
        'UPDATE person SET suspended = $2 WHERE id = $1 AND suspended <> $2',
        [id, suspended],
      );
      if (changed === 0) return;
      if (suspended) {
        await endSessions(tx, id);
        await adminLeaves(tx, id, null);
      }
      const event = suspended ? 'person.suspended' : 'person.reinstated';
      await recordEvent(tx, { thing: 'person', id, event, by: actor });
    });
  }
}

const CheckRow = z.object({
  suspended: z.boolean(),
});

async function check(
  tx: Tx,
  actor: SignedIn,
  action: 'person.reset_link' | 'person.suspend',
  id: string,
): Promise<void> {
  const row = await queryRow(tx, CheckRow, 'SELECT suspended FROM person WHERE id = $1 FOR UPDATE', [id]);
  const status = row?.suspended ? 'suspended' : 'active';
  const answer = may(personPolicy, actor, action, { status, personId: id });
  if (!answer.ok) throw new Refusal(answer.code, { action });
  if (!row) throw new Refusal('not_found');
}
