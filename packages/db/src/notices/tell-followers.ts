import { followedEvents } from '@scenario-lab/domain/notices/follow-rules';
import { z } from 'zod';
import { execute, json, queryRow } from '../core/rows.js';
import type { Tx } from '../database.js';

/** What a follower is told of a thing, `$1` its id: its public title and what one may follow to hear of it. No row: not public. */
const listed = (thing: 'solution' | 'algorithm' | 'dataset') =>
  `SELECT t.id::text AS page, t.listed->'title' AS title, ARRAY[t.id, t.owner_id] AS roots FROM ${thing} t
   WHERE t.id = $1 AND t.listed IS NOT NULL AND t.status <> 'delisted'`;

const seenBy: Readonly<Record<string, string>> = {
  solution: listed('solution'),
  algorithm: listed('algorithm'),
  dataset: listed('dataset'),
  dataset_version: `SELECT d.id::text AS page, d.listed->'title' AS title, ARRAY[d.id] AS roots
    FROM dataset_version t JOIN dataset d ON d.id = t.dataset_id
    WHERE t.id = $1 AND d.listed IS NOT NULL AND d.status <> 'delisted'`,
  scenario: `SELECT t.id::text AS page, t.need->'title' AS title, ARRAY[t.id, t.owner_id] AS roots FROM scenario t
    WHERE t.id = $1 AND t.status IN ('published', 'closed', 'archived')`,
  call: `SELECT t.id::text AS page, t.terms->'title' AS title, ARRAY[t.scenario_id, t.department_id] AS roots
    FROM open_call t WHERE t.id = $1 AND t.published_at IS NOT NULL`,
  benchmark_version: `SELECT b.id::text AS page, b.title, ARRAY[b.id, b.scenario_id, b.owner_id] AS roots
    FROM benchmark_version t JOIN benchmark b ON b.id = t.benchmark_id
    WHERE t.id = $1 AND t.status IN ('open', 'closed', 'retired')`,
  certificate: `SELECT t.number AS page, jsonb_build_object('zh', t.number, 'en', t.number) AS title,
      ARRAY[v.algorithm_id, b.id, b.scenario_id, t.vendor_id] AS roots
    FROM certificate t JOIN algorithm_version v ON v.id = t.algorithm_version_id
      JOIN benchmark_version w ON w.id = t.benchmark_version_id JOIN benchmark b ON b.id = w.benchmark_id
    WHERE t.id = $1 AND t.status <> 'new'`,
  // Whoever follows a party of a case without names must not learn of it by being told.
  case: `SELECT t.id::text AS page, t.title, ARRAY[t.scenario_id, t.vendor_id, t.department_id] AS roots FROM lab_case t
    WHERE t.id = $1 AND t.published AND NOT t.anonymous`,
};

const SeenRow = z.object({
  page: z.string(),
  title: json<unknown>(),
  roots: z.array(z.string().nullable()),
});

interface Happened {
  id: string;
  at: Date;
  thing: string;
  thing_id: string;
  event: string;
  person_id: string | null;
}

/** Tells those who follow what an event is about, once each, as long as it is public and they belong to where they follow it. */
export async function tellFollowers(tx: Tx, event: Happened): Promise<void> {
  const sql = followedEvents.has(event.event) ? seenBy[event.thing] : undefined;
  if (!sql) return;
  const seen = await queryRow(tx, SeenRow, sql, [event.thing_id]);
  if (!seen) return;
  await execute(
    tx,
    `INSERT INTO notice (id, person_id, organisation_id, event_id, kind, event, thing, thing_id, page, title, at)
     SELECT DISTINCT ON (f.person_id) gen_random_uuid(), f.person_id, f.organisation_id, $2::uuid, 'followed', $3, $4, $5::uuid, $6,
       $7::jsonb, date_trunc('minute', $8::timestamptz)
     FROM follow f JOIN membership m ON m.person_id = f.person_id AND m.organisation_id = f.organisation_id
       JOIN person p ON p.id = f.person_id AND NOT p.suspended
       LEFT JOIN notice_choice c ON c.person_id = f.person_id
       LEFT JOIN organisation o ON f.thing = 'organisation' AND o.id = f.thing_id
     WHERE f.thing_id = ANY($1::uuid[]) AND (f.thing <> 'organisation' OR o.verified)
       AND f.person_id IS DISTINCT FROM $9::uuid AND NOT ('followed' = ANY(coalesce(c.muted, '{}')))
     ORDER BY f.person_id, f.created_at
     ON CONFLICT (person_id, event_id) DO NOTHING`,
    [
      seen.roots.filter((root) => root !== null),
      event.id,
      event.event,
      event.thing,
      event.thing_id,
      seen.page,
      JSON.stringify(seen.title),
      event.at,
      event.person_id,
    ],
  );
}
