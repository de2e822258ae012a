import { createHash } from 'node:crypto';
import { canonicalJson, envelopeText, sealEnvelope, signedDigest } from '@scenario-lab/contracts/envelope';
import { type AcceptancePredicate, acceptancePredicateType } from '@scenario-lab/contracts/pilot-acceptance';
import { execute, json, queryOne, queryRows, word } from '@scenario-lab/db/core/rows';
import { z } from 'zod';
import type { JobsDesk } from '../desk.js';
import { labIdentity, labName, labSign } from '../lab-name.js';
import { onceAtATime } from '../once-at-a-time.js';
import type { WakeUp } from '../queue/jobs.js';
import { tryJob } from '../queue/try-job.js';

type Facts = Pick<AcceptancePredicate, 'certificate' | 'indicators' | 'comparison' | 'surveys' | 'payments'>;
const Row = z.object({
  id: z.string(),
  phase: word<AcceptancePredicate['phase']>(),
  decision: word<AcceptancePredicate['decision']>(),
  statement: z.string(),
  rubric: json<NonNullable<AcceptancePredicate['rubric']>>().nullable(),
  facts: json<Facts>(),
  signed_by: z.string(),
  created_at: z.date(),
  department: json<AcceptancePredicate['department']>(),
  vendor: json<AcceptancePredicate['vendor']>(),
  pilot: json<AcceptancePredicate['pilot']>(),
  conditions: json<AcceptancePredicate['conditions']>(),
});
type Row = z.output<typeof Row>;

const SignAcceptanceRow = z.object({
  at: z.date(),
});

/** Seals what a department has said of a pilot, as a report is sealed: everything unsealed of the pilot, once. */
export async function signAcceptance(desk: JobsDesk, { thingId }: WakeUp): Promise<void> {
  await onceAtATime(desk.db, `sign-acceptance:${thingId}`, () =>
    tryJob(desk, 'sign-acceptance', thingId, () =>
      desk.db.asSystem(async (tx) => {
        const rows = await queryRows(
          tx,
          Row,
          `SELECT a.id, a.phase, a.decision, a.statement, a.rubric, a.facts, w.name AS signed_by, a.created_at,
             json_build_object('name', dp.name) AS department, json_build_object('name', vo.name) AS vendor,
             json_build_object('id', p.id, 'scenario', s.need -> 'title', 'solution', coalesce(n.listed, n.card) -> 'title',
               'from', p.from_day, 'until', p.until_day, 'sites', p.sites) AS pilot,
             (SELECT coalesce(json_agg(json_build_object('words', c.words, 'due', c.due, 'owner', c.owner) ORDER BY c.position), '[]')
              FROM acceptance_condition c WHERE c.acceptance_id = a.id) AS conditions
           FROM acceptance a JOIN pilot p ON p.id = a.pilot_id JOIN engagement e ON e.id = p.engagement_id
             JOIN scenario s ON s.id = e.scenario_id JOIN solution n ON n.id = e.solution_id JOIN organisation dp ON dp.id = e.department_id
             JOIN organisation vo ON vo.id = e.vendor_id JOIN person w ON w.id = a.signed_by
           WHERE a.pilot_id = $1 AND a.envelope IS NULL ORDER BY a.created_at`,
          [thingId],
        );
        if (rows.length === 0) return;
        const key = await desk.key(tx);
        const identity = await labIdentity(tx);
        const about = {
          address: `${desk.publicUrl.replace(/\/+$/, '')}/verify`,
          keyId: key.keyId,
          lab: await labName(tx),
          identity,
          sign: await labSign(tx, desk.blobs, identity),
          timeZone: desk.timeZone,
        };
        const { at } = await queryOne(tx, SignAcceptanceRow, 'SELECT now() AS at');
        for (const row of rows) {
          const predicate = predicateOf(row, (at as Date).toISOString());
          const page = async (language: 'zh' | 'en') =>
            (await desk.blobs.put(await desk.acceptance(predicate, language, about))).sha256;
          const papers = { zh: await page('zh'), en: await page('en') };
          const envelope = sealEnvelope(
            {
              _type: 'https://in-toto.io/Statement/v1',
              // The papers are named by what they hold, so that a printed one can be told from a made one.
              subject: [
                { name: `pilot/${predicate.pilot.id}`, digest: { sha256: digestOf(predicate) } },
                { name: 'statement-zh.pdf', digest: { sha256: papers.zh } },
                { name: 'statement-en.pdf', digest: { sha256: papers.en } },
              ],
              predicateType: acceptancePredicateType,
              predicate,
            },
            key.keyId,
            key.sign,
          );
          await execute(
            tx,
            `UPDATE acceptance SET issued_at = $2, key_id = $3, envelope = $4, digest = $5, pdf_zh_sha256 = $6,
               pdf_en_sha256 = $7 WHERE id = $1`,
            [row.id, at, key.keyId, envelopeText(envelope), signedDigest(envelope), papers.zh, papers.en],
          );
        }
      }),
    ),
  );
}

/** What was accepted: the figures it was accepted on. */
const digestOf = ({ indicators, comparison = null, surveys }: AcceptancePredicate) =>
  createHash('sha256').update(canonicalJson({ indicators, comparison, surveys })).digest('hex');

function predicateOf(row: Row, issuedAt: string): AcceptancePredicate {
  const { id, phase, decision, statement, rubric, facts, department, vendor, pilot, conditions } = row;
  return {
    acceptanceId: id,
    issuedAt,
    phase,
    decision,
    statement,
    signedBy: { name: row.signed_by, at: row.created_at.toISOString() },
    department,
    vendor,
    pilot,
    ...facts,
    rubric,
    conditions,
  };
}
