import { Inject, Injectable } from '@nestjs/common';
import { type AuditLine, auditPeriods, type listAudit } from '@scenario-lab/contracts/audit';
import { Id } from '@scenario-lab/contracts/common';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import { json, queryOne, queryRows } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { noticeSubjects } from '@scenario-lab/db/notices/notice-subjects';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { securityPolicy } from '@scenario-lab/domain/security/security.policy';
import { z } from 'zod';
import { anywhere, countedTo, idCursor, pageOf } from '../http/id-page.js';
import { DATABASE } from '../http/tokens.js';

type Row = Omit<AuditLine, 'at' | 'pageId' | 'title'> & { at: Date };
type Subject = Pick<AuditLine, 'pageId' | 'title'>;

const from = `FROM event e LEFT JOIN person p ON p.id = e.person_id
  LEFT JOIN organisation o ON o.id = e.organisation_id`;
const found = `($1::text IS NULL OR e.event ILIKE $1 OR p.name ILIKE $1 OR p.email ILIKE $1 OR o.name::text ILIKE $1
    OR e.thing_id = $2::uuid)
  AND ($3::text IS NULL OR e.thing = $3)
  AND ($4::boolean IS NULL OR (e.person_id IS NOT NULL) = $4)
  AND ($5::int IS NULL OR e.at > now() - make_interval(days => $5))`;

const Shape = z.object({
  person: json<NonNullable<Row['person']>>().nullable(),
  organisation: json<NonNullable<Row['organisation']>>().nullable(),
  id: z.string(),
  remark: z.string().nullable(),
  thing: z.string(),
  event: z.string(),
  thingId: z.string(),
  at: z.date(),
});

const ListRow = z.object({
  total: z.number(),
});

/** The history of everything, for who answers for the lab: row-level security shows it to nobody else whole. */
@Injectable()
export class AuditQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async list(
    actor: SignedIn,
    { q, thing, by, period, cursor, limit }: Received<typeof listAudit>['query'],
  ): Promise<Answer<typeof listAudit>> {
    const answer = may(securityPolicy, actor, 'security.read_audit', { status: null });
    if (!answer.ok) throw new Refusal(answer.code, { action: 'security.read_audit' });
    const after = idCursor(cursor);
    const filter = [
      q ? anywhere(q) : null,
      Id.safeParse(q).data ?? null,
      thing ?? null,
      by ? by === 'people' : null,
      period ? auditPeriods[period] : null,
    ];
    return this.database.asActor(actor, async (tx) => {
      const rows = await queryRows(
        tx,
        Shape,
        `SELECT e.id, e.at, e.event, e.thing, e.thing_id AS "thingId", r.text AS remark,
           CASE WHEN p.id IS NULL THEN NULL ELSE jsonb_build_object('id', p.id, 'name', p.name) END AS person,
           CASE WHEN o.id IS NULL THEN NULL ELSE jsonb_build_object('id', o.id, 'name', o.name) END AS organisation
         ${from} LEFT JOIN remark r ON r.event_id = e.id
         WHERE ${found} AND ($6::uuid IS NULL OR e.id < $6) ORDER BY e.id DESC LIMIT $7`,
        [...filter, after, limit + 1],
      );
      const { total } = await queryOne(
        tx,
        ListRow,
        `SELECT count(*)::int AS total FROM (SELECT 1 ${from} WHERE ${found} LIMIT ${countedTo}) x`,
        filter,
      );
      const subjects = await subjectsOf(tx, rows.slice(0, limit));
      return pageOf(rows, limit, total, ({ at, ...row }) => ({
        ...row,
        at: at.toISOString(),
        ...(subjects.get(`${row.thing} ${row.thingId}`) ?? { pageId: null, title: null }),
      }));
    });
  }
}

type SubjectsOfAnswer = Subject & { id: string };

const SubjectsOfRow = z.object({
  title: json<NonNullable<SubjectsOfAnswer['title']>>().nullable(),
  pageId: z.string().nullable(),
  id: z.string(),
});

/** Titles and addresses of the things on one page, kind by kind. */
async function subjectsOf(tx: Tx, rows: readonly Row[]): Promise<Map<string, Subject>> {
  const subjects = new Map<string, Subject>();
  for (const [thing, select] of Object.entries(noticeSubjects)) {
    const ids = [...new Set(rows.filter((row) => row.thing === thing).map((row) => row.thingId))];
    if (ids.length === 0) continue;
    const found = await queryRows(
      tx,
      SubjectsOfRow,
      `SELECT x.id, s.page AS "pageId", s.title FROM unnest($1::uuid[]) AS x(id), LATERAL (${select.replaceAll('$1', 'x.id')}) s`,
      [ids],
    );
    for (const { id, pageId, title } of found)
      subjects.set(`${thing} ${id}`, { pageId, title: title?.zh || title?.en ? title : null });
  }
  return subjects;
}
