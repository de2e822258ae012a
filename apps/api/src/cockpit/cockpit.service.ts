import { Inject, Injectable } from '@nestjs/common';
import type { createKiosk, listKiosks } from '@scenario-lab/contracts/cockpit';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import { execute, queryRow, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { hashOf, newSecret } from '@scenario-lab/db/organisations/sessions.queries';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { cockpitPolicy } from '@scenario-lab/domain/cockpit/cockpit.policy';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { DATABASE } from '../http/tokens.js';
import { isOpen } from './cockpit.query.js';

type Deed = 'publish' | 'list_kiosks' | 'create_kiosk' | 'end_kiosk';

function allow(actor: SignedIn, deed: Deed): void {
  const answer = may(cockpitPolicy, actor, `cockpit.${deed}`, { status: null, open: false });
  if (!answer.ok) throw new Refusal(answer.code, { action: `cockpit.${deed}` });
}

const KioskRow = z.object({
  id: z.string(),
  name: z.string(),
  edition: word<'lab' | 'public'>(),
  created_at: z.date(),
  expires_at: z.date(),
  last_used_at: z.date().nullable(),
  ended_at: z.date().nullable(),
});

const PublishRow = z.object({
  key: z.string(),
});

const EndRow = z.object({
  name: z.string(),
  ended_at: z.date().nullable(),
});

@Injectable()
export class CockpitService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Opening twice is one opening. */
  async publish(actor: SignedIn, open: boolean): Promise<void> {
    allow(actor, 'publish');
    await this.database.asActor(actor, async (tx) => {
      const changed = await queryRow(
        tx,
        PublishRow,
        `INSERT INTO setting (key, value) VALUES ('cockpit.public', to_jsonb($1::boolean))
         ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value WHERE setting.value <> EXCLUDED.value RETURNING key`,
        [open],
      );
      if (changed) await tell(tx, actor, open ? 'cockpit_opened' : 'cockpit_closed');
    });
  }

  list(actor: SignedIn): Promise<Answer<typeof listKiosks>> {
    allow(actor, 'list_kiosks');
    return this.database.asActor(actor, async (tx) => {
      const rows = await queryRows(
        tx,
        KioskRow,
        `SELECT id, name, edition, created_at, expires_at, last_used_at, ended_at FROM kiosk
         ORDER BY ended_at IS NOT NULL, created_at DESC, id LIMIT 200`,
      );
      return {
        public: await isOpen(tx),
        kiosks: rows.map(({ id, name, edition, ...row }) => ({
          id,
          name,
          edition,
          createdAt: row.created_at.toISOString(),
          expiresAt: row.expires_at.toISOString(),
          lastUsedAt: row.last_used_at?.toISOString() ?? null,
          endedAt: row.ended_at?.toISOString() ?? null,
        })),
      };
    });
  }

  /** The secret is shown this once. */
  create(
    actor: SignedIn,
    { name, edition, days }: Received<typeof createKiosk>['body'],
  ): Promise<Answer<typeof createKiosk>> {
    allow(actor, 'create_kiosk');
    return this.database.asActor(actor, async (tx) => {
      const [id, token] = [newId(), newSecret('slk_')];
      await execute(
        tx,
        `INSERT INTO kiosk (id, name, edition, token_hash, created_by, expires_at)
         VALUES ($1, $2, $3, $4, $5, now() + make_interval(days => $6))`,
        [id, name, edition, hashOf(token), actor.personId, days],
      );
      await tell(tx, actor, 'kiosk_created', name);
      return { id, token };
    });
  }

  /** Ended at once and for good. Errors: `not_found`. */
  async end(actor: SignedIn, id: string): Promise<void> {
    allow(actor, 'end_kiosk');
    await this.database.asActor(actor, async (tx) => {
      const found = await queryRow(tx, EndRow, 'SELECT name, ended_at FROM kiosk WHERE id = $1', [id]);
      if (!found) throw new Refusal('not_found', { thing: 'kiosk', id });
      if (found.ended_at !== null) return;
      await execute(tx, 'UPDATE kiosk SET ended_at = now() WHERE id = $1', [id]);
      await tell(tx, actor, 'kiosk_ended', found.name);
    });
  }
}

/** In the history of the organisation that operates the lab. */
function tell(
  tx: Parameters<typeof recordEvent>[0],
  by: SignedIn,
  event: string,
  remark?: string,
): Promise<string> {
  return recordEvent(tx, { thing: 'lab', id: by.organisationId, event: `lab.${event}`, by, remark });
}
