import { Inject, Injectable } from '@nestjs/common';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import type { listSecurityLog, SecurityEntry } from '@scenario-lab/contracts/security';
import { json, queryOne, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { z } from 'zod';
import { anywhere, countedTo, idCursor, pageOf } from '../http/id-page.js';
import { DATABASE } from '../http/tokens.js';

type Row = Omit<SecurityEntry, 'at'> & { at: Date };

const found = `($1::text IS NULL OR s.email ILIKE $1 OR s.address ILIKE $1 OR p.name ILIKE $1 OR p.email ILIKE $1)
  AND ($2::text IS NULL OR s.kind = $2)`;

const Shape = z.object({
  person: json<NonNullable<Row['person']>>().nullable(),
  code: z.string().nullable(),
  id: z.string(),
  email: z.string().nullable(),
  kind: word<Row['kind']>(),
  address: z.string(),
  agent: z.string(),
  route: z.string().nullable(),
  at: z.date(),
});

const ListRow = z.object({
  total: z.number(),
});

@Injectable()
export class SecurityQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async list(
    actor: SignedIn,
    { q, kind, cursor, limit }: Received<typeof listSecurityLog>['query'],
  ): Promise<Answer<typeof listSecurityLog>> {
    const after = idCursor(cursor);
    const text = q ? anywhere(q) : null;
    return this.database.asActor(actor, async (tx) => {
      const rows = await queryRows(
        tx,
        Shape,
        `SELECT s.id, s.at, s.kind, coalesce(p.email, s.email) AS email, s.address, s.agent, s.route, s.code,
           CASE WHEN p.id IS NULL THEN NULL ELSE jsonb_build_object('id', p.id, 'name', p.name) END AS person
         FROM security_entry s LEFT JOIN person p ON p.id = s.person_id
         WHERE ${found} AND ($3::uuid IS NULL OR s.id < $3) ORDER BY s.id DESC LIMIT $4`,
        [text, kind ?? null, after, limit + 1],
      );
      const { total } = await queryOne(
        tx,
        ListRow,
        `SELECT count(*)::int AS total FROM (SELECT 1 FROM security_entry s LEFT JOIN person p ON p.id = s.person_id
         WHERE ${found} LIMIT ${countedTo}) x`,
        [text, kind ?? null],
      );
      return pageOf(rows, limit, total, ({ at, ...row }) => ({ ...row, at: at.toISOString() }));
    });
  }
}
