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
import type { Database, Tx } from '@scenario-lab/db/database';
import type { SignedIn } from '@scenario-lab/domain/actor';
import {
  type MonthlyReportFacts,
  monthlyReportPolicy,
} from '@scenario-lab/domain/monthly-reports/monthly-reports.policy';
import { allowed } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import type { BlobStore } from '@scenario-lab/storage/blob-store';
import { countedTo, placeOf } from '../http/id-page.js';
import { BLOBS, DATABASE } from '../http/tokens.js';

export interface ReportRow {
  month: string;
  figures: MonthlyReport['figures'] | null;
  digest: string | null;
  drafted_at: Date | null;
  issued_at: Date | null;
  key_id: string | null;
  envelope: string | null;
  pdf_zh_sha256: string | null;
  pdf_en_sha256: string | null;
  signatures: { person: { id: string; name: string }; at: string }[];
}

const columns = `r.*, coalesce((SELECT jsonb_agg(jsonb_build_object('person', jsonb_build_object('id', p.id, 'name', p.name), 'at', s.at)
    ORDER BY s.at, p.id) FROM monthly_signature s JOIN person p ON p.id = s.person_id WHERE s.month = r.month AND s.digest = r.digest), '[]') AS signatures`;

export async function readReport(tx: Tx, month: string): Promise<ReportRow> {
  const [row] = (await tx.query(`SELECT ${columns} FROM monthly_report r WHERE r.month = $1`, [
    month,
  ])) as ReportRow[];
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

@Injectable()
export class MonthlyReportsQuery {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(BLOBS) private readonly blobs: BlobStore,
  ) {}

  list(actor: SignedIn): Promise<Answer<typeof listMonthlyReports>> {
    return this.database.asActor(actor, async (tx) => {
      const rows = (await tx.query(
        `SELECT ${columns} FROM monthly_report r ORDER BY r.month DESC LIMIT 240`,
      )) as ReportRow[];
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
      const rows = (await tx.query(
        `SELECT * FROM (${found.lines}) l ORDER BY at DESC, id, note LIMIT ${asked.limit + 1} OFFSET ${from}`,
        values,
      )) as (Omit<BehindRow, 'at'> & { at: Date })[];
      const [{ total }] = await tx.query(
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
