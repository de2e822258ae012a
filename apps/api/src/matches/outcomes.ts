import { fitReasons } from '@scenario-lab/contracts/match-marks';
import type { Result } from '@scenario-lab/contracts/runs';
import { revisionSql } from '@scenario-lab/db/catalogue/listing.queries';
import { json, queryRows } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import {
  type CardRow,
  type ResultRow,
  readNeeds,
  readSockets,
} from '@scenario-lab/db/matches/match-rows.queries';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { buildCorpus } from '@scenario-lab/matching/corpus';
import type { SolutionFeatures } from '@scenario-lab/matching/features';
import { evidenceOf, needFeatures, solutionFeatures } from '@scenario-lab/matching/from-rows';
import type { Judged } from '@scenario-lab/matching/learn';
import { pointsByPart } from '@scenario-lab/matching/parts';
import { matchScore } from '@scenario-lab/matching/score';
import { z } from 'zod';
import { labGlossary } from '../listing/lab-glossary.js';

const Row = z.object({
  scenario_id: z.string(),
  solution_id: z.string(),
  created_at: z.date(),
  day: z.string(),
  grade: z.number(),
});

/** How far engagements went that have ended or were shortlisted at least; what was taken back before says nothing of the fit. */
const outcomesSql = `SELECT e.scenario_id, e.solution_id, e.created_at, e.created_at::date::text AS day, g.grade
  FROM engagement e CROSS JOIN LATERAL (SELECT max(CASE
      WHEN x.status IN ('field_accepted', 'enabling', 'completed') THEN 4
      WHEN x.status IN ('awarded', 'piloting') THEN 3
      WHEN x.status = 'validated' THEN 2
      WHEN x.status IN ('shortlisted', 'validating') THEN 1 ELSE 0 END) AS grade
    FROM (SELECT e.status UNION ALL SELECT v.to_status FROM event v WHERE v.thing = 'engagement' AND v.thing_id = e.id) AS x (status)) g
  WHERE g.grade > 0 OR e.status IN ('declined', 'not_selected', 'validation_failed') ORDER BY e.created_at, e.id LIMIT 5000`;

/** What departments put aside because of the card itself, with as little as what was declined (ADR 122). */
const dismissedSql = `SELECT l.scenario_id, l.solution_id, l.at AS created_at, l.at::date::text AS day, 0 AS grade
  FROM match_lessons($1) l ORDER BY l.at, l.solution_id LIMIT 5000`;

type Dated = ResultRow & { ended_at: Date };
/** What was measured, with when: a certificate counts as it was given, whatever became of it later. */
const resultsSql = `SELECT a.solution_id, b.scenario_id, r.benchmark_version_id, d.dataset_id, v.plan->>'task' AS task,
    CASE WHEN EXISTS (SELECT 1 FROM certificate c WHERE c.run_id = r.id AND c.status <> 'new') THEN 'valid' END AS certificate_status,
    v.truth_public AS demonstration, x.body->'criteria' AS criteria, x.body->'figures' AS figures, r.ended_at
  FROM run r JOIN algorithm_version w ON w.id = r.algorithm_version_id JOIN algorithm a ON a.id = w.algorithm_id
    JOIN result x ON x.run_id = r.id AND x.edition = 'vendor' JOIN benchmark_version v ON v.id = r.benchmark_version_id
    JOIN benchmark b ON b.id = v.benchmark_id JOIN benchmark_data d ON d.benchmark_version_id = v.id
  WHERE r.status IN ('approved', 'finished') AND r.split IN ('hidden', 'validation') AND r.ended_at IS NOT NULL
    AND a.solution_id = ANY($1) ORDER BY r.number`;

const CardShape = z.object({
  id: z.string(),
  card: json<CardRow['card']>(),
});

type ReadJudgedAnswer = Dated & { criteria: Result['criteria'] };

const ReadJudgedRow = z.object({
  solution_id: z.string(),
  scenario_id: z.string().nullable(),
  benchmark_version_id: z.string(),
  dataset_id: z.string(),
  task: z.string(),
  certificate_status: z.string().nullable(),
  demonstration: z.boolean(),
  criteria: json<ReadJudgedAnswer['criteria']>(),
  figures: json<ReadJudgedAnswer['figures']>(),
  ended_at: z.date(),
});

/**
 * Pairs with what came of them, in the order they began, each with its points as they were known then: what was measured
 * later must not tell what it came of.
 */
export async function readJudged(tx: Tx, actor: SignedIn): Promise<Judged[]> {
  const engaged = await queryRows(tx, Row, outcomesSql);
  const dismissed = await queryRows(tx, Row, dismissedSql, [fitReasons]);
  const rows = [...engaged, ...dismissed].sort((one, other) => +one.created_at - +other.created_at);
  const solutionIds = [...new Set(rows.map((row) => row.solution_id))];
  const needs = new Map(
    (await readNeeds(tx, [...new Set(rows.map((row) => row.scenario_id))])).map((row) => [
      row.id,
      needFeatures(row),
    ]),
  );
  const cards = await queryRows(
    tx,
    CardShape,
    `SELECT s.id, ${revisionSql(actor, 's')} AS card FROM solution s WHERE s.id = ANY($1)`,
    [solutionIds],
  );
  const sockets = await readSockets(tx, solutionIds);
  const results = await queryRows(tx, ReadJudgedRow, resultsSql, [solutionIds]);
  const ofCard = <T extends { solution_id: string }>(list: readonly T[], id: string) =>
    list.filter((one) => one.solution_id === id);
  const bare = new Map(cards.map((card) => [card.id, solutionFeatures(card, ofCard(sockets, card.id), [])]));
  const corpus = buildCorpus([...bare.values()], (await labGlossary(tx)).glossary);
  return rows.flatMap((row): Judged[] => {
    const need = needs.get(row.scenario_id);
    const card = bare.get(row.solution_id);
    if (!need || !card) return [];
    const known = ofCard(results, row.solution_id).filter(({ ended_at }) => ended_at < row.created_at);
    const then: SolutionFeatures = { ...card, evidence: known.flatMap(evidenceOf) };
    const { reasons } = matchScore(need, then, corpus, row.day);
    return [{ needId: row.scenario_id, points: pointsByPart(reasons), grade: row.grade }];
  });
}
