import { createHash } from 'node:crypto';
import { type TrainingPredicate, trainingPredicateType } from '@scenario-lab/contracts/camps';
import { canonicalJson, envelopeText, sealEnvelope, signedDigest } from '@scenario-lab/contracts/envelope';
import { attendanceOf, type CampRecord, triesOf } from '@scenario-lab/db/camps/camp.queries';
import { execute, json, queryOne, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { transition } from '@scenario-lab/db/transition';
import { progressOf } from '@scenario-lab/domain/camps/progress';
import { z } from 'zod';
import type { JobsDesk } from '../desk.js';

export type CampDesk = Pick<JobsDesk, 'db' | 'key'>;

const CampsOnceRow = z.object({
  id: z.string(),
});

/** Gives seats that became free to those who wait, lets go whom a camp ended without, measures and signs what was completed. */
export async function campsOnce({ db, key }: CampDesk): Promise<void> {
  const due = await db.asSystem((tx) =>
    queryRows(
      tx,
      CampsOnceRow,
      `SELECT DISTINCT c.id FROM camp c JOIN trainee t ON t.camp_id = c.id WHERE t.status IN ('waiting', 'seated')
         AND (c.status IN ('finished', 'cancelled') OR (c.status IN ('announced', 'running') AND t.status = 'waiting')) LIMIT 50`,
    ),
  );
  for (const { id } of due) await db.asSystem((tx) => settle(tx, key, id));
}

type SettleAnswer = CampRecord & { seats: number; by: TrainingPredicate['camp']['by'] };

const SettleRow = z.object({
  id: z.string(),
  status: z.string(),
  organisation_id: z.string(),
  title: json<SettleAnswer['title']>(),
  sessions:
    json<
      {
        id: string;
        topic: { zh?: string | undefined; en?: string | undefined };
        at: string;
        until: string;
        place: string;
      }[]
    >(),
  tasks: json<SettleAnswer['tasks']>(),
  rule: json<SettleAnswer['rule']>(),
  seats: z.number(),
  by: json<TrainingPredicate['camp']['by']>(),
});

const SettleRow2 = z.object({
  taken: z.number(),
});

async function settle(tx: Tx, keyOf: CampDesk['key'], id: string): Promise<void> {
  // The lock the API gives seats under.
  await execute(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`camp:${id}`]);
  const camp = await queryRow(
    tx,
    SettleRow,
    `SELECT c.id, c.status, c.organisation_id, c.title, c.sessions, c.tasks, c.rule, c.seats,
       jsonb_build_object('id', o.id, 'name', o.name) AS by FROM camp c JOIN organisation o ON o.id = c.organisation_id WHERE c.id = $1`,
    [id],
  );
  if (!camp) return;
  const places = await queryRows(
    tx,
    Place,
    `SELECT t.id, t.status, t.name, jsonb_build_object('id', o.id, 'name', o.name) AS organisation
     FROM trainee t JOIN organisation o ON o.id = t.organisation_id
     WHERE t.camp_id = $1 AND t.status IN ('waiting', 'seated') ORDER BY t.number`,
    [id],
  );
  const waiting = places.filter(({ status }) => status === 'waiting');
  if (camp.status === 'announced' || camp.status === 'running') {
    const { taken } = await queryOne(tx, SettleRow2, 'SELECT taken FROM camp_counts($1)', [id]);
    for (const place of waiting.slice(0, Math.max(0, camp.seats - taken)))
      await transition(tx, 'trainee', place.id, 'move_up');
    return;
  }
  const released = camp.status === 'cancelled' ? places : waiting;
  for (const place of released) await transition(tx, 'trainee', place.id, 'release');
  if (camp.status !== 'finished') return;
  const tries = await triesOf(tx, camp);
  const attended = await attendanceOf(tx, id);
  for (const place of places.filter(({ status }) => status === 'seated')) {
    const progress = progressOf(camp, {
      attended: attended.get(place.id) ?? [],
      tries: tries.filter(({ traineeId }) => traineeId === place.id),
    });
    if (progress.complete) await certify(tx, keyOf, camp, place, progress);
    else await transition(tx, 'trainee', place.id, 'fall_short');
  }
}

const Place = z.object({
  id: z.string(),
  status: z.string(),
  name: z.string(),
  organisation: json<TrainingPredicate['holder']['organisation']>(),
});
type Place = z.output<typeof Place>;

/** Number, statement, signature and status in one transaction. */
async function certify(
  tx: Tx,
  keyOf: CampDesk['key'],
  camp: CampRecord & { by: TrainingPredicate['camp']['by'] },
  place: Place,
  progress: ReturnType<typeof progressOf>,
): Promise<void> {
  const number = await nextNumber(tx);
  const key = await keyOf(tx);
  const issuedAt = new Date();
  const came = camp.sessions.filter(({ id }) => progress.attended.includes(id));
  const times = camp.sessions.flatMap(({ at, until }) => [Date.parse(at), Date.parse(until)]);
  const hours = came.reduce(
    (sum, { at, until }) => sum + (Date.parse(until) - Date.parse(at)) / 3_600_000,
    0,
  );
  const predicate: TrainingPredicate = {
    issuedAt: issuedAt.toISOString(),
    training: { number },
    holder: { name: place.name, organisation: place.organisation },
    camp: {
      id: camp.id,
      title: camp.title,
      by: camp.by,
      from: new Date(Math.min(...times)).toISOString(),
      until: new Date(Math.max(...times)).toISOString(),
    },
    rule: camp.rule,
    done: {
      sessions: came.map(({ topic, at }) => ({ topic, at })),
      hours: Math.round(hours * 10) / 10,
      tasks: progress.tasks.flatMap(({ id, best, solved }) => {
        const task = camp.tasks.find((one) => one.id === id);
        return task && solved && best !== null ? [{ title: task.title, metric: task.metric, best }] : [];
      }),
    },
  };
  const subject = { camp: camp.id, trainee: place.id };
  const envelope = sealEnvelope(
    {
      _type: 'https://in-toto.io/Statement/v1',
      subject: [
        {
          name: `trainee/${place.id}`,
          digest: { sha256: createHash('sha256').update(canonicalJson(subject)).digest('hex') },
        },
      ],
      predicateType: trainingPredicateType,
      predicate,
    },
    key.keyId,
    key.sign,
  );
  await transition(tx, 'trainee', place.id, 'certify', {
    set: {
      certificate: number,
      envelope: envelopeText(envelope),
      digest: signedDigest(envelope),
      key_id: key.keyId,
      issued_at: issuedAt,
    },
  });
}

const NextNumberRow = z.object({
  year: z.string(),
  next: z.number(),
});

/** `ST-2026-0001`, counted up within the year, one at a time. */
async function nextNumber(tx: Tx): Promise<string> {
  await execute(tx, "SELECT pg_advisory_xact_lock(hashtextextended('training-number', 0))");
  const row = await queryOne(
    tx,
    NextNumberRow,
    `SELECT to_char(now(), 'YYYY') AS year, coalesce(max(split_part(certificate, '-', 3)::int), 0) + 1 AS next
     FROM trainee WHERE certificate LIKE 'ST-' || to_char(now(), 'YYYY') || '-%'`,
  );
  return `ST-${row.year}-${String(row.next).padStart(4, '0')}`;
}
