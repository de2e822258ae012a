import { Inject, Injectable } from '@nestjs/common';
import { Cockpit } from '@scenario-lab/contracts/cockpit';
import { json, queryOne, queryRows } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { hashOf } from '@scenario-lab/db/organisations/sessions.queries';
import type { Actor } from '@scenario-lab/domain/actor';
import { cockpitPolicy } from '@scenario-lab/domain/cockpit/cockpit.policy';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { DATABASE } from '../http/tokens.js';

const IsOpenRow = z.object({
  open: z.boolean(),
});

/** Whether the lab's admin has opened the public edition; everybody may know. */
export async function isOpen(tx: Tx): Promise<boolean> {
  const { open } = await queryOne(tx, IsOpenRow, 'SELECT cockpit_open() AS open');
  return open;
}

const ReadRow = z.object({
  body: json<unknown>().nullable(),
});

@Injectable()
export class CockpitQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** The edition the reader may see. Errors: `not_published`; `not_found` before the figures were first made. */
  read(actor: Actor): Promise<Cockpit> {
    return this.database.asActor(actor, async (tx) => {
      const facts = { status: null, open: await isOpen(tx) };
      const answer = may(cockpitPolicy, actor, 'cockpit.read', facts);
      if (!answer.ok) throw new Refusal(answer.code, { action: 'cockpit.read' });
      const edition = may(cockpitPolicy, actor, 'cockpit.read_all', facts).ok ? 'lab' : 'public';
      return shown(
        await queryRows(tx, ReadRow, 'SELECT body FROM cockpit_snapshot WHERE edition = $1', [edition]),
      );
    });
  }

  /** What a screen may show. Errors: `not_found` for a secret nobody has, one that ended or has run out: all alike. */
  readKiosk(token: string): Promise<Cockpit> {
    return this.database.asNobody(async (tx) =>
      shown(await queryRows(tx, ReadRow, 'SELECT body FROM kiosk_sees($1)', [hashOf(token)])),
    );
  }
}

function shown([row]: { body: unknown }[]): Cockpit {
  // What an older version of the program made is made anew within a minute; until then there is nothing to show.
  const body = Cockpit.safeParse(row?.body);
  if (!body.success) throw new Refusal('not_found', { thing: 'cockpit', id: '' });
  return body.data;
}
