import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import type { Edition, readReport } from '@scenario-lab/contracts/certificates';
import type { Answer } from '@scenario-lab/contracts/route';
import { json, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { noteReading } from '@scenario-lab/db/runs/note-reading';
import { readRunFacts } from '@scenario-lab/db/runs/run-row.queries';
import type { Actor } from '@scenario-lab/domain/actor';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { runPolicy } from '@scenario-lab/domain/runs/runs.policy';
import type { BlobStore } from '@scenario-lab/storage/blob-store';
import { z } from 'zod';
import { BLOBS, DATABASE } from '../http/tokens.js';

type EditionName = z.infer<typeof Edition>;

const ReportRecord = z.object({
  report_id: z.string(),
  run_id: z.string(),
  edition: word<EditionName>(),
  key_id: z.string(),
  statement: json<Record<string, unknown>>(),
  envelope: z.string(),
  pdf_zh_sha256: z.string().nullable(),
  pdf_en_sha256: z.string().nullable(),
  issued_at: z.date(),
  certificate: z.string().nullable(),
});
type ReportRecord = z.output<typeof ReportRecord>;

/** Both editions of a report are rows; row-level security shows each reader those it may have. */
@Injectable()
export class ReportsQuery {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(BLOBS) private readonly blobs: BlobStore,
  ) {}

  read(actor: Actor, reportId: string): Promise<Answer<typeof readReport>> {
    return this.database.asActor(actor, async (tx) => {
      const rows = await visible(tx, actor, reportId);
      const best = rows.find(({ edition }) => edition === 'owner') ?? rows[0];
      if (!best) throw new Refusal('not_found', { thing: 'report', id: reportId });
      if (best.edition === 'owner') await note(tx, actor, best.run_id);
      return {
        id: best.report_id,
        runId: best.run_id,
        editions: rows.map(({ edition }) => edition),
        edition: best.edition,
        statement: best.statement,
        certificate: best.certificate,
        issuedAt: best.issued_at.toISOString(),
        keyId: best.key_id,
      };
    });
  }

  async envelope(actor: Actor, reportId: string, edition: EditionName) {
    const row = await this.one(actor, reportId, edition);
    return { name: nameOf(row), envelope: row.envelope };
  }

  async pdf(
    actor: Actor,
    reportId: string,
    edition: EditionName,
    lang: 'zh' | 'en',
  ): Promise<{ name: string; bytes: number; stream: Readable }> {
    const row = await this.one(actor, reportId, edition);
    const sha256 = lang === 'zh' ? row.pdf_zh_sha256 : row.pdf_en_sha256;
    const found = sha256 && (await this.blobs.stat(sha256));
    if (!sha256 || !found) throw new Refusal('not_found', { thing: 'report', id: reportId });
    return { name: nameOf(row), bytes: found.bytes, stream: await this.blobs.get(sha256) };
  }

  private one(actor: Actor, reportId: string, edition: EditionName): Promise<ReportRecord> {
    return this.database.asActor(actor, async (tx) => {
      const row = (await visible(tx, actor, reportId)).find((one) => one.edition === edition);
      if (!row) throw new Refusal('not_found', { thing: 'report', id: reportId });
      if (edition === 'owner') await note(tx, actor, row.run_id);
      return row;
    });
  }
}

async function visible(tx: Tx, actor: Actor, reportId: string): Promise<ReportRecord[]> {
  const rows = await queryRows(
    tx,
    ReportRecord,
    `SELECT p.report_id, p.run_id, p.edition, p.key_id, p.statement, p.envelope, p.pdf_zh_sha256, p.pdf_en_sha256,
       p.issued_at, (SELECT c.number FROM certificate c WHERE c.run_id = p.run_id AND c.status <> 'new') AS certificate
     FROM report p WHERE p.report_id = $1 ORDER BY p.edition`,
    [reportId],
  );
  const whole = rows.find(({ edition }) => edition === 'owner');
  if (!whole) return rows;
  // The lab's people read every row; kin of the vendor are kept to the vendor's edition all the same.
  const facts = await readRunFacts(tx, whole.run_id);
  const internal = facts !== null && may(runPolicy, actor, 'run.read_internal', facts).ok;
  return internal ? rows : rows.filter((row) => row !== whole);
}

async function note(tx: Tx, actor: Actor, runId: string): Promise<void> {
  if (actor !== 'anonymous') await noteReading(tx, actor, runId);
}

const nameOf = (row: ReportRecord) => `${row.certificate ?? `report-${row.report_id}`}-${row.edition}`;
