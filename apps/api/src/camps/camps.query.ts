import { Inject, Injectable } from '@nestjs/common';
import type { Camp, CampRow as CampLine, listCamps, TraineeRow } from '@scenario-lab/contracts/camps';
import type { Text } from '@scenario-lab/contracts/common';
import type { TaskKind } from '@scenario-lab/contracts/metrics';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import { attendanceOf, type ClassTry, triesOf } from '@scenario-lab/db/camps/camp.queries';
import { countFacet, readPage, Where } from '@scenario-lab/db/core/page';
import { json, queryOne, queryRow, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import type { Actor, SignedIn } from '@scenario-lab/domain/actor';
import { campPolicy, traineePolicy } from '@scenario-lab/domain/camps/camps.policy';
import { progressOf } from '@scenario-lab/domain/camps/progress';
import { allowed, may } from '@scenario-lab/domain/policy';
import { z } from 'zod';
import { demand } from '../http/demand.js';
import { anywhere } from '../http/id-page.js';
import { DATABASE } from '../http/tokens.js';
import { boardOf } from './board.js';
import {
  type CampRow,
  CampShape,
  campColumns,
  campFactsOf,
  PlaceShape,
  placeColumns,
  readCampRow,
} from './camp-record.js';
import { factsOf } from './trainees.service.js';

type Query = Received<typeof listCamps>['query'];
const Counts = z.object({
  taken: z.number(),
  waiting: z.number(),
  certified: z.number(),
});
type Counts = z.output<typeof Counts>;

const from = 'camp c CROSS JOIN LATERAL camp_counts(c.id) n';
/** A camp's fields that lists and pages share. */
const lineOf = (row: CampRow & Counts): Omit<CampLine, 'tasks'> => {
  const times = row.sessions.flatMap(({ at, until }) => [Date.parse(at), Date.parse(until)]);
  return {
    id: row.id,
    status: row.status as CampLine['status'],
    title: row.title,
    field: row.field as CampLine['field'],
    seats: row.seats,
    taken: row.taken,
    waiting: row.waiting,
    certified: row.certified,
    signUpUntil: row.sign_up_until,
    from: new Date(Math.min(...times)).toISOString(),
    until: new Date(Math.max(...times)).toISOString(),
  };
};

const ListRow = CampShape.extend(Counts.shape);

const ReadRow = z.object({
  id: z.string(),
  name: json<Text>(),
});

const ReadRow2 = z.object({
  name: z.string(),
  email: z.string().nullable(),
  organisation: json<TraineeRow['organisation']>().nullable(),
});

const MineRow = z.object({
  ahead: z.number(),
});

const TraineesRow = z.object({
  id: z.string(),
  status: z.string(),
  camp_id: z.string(),
  person_id: z.string(),
  organisation_id: z.string(),
  number: z.number(),
  name: z.string(),
  certificate: z.string().nullable(),
  created_at: z.date(),
  organisation: json<TraineeRow['organisation']>(),
});

@Injectable()
export class CampsQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  list(actor: Actor, query: Query): Promise<Answer<typeof listCamps>> {
    return this.database.asActor(actor, async (tx) => {
      const filtered = (filter: Partial<Query>) => {
        const where = new Where().and(`c.status <> 'new'`);
        if (filter.status) where.and('c.status = ?', filter.status);
        if (filter.field) where.and('c.field = ?', filter.field);
        if (filter.q) where.and('c.title::text ILIKE ?', anywhere(filter.q));
        if (filter.mine)
          where.and(
            actor === 'anonymous'
              ? 'false'
              : `camp_instructs(c.id) OR EXISTS (SELECT 1 FROM trainee t WHERE t.camp_id = c.id AND t.person_id = app_person()
                   AND t.status NOT IN ('withdrawn', 'released'))`,
          );
        return where;
      };
      const { rows, next, total } = await readPage(tx, {
        row: ListRow,
        select: `${campColumns(actor)}, n.taken, n.waiting, n.certified`,
        from,
        id: 'c.id',
        where: filtered(query),
        key: { sql: 'c.created_at', type: 'timestamptz' },
        page: query,
      });
      const facet = (column: 'status' | 'field') =>
        countFacet(tx, {
          from: 'camp c',
          where: filtered({ ...query, [column]: undefined }).and(`c.${column} IS NOT NULL`),
          column: `c.${column}`,
        });
      return {
        items: rows.map((row) => ({ ...lineOf(row), tasks: row.tasks.length })),
        next,
        total,
        facets: { status: await facet('status'), field: await facet('field') },
      };
    });
  }

  read(actor: Actor, id: string): Promise<Camp> {
    return this.database.asActor(actor, async (tx) => {
      const camp = await readCampRow(tx, actor, id);
      const counts = await queryOne(tx, Counts, 'SELECT taken, waiting, certified FROM camp_counts($1)', [
        id,
      ]);
      const organisation = await queryOne(tx, ReadRow, 'SELECT id, name FROM organisation WHERE id = $1', [
        camp.organisation_id,
      ]);
      const teachers = await queryRows(tx, ReadRow2, 'SELECT * FROM camp_instructors($1)', [id]);
      const tries = actor === 'anonymous' ? [] : await triesOf(tx, camp);
      const mine = actor === 'anonymous' ? null : await this.mine(tx, actor, camp, tries);
      const joins =
        actor !== 'anonymous' && mine === null
          ? allowed(traineePolicy, actor, factsOf(camp, { status: null, personId: actor.personId })).filter(
              (action) => action === 'trainee.sign_up',
            )
          : [];
      return {
        ...lineOf({ ...camp, ...counts }),
        about: camp.about,
        organisation,
        sessions: camp.sessions,
        tasks: await tasksOf(tx, camp),
        rule: camp.rule,
        instructors: teachers.map(({ name, organisation: of }) => ({ name, organisation: of })),
        instructorEmails: teachers.flatMap(({ email }) => (email === null ? [] : [email])),
        reason: camp.reason,
        updatedAt: camp.updated_at.toISOString(),
        mine,
        board: boardOf(camp, tries, mine?.number ?? null),
        allowed: [...allowed(campPolicy, actor, campFactsOf(camp)), ...joins],
      };
    });
  }

  private async mine(tx: Tx, actor: SignedIn, camp: CampRow, tries: readonly ClassTry[]) {
    const place = await queryRow(
      tx,
      PlaceShape,
      `SELECT ${placeColumns} FROM trainee t WHERE t.camp_id = $1 AND t.person_id = $2 AND t.status NOT IN ('new', 'withdrawn', 'released')`,
      [camp.id, actor.personId],
    );
    if (!place) return null;
    const attended = await attendanceOf(tx, camp.id);
    const { ahead } = await queryOne(tx, MineRow, 'SELECT camp_ahead($1, $2) AS ahead', [
      camp.id,
      place.number,
    ]);
    return {
      id: place.id,
      status: place.status as TraineeRow['status'],
      number: place.number,
      name: place.name,
      ahead: place.status === 'waiting' ? (ahead as number) : null,
      certificate: place.certificate,
      progress: progressOf(camp, {
        attended: attended.get(place.id) ?? [],
        tries: tries.filter(({ traineeId }) => traineeId === place.id),
      }),
      allowed: allowed(traineePolicy, actor, factsOf(camp, { ...place, personId: place.person_id })),
    };
  }

  trainees(actor: SignedIn, id: string): Promise<TraineeRow[]> {
    return this.database.asActor(actor, async (tx) => {
      const camp = await readCampRow(tx, actor, id);
      demand(may(campPolicy, actor, 'camp.read_trainees', campFactsOf(camp)));
      const rows = await queryRows(
        tx,
        TraineesRow,
        `SELECT ${placeColumns}, jsonb_build_object('id', o.id, 'name', o.name) AS organisation
         FROM trainee t JOIN organisation o ON o.id = t.organisation_id WHERE t.camp_id = $1 AND t.status <> 'new' ORDER BY t.number`,
        [id],
      );
      const tries = await triesOf(tx, camp);
      const attended = await attendanceOf(tx, id);
      return rows.map((row) => ({
        id: row.id,
        number: row.number,
        name: row.name,
        organisation: row.organisation,
        status: row.status as TraineeRow['status'],
        certificate: row.certificate,
        signedUpAt: row.created_at.toISOString(),
        progress: progressOf(camp, {
          attended: attended.get(row.id) ?? [],
          tries: tries.filter(({ traineeId }) => traineeId === row.id),
        }),
        allowed: allowed(traineePolicy, actor, factsOf(camp, { ...row, personId: row.person_id })),
      }));
    });
  }
}

const TasksOfRow = z.object({
  id: z.string(),
  benchmark: json<{ id: string; title: Camp['title'] }>(),
  task: word<TaskKind>(),
});

/** With the exam each is on, as its page names it. */
async function tasksOf(tx: Tx, camp: CampRow): Promise<Camp['tasks']> {
  const exams = await queryRows(
    tx,
    TasksOfRow,
    `SELECT w.id, jsonb_build_object('id', b.id, 'title', b.title) AS benchmark, w.plan->>'task' AS task
     FROM benchmark_version w JOIN benchmark b ON b.id = w.benchmark_id WHERE w.id = ANY($1)`,
    [camp.tasks.map(({ benchmarkVersionId }) => benchmarkVersionId)],
  );
  return camp.tasks.flatMap((task) => {
    const exam = exams.find(({ id }) => id === task.benchmarkVersionId);
    return exam ? [{ ...task, benchmark: exam.benchmark, task: exam.task }] : [];
  });
}
