import { createHash } from 'node:crypto';
import { canonicalJson, envelopeText, sealEnvelope } from '@scenario-lab/contracts/envelope';
import { writeArchive } from '@scenario-lab/contracts/packs/archive';
import {
  artifactFile,
  manifestFile,
  type PackManifest,
  packPredicateType,
} from '@scenario-lab/contracts/packs/content';
import { execute, queryOne, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { recordEvent } from '@scenario-lab/db/transition';
import { z } from 'zod';
import type { JobsDesk } from '../desk.js';
import { labName } from '../lab-name.js';
import { gatherPack } from './gather-pack.js';

export type PackDesk = Pick<JobsDesk, 'db' | 'blobs' | 'key' | 'publicUrl' | 'log'>;

/** Agreed to by both sides and not written yet. */
const due = `SELECT k.id FROM replication_pack k JOIN lab_case c ON c.id = k.case_id
  WHERE k.written_at IS NULL AND k.withdrawn_at IS NULL
    AND EXISTS (SELECT 1 FROM pack_consent n WHERE n.pack_id = k.id AND n.organisation_id = c.department_id)
    AND EXISTS (SELECT 1 FROM pack_consent n WHERE n.pack_id = k.id AND n.organisation_id = c.vendor_id)`;

const WritePacksOnceRow = z.object({
  id: z.string(),
});

/** Writes and signs every pack both sides have agreed to; one that fails is tried at the next look and holds up no other. */
export async function writePacksOnce(desk: PackDesk): Promise<void> {
  const waiting = await desk.db.asSystem((tx) =>
    queryRows(tx, WritePacksOnceRow, `${due} ORDER BY k.asked_at`),
  );
  for (const { id } of waiting)
    await write(desk, id).catch((error: unknown) =>
      desk.log.error({ err: error, pack: id }, 'a pack was not written'),
    );
}

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const WriteRow = z.object({
  at: z.date(),
});

/** Files, manifest and row in one transaction: there is a signed pack or none, and a withdrawal waits or is found. */
async function write(desk: PackDesk, id: string): Promise<void> {
  await desk.db.asSystem(async (tx) => {
    const held = await queryRow(
      tx,
      WritePacksOnceRow,
      `SELECT id FROM replication_pack WHERE id = $1 FOR UPDATE SKIP LOCKED`,
      [id],
    );
    if (!held || (await execute(tx, `${due} AND k.id = $1`, [id])) === 0) return;
    const { caseId, consents, parts, report, artifact, leftOut } = await gatherPack(tx, desk.blobs, id);
    const encoder = new TextEncoder();
    const files = [
      ...Object.entries(parts).map(([name, part]) => ({
        name,
        bytes: encoder.encode(`${canonicalJson(part)}\n`),
      })),
      ...(report === null ? [] : [{ name: 'report.json', bytes: encoder.encode(report) }]),
      ...(artifact === null ? [] : [{ name: artifactFile, bytes: artifact }]),
    ].sort((a, b) => (a.name < b.name ? -1 : 1));
    const { at } = await queryOne(tx, WriteRow, 'SELECT now() AS at');
    const key = await desk.key(tx);
    const manifest: PackManifest = {
      _type: 'https://in-toto.io/Statement/v1',
      subject: files.map(({ name, bytes }) => ({ name, digest: { sha256: digestOf(bytes) } })),
      predicateType: packPredicateType,
      predicate: {
        packId: id,
        caseId,
        issuedAt: at.toISOString(),
        lab: { name: await labName(tx), address: desk.publicUrl.replace(/\/+$/, '') },
        bytes: Object.fromEntries(files.map(({ name, bytes }) => [name, bytes.length])),
        consents,
        leftOut,
      },
    };
    const envelope = envelopeText(sealEnvelope(manifest, key.keyId, key.sign));
    const archive = Buffer.from(
      writeArchive([...files, { name: manifestFile, bytes: encoder.encode(envelope) }]),
    );
    const { sha256, bytes } = await desk.blobs.put(archive);
    await keep(tx, id, [sha256, bytes, key.keyId, JSON.stringify(manifest), at]);
    await recordEvent(tx, { thing: 'case', id: caseId, event: 'case.pack_written' });
  });
}

async function keep(tx: Tx, id: string, written: unknown[]): Promise<void> {
  await execute(
    tx,
    `UPDATE replication_pack SET sha256 = $2, bytes = $3, key_id = $4, manifest = $5, written_at = $6 WHERE id = $1`,
    [id, ...written],
  );
}
