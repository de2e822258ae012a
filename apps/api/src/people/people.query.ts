import { Inject, Injectable } from '@nestjs/common';
import type { listPeople } from '@scenario-lab/contracts/accounts';
import type { OrganisationRef } from '@scenario-lab/contracts/common';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import { json, queryOne, queryRows } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { z } from 'zod';
import { anywhere, countedTo, idCursor, pageOf } from '../http/id-page.js';
import { DATABASE } from '../http/tokens.js';

const Row = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  suspended: z.boolean(),
  organisations: json<OrganisationRef[]>(),
});

const found = '($1::text IS NULL OR p.name ILIKE $1 OR p.email ILIKE $1)';

const ListRow = z.object({
  total: z.number(),
});

@Injectable()
export class PeopleQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async list(
    actor: SignedIn,
    { q, cursor, limit }: Received<typeof listPeople>['query'],
  ): Promise<Answer<typeof listPeople>> {
    const after = idCursor(cursor);
    const text = q ? anywhere(q) : null;
    return this.database.asActor(actor, async (tx) => {
      const rows = await queryRows(
        tx,
        Row,
        `SELECT p.id, p.name, p.email, p.suspended, coalesce((
           SELECT jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name) ORDER BY m.created_at, o.id)
           FROM membership m JOIN organisation o ON o.id = m.organisation_id WHERE m.person_id = p.id), '[]') AS organisations
         FROM person p WHERE ${found} AND ($2::uuid IS NULL OR p.id < $2) ORDER BY p.id DESC LIMIT $3`,
        [text, after, limit + 1],
      );
      const { total } = await queryOne(
        tx,
        ListRow,
        `SELECT count(*)::int AS total FROM (SELECT 1 FROM person p WHERE ${found} LIMIT ${countedTo}) x`,
        [text],
      );
      return pageOf(rows, limit, total, (row) => row);
    });
  }
}
