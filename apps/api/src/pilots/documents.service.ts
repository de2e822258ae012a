import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import type {
  addDocument,
  PilotDocument,
  PlanChange,
  readPilotPlan,
} from '@scenario-lab/contracts/pilot-plan';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import { takeUpload } from '@scenario-lab/db/catalogue/take-upload';
import { execute, json, queryRow, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { pilotPolicy } from '@scenario-lab/domain/pilots/pilots.policy';
import { mayDecide } from '@scenario-lab/domain/pilots/plan-change';
import { allowed } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import type { BlobStore } from '@scenario-lab/storage/blob-store';
import { z } from 'zod';
import { BLOBS, DATABASE } from '../http/tokens.js';
import { holdPilot, type PilotRecord, pilotFactsOf } from './pilot-record.js';

const ConfirmRow = z.object({
  name: z.string(),
  sha256: z.string(),
});

const FileRow = z.object({
  file_name: z.string(),
  sha256: z.string(),
});

/** Papers both sides hold to, and what was asked of the plan. */
@Injectable()
export class DocumentsService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(BLOBS) private readonly blobs: BlobStore,
  ) {}

  read(actor: SignedIn, id: string): Promise<Answer<typeof readPilotPlan>> {
    return this.database.asActor(actor, async (tx) => {
      const pilot = await holdPilot(tx, actor, id, 'pilot.read');
      const may = allowed(pilotPolicy, actor, pilotFactsOf(pilot));
      return {
        changes: await changesOf(tx, id, may.includes('pilot.decide_change') ? actor.organisationId : null),
        documents: await documentsOf(
          tx,
          id,
          may.includes('pilot.add_document') ? sideOf(pilot, actor) : null,
        ),
        allowed: may,
      };
    });
  }

  /** Whoever brings a paper has confirmed it by that. */
  add(
    actor: SignedIn,
    id: string,
    { name, uploadId }: Received<typeof addDocument>['body'],
  ): Promise<{ id: string }> {
    return this.database.asActor(actor, async (tx) => {
      const pilot = await holdPilot(tx, actor, id, 'pilot.add_document');
      const file = await takeUpload(tx, uploadId, actor.organisationId, 'file');
      const document = newId();
      const side = sideOf(pilot, actor);
      await execute(
        tx,
        `INSERT INTO pilot_document (id, pilot_id, name, file_name, sha256, bytes, person_id, organisation_id, ${side}_at, ${side}_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, clock_timestamp(), $7)`,
        [document, id, name, file.fileName, file.sha256, file.bytes, actor.personId, actor.organisationId],
      );
      await recordEvent(tx, { thing: 'pilot', id, event: 'pilot.document_added', by: actor, remark: name });
      return { id: document };
    });
  }

  /** By the other side, once, under the digest it has seen. Errors: `not_found`, `changed_meanwhile`. */
  confirm(actor: SignedIn, id: string, documentId: string, sha256: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const pilot = await holdPilot(tx, actor, id, 'pilot.add_document');
      const side = sideOf(pilot, actor);
      const document = await queryRow(
        tx,
        ConfirmRow,
        `SELECT name, sha256 FROM pilot_document WHERE id = $1 AND pilot_id = $2 AND ${side}_at IS NULL FOR UPDATE`,
        [documentId, id],
      );
      if (!document) throw new Refusal('not_found', { thing: 'pilot_document', id: documentId });
      if (document.sha256 !== sha256)
        throw new Refusal('changed_meanwhile', { thing: 'pilot_document', id: documentId });
      await execute(
        tx,
        `UPDATE pilot_document SET ${side}_at = clock_timestamp(), ${side}_by = $2 WHERE id = $1`,
        [documentId, actor.personId],
      );
      const remark = document.name;
      await recordEvent(tx, { thing: 'pilot', id, event: 'pilot.document_confirmed', by: actor, remark });
    });
  }

  /** Errors: `not_found`. */
  async file(
    actor: SignedIn,
    id: string,
    documentId: string,
  ): Promise<{ name: string; bytes: number; stream: Readable }> {
    const found = await this.database.asActor(actor, async (tx) => {
      await holdPilot(tx, actor, id, 'pilot.read');
      return queryRow(
        tx,
        FileRow,
        'SELECT file_name, sha256 FROM pilot_document WHERE id = $1 AND pilot_id = $2',
        [documentId, id],
      );
    });
    const kept = found && (await this.blobs.stat(found.sha256));
    if (!found || !kept) throw new Refusal('not_found', { thing: 'pilot_document', id: documentId });
    return { name: found.file_name, bytes: kept.bytes, stream: await this.blobs.get(found.sha256) };
  }
}

