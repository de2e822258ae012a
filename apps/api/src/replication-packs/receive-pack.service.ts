import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { Inject, Injectable } from '@nestjs/common';
import type { TrustedKey } from '@scenario-lab/contracts/envelope';
import type { receivePack } from '@scenario-lab/contracts/foreign-packs';
import { mostPackBytes } from '@scenario-lab/contracts/packs/archive';
import { type OpenedPack, openPack } from '@scenario-lab/contracts/packs/open-pack';
import type { Answer } from '@scenario-lab/contracts/route';
import { predicateOf } from '@scenario-lab/contracts/statement';
import { takeUpload } from '@scenario-lab/db/catalogue/take-upload';
import { execute, json, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { foreignPackPolicy } from '@scenario-lab/domain/replication-packs/foreign-packs.policy';
import type { BlobStore } from '@scenario-lab/storage/blob-store';
import { z } from 'zod';
import { demand } from '../http/demand.js';
import { BLOBS, DATABASE } from '../http/tokens.js';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Packs in memory at once: one holds 64 MiB at most, and the API has other things to do. */
let opening: Promise<unknown> = Promise.resolve();
function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  const turn = opening.then(work, work);
  opening = turn.catch(() => undefined);
  return turn;
}

const ReceiveRow = z.object({
  id: z.string(),
  keys: json<TrustedKey[]>(),
});

const KeepRow = z.object({
  id: z.string(),
});

@Injectable()
export class ReceivePackService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(BLOBS) private readonly blobs: BlobStore,
  ) {}

  /** Verified before anything is kept. The upload of a refused pack stays an upload: another can be sent. */
  receive(actor: SignedIn, uploadId: string): Promise<Answer<typeof receivePack>> {
    return oneAtATime(() =>
      this.database.asActor(actor, async (tx) => {
        demand(
          may(foreignPackPolicy, actor, 'foreign_pack.receive', {
            status: null,
            adopterOrganisationId: null,
            labStands: true,
          }),
        );
        const upload = await takeUpload(tx, uploadId, actor.organisationId, 'file');
        if (Number(upload.bytes) > mostPackBytes) throw refused('too_large', '');
        const bytes = new Uint8Array(await buffer(await this.blobs.get(upload.sha256)));
        const labs = await queryRows(
          tx,
          ReceiveRow,
          'SELECT id, keys FROM trusted_lab WHERE ended_at IS NULL ORDER BY pinned_at',
        );
        const opened = openPack(
          bytes,
          labs.flatMap(({ keys }) => keys),
          sha256,
        );
        if (!opened.ok) throw refused(opened.code, opened.place);
        const lab = labs.find(({ keys }) =>
          keys.some((key) => (key as TrustedKey & { keyId: string }).keyId === opened.keyId),
        );
        if (!lab) throw refused('no_trusted_key', opened.keyId);
        return this.keep(tx, actor, lab.id, opened, upload);
      }),
    );
  }

  private async keep(
    tx: Tx,
    actor: SignedIn,
    labId: string,
    opened: OpenedPack,
    upload: { sha256: string; bytes: string },
  ): Promise<Answer<typeof receivePack>> {
    // The same pack at once from two desks is one pack.
    await execute(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`foreign:${opened.digest}`]);
    const known = await queryRow(tx, KeepRow, 'SELECT id FROM foreign_pack WHERE digest = $1', [
      opened.digest,
    ]);
    if (known) return { id: known.id, known: true };
    if (opened.artifact) await this.blobs.put(Buffer.from(opened.artifact));
    const { manifest, content, report } = opened;
    const id = newId();
    await execute(
      tx,
      `INSERT INTO foreign_pack (id, lab_id, pack_id, case_id, digest, sha256, bytes, key_id, manifest, content, report, program,
         received_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        id,
        labId,
        manifest.predicate.packId,
        manifest.predicate.caseId,
        opened.digest,
        upload.sha256,
        upload.bytes,
        opened.keyId,
        JSON.stringify(manifest),
        JSON.stringify(content),
        report ? JSON.stringify({ ...report, artifact: artifactOf(report.text) }) : null,
        opened.artifact !== null,
        actor.personId,
      ],
    );
    await recordEvent(tx, { thing: 'foreign_pack', id, event: 'foreign_pack.received', by: actor });
    return { id, known: false };
  }
}

const refused = (reason: string, place: string) => new Refusal('pack_refused', { reason, place });

/** The program a report speaks of, by its digest; null where it is no report of a run. */
function artifactOf(envelope: string): string | null {
  try {
    const { payload } = JSON.parse(envelope) as { payload: string };
    return predicateOf(JSON.parse(Buffer.from(payload, 'base64').toString('utf8')))?.digests.artifact ?? null;
  } catch {
    return null;
  }
}
