import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import type { BehindRow } from '@scenario-lab/contracts/cockpit';
import { monthDefinitions } from '@scenario-lab/contracts/month-figures';
import type {
  listMonthlyReports,
  MonthlyReport,
  readMonthBehind,
} from '@scenario-lab/contracts/monthly-reports';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import { monthBehind } from '@scenario-lab/db/cockpit/month-behind';
import { json, queryOne, queryRow, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import type { SignedIn } from '@scenario-lab/domain/actor';
import {
  type MonthlyReportFacts,
  monthlyReportPolicy,
} from '@scenario-lab/domain/monthly-reports/monthly-reports.policy';
import { allowed } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import type { BlobStore } from '@scenario-lab/storage/blob-store';
import { z } from 'zod';
import { countedTo, placeOf } from '../http/id-page.js';
import { BLOBS, DATABASE } from '../http/tokens.js';

export const ReportRow = z.object({
  month: z.string(),
  figures: json<MonthlyReport['figures']>().nullable(),
  digest: z.string().nullable(),
  drafted_at: z.date().nullable(),
  issued_at: z.date().nullable(),
  key_id: z.string().nullable(),
  envelope: z.string().nullable(),
  pdf_zh_sha256: z.string().nullable(),
  pdf_en_sha256: z.string().nullable(),
  signatures: json<{ person: { id: string; name: string }; at: string }[]>(),
});
export type ReportRow = z.output<typeof ReportRow>;

const columns = `r.*, coalesce((SELECT jsonb_agg(jsonb_build_object('person', jsonb_build_object('id', p.id, 'name', p.name), 'at', s.at)
    ORDER BY s.at, p.id) FROM monthly_signature s JOIN person p ON p.id = s.person_id WHERE s.month = r.month AND s.digest = r.digest), '[]') AS signatures`;

export async function readReport(tx: Tx, month: string): Promise<ReportRow> {
  const row = await queryRow(tx, ReportRow, `SELECT ${columns} FROM monthly_report r WHERE r.month = $1`, [
    month,
  ]);
  if (!row) throw new Refusal('not_found', { thing: 'monthly_report', id: month });
  return row;
}

export const factsOf = (row: ReportRow): MonthlyReportFacts => ({
  status: null,
  drafted: row.figures !== null,
  sealed: row.issued_at !== null,
  signedBy: row.signatures.map(({ person }) => person.id),
});

const rowOf = (row: ReportRow) => ({
  month: row.month,
  draftedAt: row.drafted_at?.toISOString() ?? null,
  issuedAt: row.issued_at?.toISOString() ?? null,
  signatures: row.signatures.map(({ person, at }) => ({ person, at: new Date(at).toISOString() })),
});

type BehindAnswer = Omit<BehindRow, 'at'> & { at: Date };

const BehindRow2 = z.object({
  organisation: json<NonNullable<BehindAnswer['organisation']>>().nullable(),
  id: z.string(),
  title: json<BehindAnswer['title']>(),
  note: z.string().nullable(),
  days: z.number().nullable(),
  thing: z.string(),
  page: z.string(),
  result: word<NonNullable<BehindAnswer['result']>>().nullable(),
  at: z.date(),
});

const BehindRow3 = z.object({
  total: z.number(),
});

@Injectable()
export class MonthlyReportsQuery {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(BLOBS) private readonly blobs: BlobStore,
  ) {}

  list(actor: SignedIn): Promise<Answer<typeof listMonthlyReports>> {
    return this.database.asActor(actor, async (tx) => {
      const rows = await queryRows(
        tx,
        ReportRow,
        `SELECT ${columns} FROM monthly_report r ORDER BY r.month DESC LIMIT 240`,
      );
      return rows.map(rowOf);
    });
  }

  read(actor: SignedIn, month: string): Promise<MonthlyReport> {
    return this.database.asActor(actor, async (tx) => {
      const row = await readReport(tx, month);
      return {
        ...rowOf(row),
        figures: row.figures ?? [],
        definitions: [...monthDefinitions],
        digest: row.digest,
        keyId: row.key_id,
        allowed: allowed(monthlyReportPolicy, actor, factsOf(row)),
      };
    });
  }

  /** By the conditions the figure was counted by; the newest first. Pages by place. */
  behind(actor: SignedIn, month: string, asked: Received<typeof readMonthBehind>['query']) {
    return this.database.asActor(actor, async (tx): Promise<Answer<typeof readMonthBehind>> => {
      await readReport(tx, month);
      const figure = monthDefinitions.find((one) => one.figure === asked.figure)?.figure;
      const found = figure && monthBehind(figure, asked.slice ?? null);
      if (!found) throw new Refusal('not_found', { thing: 'monthly_report', id: month });
      const from = placeOf(asked.cursor);
      const values = [month, ...found.more];
      const rows = await queryRows(
        tx,
        BehindRow2,
        `SELECT * FROM (${found.lines}) l ORDER BY at DESC, id, note LIMIT ${asked.limit + 1} OFFSET ${from}`,
        values,
      );
      const { total } = await queryOne(
        tx,
        BehindRow3,
        `SELECT count(*)::int AS total FROM (SELECT 1 FROM (${found.lines}) l LIMIT ${countedTo}) x`,
        values,
      );
      return {
        items: rows.slice(0, asked.limit).map(({ at, ...row }) => ({ ...row, at: at.toISOString() })),
        next: rows.length > asked.limit ? String(from + asked.limit) : null,
        total,
      };
    });
  }

  /** The exact bytes that were signed. Errors: `not_found` until it is sealed. */
  async envelope(actor: SignedIn, month: string): Promise<string> {
    const { envelope } = await this.database.asActor(actor, (tx) => readReport(tx, month));
    if (envelope === null) throw new Refusal('not_found', { thing: 'monthly_report', id: month });
    return envelope;
  }

  async pdf(
    actor: SignedIn,
    month: string,
    language: 'zh' | 'en',
  ): Promise<{ bytes: number; stream: Readable }> {
    const row = await this.database.asActor(actor, (tx) => readReport(tx, month));
    const sha256 = language === 'zh' ? row.pdf_zh_sha256 : row.pdf_en_sha256;
    const found = sha256 && (await this.blobs.stat(sha256));
    if (!sha256 || !found) throw new Refusal('not_found', { thing: 'monthly_report', id: month });
    return { bytes: found.bytes, stream: await this.blobs.get(sha256) };
  }
}
