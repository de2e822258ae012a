import { createHash } from 'node:crypto';
import type { StatisticsRow } from '@scenario-lab/contracts/cockpit';
import { canonicalJson, envelopeText, sealEnvelope } from '@scenario-lab/contracts/envelope';
import { monthDefinitions } from '@scenario-lab/contracts/month-figures';
import type { MonthStatement } from '@scenario-lab/contracts/monthly-reports';
import { monthFigures } from '@scenario-lab/db/cockpit/month-figures';
import { execute, json, queryOne, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { signaturesNeeded } from '@scenario-lab/domain/monthly-reports/monthly-reports.policy';
import { z } from 'zod';
import type { JobsDesk } from '../desk.js';
import { labHead } from '../lab-name.js';
import type { About } from '../pdf/marks.js';

export type MonthDesk = Pick<JobsDesk, 'db' | 'blobs' | 'key' | 'publicUrl' | 'timeZone'> & {
  page: (statement: MonthStatement, language: 'zh' | 'en', about: About) => Promise<Buffer>;
};

const MonthlyReportsOnceRow = z.object({
  month: z.string(),
});

/** Counts what is asked for and the month that has just passed, and seals what two have signed. */
export async function monthlyReportsOnce(desk: MonthDesk): Promise<void> {
  await desk.db.asSystem(draftDue);
  const due = await desk.db.asSystem((tx) =>
    queryRows(
      tx,
      MonthlyReportsOnceRow,
      `SELECT r.month FROM monthly_report r WHERE r.issued_at IS NULL AND r.digest IS NOT NULL
         AND (SELECT count(*) FROM monthly_signature s WHERE s.month = r.month AND s.digest = r.digest) >= $1`,
      [signaturesNeeded],
    ),
  );
  for (const { month } of due) await seal(desk, month);
}

/** A lab that was empty in a month has nothing to report of it. */
async function draftDue(tx: Tx): Promise<void> {
  await execute(
    tx,
    `INSERT INTO monthly_report (month) SELECT to_char(current_date - interval '1 month', 'YYYY-MM')
     WHERE EXISTS (SELECT 1 FROM event WHERE at < date_trunc('month', now()) LIMIT 1) ON CONFLICT DO NOTHING`,
  );
  const asked = await queryRows(
    tx,
    MonthlyReportsOnceRow,
    `SELECT month FROM monthly_report WHERE figures IS NULL FOR UPDATE SKIP LOCKED`,
  );
  for (const { month } of asked) {
    const figures = await monthFigures(tx, month);
    await execute(
      tx,
      'UPDATE monthly_report SET figures = $2, digest = $3, drafted_at = now() WHERE month = $1',
      [month, JSON.stringify(figures), digestOf(month, figures)],
    );
  }
}

/** What a signature is under. */
const digestOf = (month: string, figures: readonly StatisticsRow[]): string =>
  createHash('sha256').update(canonicalJson({ month, figures })).digest('hex');

const SealRow = z.object({
  figures:
    json<
      {
        figure: string;
        slice: string | null;
        value: number | null;
        facts: number | null;
        heldBack: boolean;
      }[]
    >().nullable(),
  digest: z.string().nullable(),
});

const SealRow2 = z.object({
  name: z.string(),
  at: z.date(),
});

const SealRow3 = z.object({
  at: z.date(),
});

/** The statement, its envelope and both pages, in one transaction: there is a sealed report or none. */
async function seal(desk: MonthDesk, month: string): Promise<void> {
  await desk.db.asSystem(async (tx) => {
    const row = await queryRow(
      tx,
      SealRow,
      'SELECT figures, digest FROM monthly_report WHERE month = $1 AND issued_at IS NULL FOR UPDATE SKIP LOCKED',
      [month],
    );
    // Signed by whom it was when it is sealed; a draft asked for anew meanwhile has fallen.
    if (!row?.figures || row.digest !== digestOf(month, row.figures)) return;
    const signed = await queryRows(
      tx,
      SealRow2,
      `SELECT p.name, s.at FROM monthly_signature s JOIN person p ON p.id = s.person_id
       WHERE s.month = $1 AND s.digest = $2 ORDER BY s.at, s.person_id`,
      [month, row.digest],
    );
    if (signed.length < signaturesNeeded) return;
    const { at } = await queryOne(tx, SealRow3, 'SELECT now() AS at');
    const key = await desk.key(tx);
    const statement: MonthStatement = {
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name: `monthly-report/${month}`, digest: { sha256: row.digest } }],
      predicateType: 'https://scenario-lab.example/monthly-report/v1',
      predicate: {
        month,
        issuedAt: at.toISOString(),
        figures: row.figures,
        definitions: [...monthDefinitions],
        signatures: signed.map(({ name, at: when }) => ({ name, at: when.toISOString() })),
      },
    };
    const envelope = envelopeText(sealEnvelope(statement, key.keyId, key.sign));
    const about: About = {
      ...(await labHead(tx, desk.blobs)),
      address: `${desk.publicUrl.replace(/\/+$/, '')}/lab/monthly-reports`,
      keyId: key.keyId,
      timeZone: desk.timeZone,
    };
    const page = async (language: 'zh' | 'en') =>
      (await desk.blobs.put(await desk.page(statement, language, about))).sha256;
    await execute(
      tx,
      `UPDATE monthly_report SET issued_at = $2, key_id = $3, envelope = $4, pdf_zh_sha256 = $5, pdf_en_sha256 = $6 WHERE month = $1`,
      [month, at, key.keyId, envelope, await page('zh'), await page('en')],
    );
  });
}