type Side = 'vendor' | 'department';
const sideOf = (pilot: PilotRecord, actor: SignedIn): Side =>
  pilot.department.id === actor.organisationId ? 'department' : 'vendor';

type ChangesOfAnswer = Omit<PlanChange, 'at' | 'decided' | 'may'> & {
  at: Date;
  decided_at: Date | null;
  decided_by: string;
  remark: string | null;
};

const ChangesOfRow = z.object({
  organisation: json<ChangesOfAnswer['organisation']>(),
  id: z.string(),
  by: z.string(),
  reason: z.string(),
  decision: word<NonNullable<ChangesOfAnswer['decision']>>().nullable(),
  before: json<ChangesOfAnswer['before']>(),
  after: json<ChangesOfAnswer['after']>(),
  at: z.date(),
  decided_at: z.date().nullable(),
  decided_by: z.string(),
  remark: z.string().nullable(),
});

async function changesOf(tx: Tx, id: string, organisationId: string | null): Promise<PlanChange[]> {
  const rows = await queryRows(
    tx,
    ChangesOfRow,
    `SELECT c.id, c.reason, coalesce(person_name(c.proposed_by), '') AS by, c.created_at AS at, c.before, c.after, c.decision,
       jsonb_build_object('id', o.id, 'name', o.name) AS organisation, c.decided_at,
       coalesce(person_name(c.decided_by), '') AS decided_by, c.remark
     FROM pilot_change c JOIN organisation o ON o.id = c.organisation_id WHERE c.pilot_id = $1 ORDER BY c.created_at DESC`,
    [id],
  );
  return rows.map(({ decided_at, decided_by, remark, ...row }) => ({
    ...row,
    at: row.at.toISOString(),
    decided: decided_at && { by: decided_by, at: decided_at.toISOString(), remark },
    may:
      row.decision === null && organisationId !== null
        ? [...mayDecide(row.organisation.id, organisationId)]
        : [],
  }));
}

type DocumentsOfAnswer = Omit<PilotDocument, 'at' | 'confirmed' | 'mayConfirm'> & {
  created_at: Date;
  vendor_at: Date | null;
  vendor_by: string;
  department_at: Date | null;
  department_by: string;
};

const DocumentsOfRow = z.object({
  organisation: json<DocumentsOfAnswer['organisation']>(),
  id: z.string(),
  name: z.string(),
  by: z.string(),
  fileName: z.string(),
  bytes: z.number(),
  sha256: z.string(),
  created_at: z.date(),
  vendor_at: z.date().nullable(),
  vendor_by: z.string(),
  department_at: z.date().nullable(),
  department_by: z.string(),
});

async function documentsOf(tx: Tx, id: string, side: Side | null): Promise<PilotDocument[]> {
  const rows = await queryRows(
    tx,
    DocumentsOfRow,
    `SELECT d.id, d.name, d.file_name AS "fileName", d.sha256, d.bytes::float8 AS bytes, coalesce(person_name(d.person_id), '') AS by,
       jsonb_build_object('id', o.id, 'name', o.name) AS organisation, d.created_at, d.vendor_at, d.department_at,
       coalesce(person_name(d.vendor_by), '') AS vendor_by, coalesce(person_name(d.department_by), '') AS department_by
     FROM pilot_document d JOIN organisation o ON o.id = d.organisation_id WHERE d.pilot_id = $1 ORDER BY d.created_at, d.id`,
    [id],
  );
  return rows.map(({ created_at, vendor_at, vendor_by, department_at, department_by, ...row }) => ({
    ...row,
    at: created_at.toISOString(),
    confirmed: {
      vendor: vendor_at && { by: vendor_by, at: vendor_at.toISOString() },
      department: department_at && { by: department_by, at: department_at.toISOString() },
    },
    mayConfirm: side !== null && (side === 'vendor' ? vendor_at : department_at) === null,
  }));
}
