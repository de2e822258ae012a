import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import {
  type Acceptance,
  type AcceptanceCondition,
  Payment,
  type PilotAcceptance,
} from '@scenario-lab/contracts/pilot-acceptance';
import { json, queryRow, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { pilotPolicy } from '@scenario-lab/domain/pilots/pilots.policy';
import { allowed } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import type { BlobStore } from '@scenario-lab/storage/blob-store';
import { z } from 'zod';
import type { Env } from '../env.js';
import { BLOBS, DATABASE, ENV } from '../http/tokens.js';
import { holdPilot, pilotFactsOf } from './pilot-record.js';
import { readSurveys } from './read-surveys.js';

type ReadAnswer = Omit<Acceptance, 'at' | 'issuedAt'> & { at: Date; issuedAt: Date | null };

const ReadRow = z.object({
  id: z.string(),
  by: z.string(),
  paper: z.boolean(),
  keyId: z.string().nullable(),
  statement: z.string(),
  decision: word<ReadAnswer['decision']>(),
  phase: word<ReadAnswer['phase']>(),
  rubric: json<NonNullable<ReadAnswer['rubric']>>().nullable(),
  at: z.date(),
  issuedAt: z.date().nullable(),
});

type ReadAnswer2 = Omit<AcceptanceCondition, 'met'> & {
  met_at: Date | null;
  met_by: string;
  met_words: string;
};

const ReadRow2 = z.object({
  id: z.string(),
  owner: word<ReadAnswer2['owner']>(),
  words: z.string(),
  due: z.string(),
  met_at: z.date().nullable(),
  met_by: z.string(),
  met_words: z.string().nullable(),
});

const EnvelopeRow = z.object({
  envelope: z.string(),
});

const PdfRow = z.object({
  sha256: z.string().nullable(),
});

/** What people say of a pilot and what was signed on it; both sides and the lab read it. */
@Injectable()
export class AcceptanceQuery {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(BLOBS) private readonly blobs: BlobStore,
    @Inject(ENV) private readonly env: Pick<Env, 'MAIL'>,
  ) {}

  read(actor: SignedIn, id: string): Promise<PilotAcceptance> {
    return this.database.asActor(actor, async (tx) => {
      const pilot = await holdPilot(tx, actor, id, 'pilot.read');
      const may = allowed(pilotPolicy, actor, pilotFactsOf(pilot));
      const acceptances = await queryRows(
        tx,
        ReadRow,
        `SELECT a.id, a.phase, a.decision, a.statement, a.rubric, coalesce(person_name(a.signed_by), '') AS by,
           a.created_at AS at, a.issued_at AS "issuedAt", a.key_id AS "keyId", a.pdf_zh_sha256 IS NOT NULL AS paper
         FROM acceptance a WHERE a.pilot_id = $1 ORDER BY a.created_at DESC, a.id`,
        [id],
      );
      const conditions = await queryRows(
        tx,
        ReadRow2,
        `SELECT c.id, c.words, c.due::text AS due, c.owner, c.met_at, coalesce(person_name(c.met_by), '') AS met_by, c.met_words
         FROM acceptance_condition c JOIN acceptance a ON a.id = c.acceptance_id
         WHERE c.pilot_id = $1 ORDER BY c.due, a.created_at, c.position`,
        [id],
      );
      const payments = await queryRows(
        tx,
        Payment,
        `SELECT id, title, amount, due::text AS due, paid_on::text AS "paidOn", reference FROM pilot_payment
         WHERE pilot_id = $1 ORDER BY position`,
        [id],
      );
      const surveys = await readSurveys(tx, id);
      const holds = pilot.department.id === actor.organisationId;
      return {
        acceptances: acceptances.map((one) => ({
          ...one,
          at: one.at.toISOString(),
          issuedAt: one.issuedAt?.toISOString() ?? null,
        })),
        conditions: conditions.map(({ met_at, met_by, met_words, ...one }) => ({
          ...one,
          met: met_at && { at: met_at.toISOString(), by: met_by, words: met_words ?? '' },
        })),
        payments,
        surveys: surveys.map((survey) => (holds ? survey : { ...survey, link: null })),
        mail: this.env.MAIL === 'yes',
        allowed: may,
      };
    });
  }

  /** The exact bytes that were signed. Errors: `not_found` where there is none, or none yet. */
  envelope(actor: SignedIn, pilotId: string, id: string): Promise<string> {
    return this.database.asActor(actor, async (tx) => {
      await holdPilot(tx, actor, pilotId, 'pilot.read');
      const row = await queryRow(
        tx,
        EnvelopeRow,
        'SELECT envelope FROM acceptance WHERE id = $1 AND pilot_id = $2 AND envelope IS NOT NULL',
        [id, pilotId],
      );
      if (!row) throw new Refusal('not_found', { thing: 'acceptance', id });
      return row.envelope;
    });
  }

  /** Errors: `not_found` where there is none, as of what is not sealed yet. */
  async pdf(
    actor: SignedIn,
    pilotId: string,
    id: string,
    language: 'zh' | 'en',
  ): Promise<{ bytes: number; stream: Readable }> {
    const row = await this.database.asActor(actor, async (tx) => {
      await holdPilot(tx, actor, pilotId, 'pilot.read');
      return await queryRow(
        tx,
        PdfRow,
        `SELECT CASE $3 WHEN 'zh' THEN pdf_zh_sha256 ELSE pdf_en_sha256 END AS sha256 FROM acceptance
         WHERE id = $1 AND pilot_id = $2`,
        [id, pilotId, language],
      );
    });
    const found = row?.sha256 && (await this.blobs.stat(row.sha256));
    if (!row?.sha256 || !found) throw new Refusal('not_found', { thing: 'acceptance', id });
    return { bytes: found.bytes, stream: await this.blobs.get(row.sha256) };
  }
}
