import { Inject, Injectable } from '@nestjs/common';
import type { FollowedThing, saveSearch } from '@scenario-lab/contracts/follows';
import type { Received } from '@scenario-lab/contracts/route';
import { execute, queryOne } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { DATABASE } from '../http/tokens.js';
import { seesThing } from './follows.query.js';

const most = { follow: 500, saved_search: 20 };

/** Rows of the person alone; row-level security sees to it, so no policy is asked. */
@Injectable()
export class FollowsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  follow(actor: SignedIn, thing: FollowedThing, id: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      if (!(await seesThing(tx, thing, id))) throw new Refusal('not_found', { thing, id });
      await roomFor(tx, actor, 'follow');
      await execute(
        tx,
        `INSERT INTO follow (person_id, organisation_id, thing, thing_id) VALUES (app_person(), app_org(), $1, $2)
         ON CONFLICT DO NOTHING`,
        [thing, id],
      );
    });
  }

  unfollow(actor: SignedIn, thing: FollowedThing, id: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await execute(tx, 'DELETE FROM follow WHERE thing = $1 AND thing_id = $2', [thing, id]);
    });
  }

  save(actor: SignedIn, body: Received<typeof saveSearch>['body']): Promise<{ id: string }> {
    return this.database.asActor(actor, async (tx) => {
      await roomFor(tx, actor, 'saved_search');
      const id = newId();
      await execute(
        tx,
        `INSERT INTO saved_search (id, person_id, organisation_id, name, list, filters)
         VALUES ($1, app_person(), app_org(), $2, $3, $4)`,
        [id, body.name, body.list, JSON.stringify(body.filters)],
      );
      return { id };
    });
  }

  look(actor: SignedIn, id: string): Promise<void> {
    return this.change(actor, id, 'UPDATE saved_search SET seen_at = now() WHERE id = $1 RETURNING id');
  }

  remove(actor: SignedIn, id: string): Promise<void> {
    return this.change(actor, id, 'DELETE FROM saved_search WHERE id = $1 RETURNING id');
  }

  private change(actor: SignedIn, id: string, sql: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const changed = await execute(tx, sql, [id]);
      if (changed === 0) throw new Refusal('not_found', { thing: 'saved_search', id });
    });
  }
}

const RoomForRow = z.object({
  count: z.number(),
});

/** Two of one person's requests at once do not pass the limit together. */
async function roomFor(tx: Tx, actor: SignedIn, table: keyof typeof most): Promise<void> {
  await execute(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`${table} ${actor.personId}`]);
  const { count } = await queryOne(tx, RoomForRow, `SELECT count(*)::int AS count FROM ${table}`);
  if (count >= most[table]) throw new Refusal('quota_exhausted', { of: most[table] });
}
