import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { Skill, type TrainingCertificate } from '@scenario-lab/contracts/camps';
import { execute, json, queryRow, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import type { Actor, SignedIn } from '@scenario-lab/domain/actor';
import { Refusal } from '@scenario-lab/domain/refusal';
import type { BlobStore } from '@scenario-lab/storage/blob-store';
import { z } from 'zod';
import { BLOBS, DATABASE } from '../http/tokens.js';

const Found = z.object({
  id: z.string(),
  certificate: z.string(),
  status: word<TrainingCertificate['status']>(),
  name: z.string(),
  camp_id: z.string(),
  camp_title: json<TrainingCertificate['camp']['title']>(),
  organisation: json<TrainingCertificate['organisation']>(),
  issued_at: z.date(),
  reason: z.string().nullable(),
  digest: z.string(),
  key_id: z.string(),
  file: z.boolean(),
});

const EnvelopeRow = z.object({
  envelope: z.string(),
});

const PdfRow = z.object({
  sha256: z.string().nullable(),
});

/** Certificates of completion, and what needs ask people to be able to do. */
@Injectable()
export class TrainingQuery {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(BLOBS) private readonly blobs: BlobStore,
  ) {}

  read(actor: Actor, number: string): Promise<TrainingCertificate> {
    return this.database.asActor(actor, async (tx) => {
      const row = await queryRow(tx, Found, 'SELECT * FROM training_certificate($1)', [number]);
      if (!row) throw new Refusal('not_found', { thing: 'training' });
      const { id, status, name, organisation, reason, digest, file } = row;
      // Row-level security shows the row to nobody who may not have the file.
      const printed = file
        ? await execute(tx, 'SELECT 1 FROM trainee WHERE id = $1 AND pdf_zh_sha256 IS NOT NULL', [id])
        : 0;
      return {
        ...{ id, status, name, organisation, reason, digest, file },
        paper: printed > 0,
        number: row.certificate,
        camp: { id: row.camp_id, title: row.camp_title },
        issuedAt: row.issued_at.toISOString(),
        keyId: row.key_id,
      };
    });
  }

  /** The exact text that was signed; row-level security shows it to its holder and the lab. */
  envelope(actor: SignedIn, number: string): Promise<string> {
    return this.database.asActor(actor, async (tx) => {
      const row = await queryRow(
        tx,
        EnvelopeRow,
        'SELECT envelope FROM trainee WHERE certificate = $1 AND envelope IS NOT NULL AND (person_id = app_person() OR app_lab_reads())',
        [number],
      );
      if (!row) throw new Refusal('not_found', { thing: 'training' });
      return row.envelope;
    });
  }

  async pdf(
    actor: SignedIn,
    number: string,
    language: 'zh' | 'en',
  ): Promise<{ bytes: number; stream: Readable }> {
    const row = await this.database.asActor(actor, (tx) =>
      queryRow(
        tx,
        PdfRow,
        `SELECT pdf_${language}_sha256 AS sha256 FROM trainee WHERE certificate = $1 AND (person_id = app_person() OR app_lab_reads())`,
        [number],
      ),
    );
    const found = row?.sha256 && (await this.blobs.stat(row.sha256));
    if (!row?.sha256 || !found) throw new Refusal('not_found', { thing: 'training' });
    return { bytes: found.bytes, stream: await this.blobs.get(row.sha256) };
  }

  /** Of what is public alone, so that everybody reads the same: the most wanted first. */
  skills(): Promise<Skill[]> {
    return this.database.asActor('anonymous', (tx) =>
      queryRows(
        tx,
        Skill,
        `WITH asked AS (
           SELECT s.id, s.field, s.status = 'published' AND coalesce(s.deadline >= current_date, true) AS open,
             (SELECT w.plan->>'task' FROM benchmark b JOIN benchmark_version w ON w.benchmark_id = b.id
              WHERE b.scenario_id = s.id AND w.status IN ('open', 'closed') ORDER BY w.number DESC LIMIT 1) AS task
           FROM scenario s WHERE s.status IN ('published', 'closed') AND s.field IS NOT NULL),
         held AS (SELECT b.scenario_id, c.vendor_id FROM public_certificate c JOIN benchmark b ON b.id = c.benchmark_id
           WHERE c.status IN ('valid', 'watch') AND c.expires_at > now())
         SELECT a.field, a.task, count(*)::int AS needs,
           (count(*) FILTER (WHERE a.open AND NOT EXISTS (SELECT 1 FROM held h WHERE h.scenario_id = a.id)))::int AS gaps,
           (SELECT count(DISTINCT h.vendor_id)::int FROM held h JOIN asked o ON o.id = h.scenario_id
             WHERE o.field = a.field AND o.task IS NOT DISTINCT FROM a.task) AS vendors,
           (SELECT count(*)::int FROM camp k WHERE k.status IN ('announced', 'running') AND k.field = a.field) AS camps
         FROM asked a GROUP BY a.field, a.task ORDER BY gaps DESC, needs DESC, a.field, a.task NULLS LAST LIMIT 60`,
      ),
    );
  }
}
