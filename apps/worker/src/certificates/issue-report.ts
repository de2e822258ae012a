import type { Text } from '@scenario-lab/contracts/common';
import { envelopeText, sealEnvelope, signedDigest } from '@scenario-lab/contracts/envelope';
import type { LabIdentity } from '@scenario-lab/contracts/identity';
import { examAgreesWithNeed } from '@scenario-lab/db/benchmarks/need-agreement';
import { execute, queryOne, queryRow } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { transition } from '@scenario-lab/db/transition';
import { z } from 'zod';
import type { JobsDesk } from '../desk.js';
import { labIdentity, labName, labSign } from '../lab-name.js';
import { onceAtATime } from '../once-at-a-time.js';
import type { Sign } from '../pdf/marks.js';
import type { WakeUp } from '../queue/jobs.js';
import { tryJob } from '../queue/try-job.js';
import { certificateAnswer, issueCertificate } from './certificate.js';
import { clearWatch } from './clear-watch.js';
import type { LabKeyPair } from './lab-key.js';
import { type ReportFacts, reportFacts } from './report-facts.js';
import { type EditionName, type Paper, type Statement, statementOf } from './statement.js';

const editions: readonly EditionName[] = ['owner', 'vendor'];

/**
 * Writes up an approved run: both editions signed, each as a page in Chinese and English, and the certificate
 * where one follows. All of it in one transaction, so that a second call finds everything or nothing.
 */
export async function issueReport(desk: JobsDesk, { thingId }: WakeUp): Promise<void> {
  await onceAtATime(desk.db, `issue-report:${thingId}`, () =>
    tryJob(desk, 'issue-report', thingId, () =>
      desk.db.asSystem(async (tx) => {
        const done = await queryRow(tx, z.unknown(), 'SELECT 1 FROM report WHERE run_id = $1', [thingId]);
        const facts = done ? null : await reportFacts(tx, thingId);
        if (!facts) return;
        const key = await desk.key(tx);
        const paper = await paperOf(tx, desk, facts, key.keyId);
        for (const edition of editions) await writeEdition(tx, desk, facts, paper, key, edition);
        await passEngagement(tx, facts);
        await clearWatch(tx, facts);
      }),
    ),
  );
}

const PaperOfRow = z.object({
  at: z.date(),
});

async function paperOf(tx: Tx, desk: JobsDesk, facts: ReportFacts, keyId: string): Promise<Paper> {
  const reportId = newId();
  const answer = certificateAnswer(facts, desk.demonstration);
  const { at } = await queryOne(tx, PaperOfRow, 'SELECT now() AS at');
  const certificate = answer.ok
    ? await issueCertificate(tx, facts, {
        reportId,
        keyId,
        demonstration: answer.demonstration,
      })
    : null;
  return { reportId, issuedAt: (at as Date).toISOString(), certificate, obstacles: answer.reasons };
}

async function writeEdition(
  tx: Tx,
  desk: JobsDesk,
  facts: ReportFacts,
  paper: Paper,
  key: LabKeyPair,
  edition: EditionName,
): Promise<void> {
  const identity = await labIdentity(tx);
  const lab = { lab: await labName(tx), identity, sign: await labSign(tx, desk.blobs, identity) };
  const statement = statementOf(facts, edition, paper);
  const envelope = sealEnvelope(statement, key.keyId, key.sign);
  await execute(
    tx,
    `INSERT INTO report (id, report_id, run_id, edition, key_id, statement, envelope, pdf_zh_sha256, pdf_en_sha256, published, digest)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      newId(),
      paper.reportId,
      facts.run.id,
      edition,
      key.keyId,
      JSON.stringify(statement),
      envelopeText(envelope),
      await page(desk, statement, lab, key.keyId, 'zh'),
      await page(desk, statement, lab, key.keyId, 'en'),
      // A certificate publishes what it rests on.
      edition === 'vendor' && paper.certificate !== null,
      signedDigest(envelope),
    ],
  );
}

async function page(
  desk: JobsDesk,
  statement: Statement,
  lab: { lab: Text; identity: LabIdentity; sign: Sign | null },
  keyId: string,
  language: 'zh' | 'en',
): Promise<string> {
  const { certificate, reportId } = statement.predicate;
  const path = certificate ? `certificates/${certificate.number}` : `reports/${reportId}`;
  const address = `${desk.publicUrl.replace(/\/+$/, '')}/${path}`;
  return (
    await desk.blobs.put(
      await desk.page(statement, language, { address, keyId, ...lab, timeZone: desk.timeZone }),
    )
  ).sha256;
}

const PassEngagementRow = z.object({
  status: z.string(),
});

/** An engagement is validated by an approved run that passed every must of what its need asks; any other leaves it. */
async function passEngagement(tx: Tx, facts: ReportFacts): Promise<void> {
  const { engagementId } = facts.run;
  if (engagementId === null || facts.owner.overall !== 'pass') return;
  const engagement = await queryRow(
    tx,
    PassEngagementRow,
    'SELECT status FROM engagement WHERE id = $1 FOR UPDATE',
    [engagementId],
  );
  // The need may have been revised while the run was on its way: then the exam proves what was asked before.
  if (!(await examAgreesWithNeed(tx, facts.benchmark.versionId))) return;
  if (engagement?.status === 'validating') await transition(tx, 'engagement', engagementId, 'pass');
}
