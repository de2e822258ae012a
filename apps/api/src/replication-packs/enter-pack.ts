import { SaveAlgorithm } from '@scenario-lab/contracts/algorithms';
import { SaveScenario } from '@scenario-lab/contracts/scenarios';
import { insertCard } from '@scenario-lab/db/catalogue/listing.queries';
import { execute, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { addParty } from '@scenario-lab/db/parties';
import type { ForeignRecord } from '@scenario-lab/db/replication-packs/foreign-pack.queries';
import { transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Refusal } from '@scenario-lab/domain/refusal';
import { algorithmWords, needWords } from '@scenario-lab/matching/card-words';
import { z } from 'zod';
import { soughtOf } from '../listing/sought.js';

/** The template as the adopting department's draft: its own place, contact, dates, budget and data are for it to say. */
export async function enterNeed(
  tx: Tx,
  actor: SignedIn,
  ownerId: string,
  record: ForeignRecord,
): Promise<string> {
  const need = SaveScenario.parse({ ...record.content['need.json'], region: null });
  const id = newId();
  await addParty(tx, 'scenario', id, ownerId, 'own');
  const { said, words } = await soughtOf(tx, ownerId, needWords(need));
  await execute(
    tx,
    `INSERT INTO scenario (id, owner_id, need, field, region, budget, deadline, said, words, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::tsvector, date_trunc('milliseconds', clock_timestamp()))`,
    [id, ownerId, JSON.stringify(need), need.field, need.region, need.budget, need.deadline, said, words],
  );
  await transition(tx, 'scenario', id, 'create', { by: actor });
  return id;
}

const EnterProgramRow = z.object({
  id: z.string(),
});

/**
 * The program under the vendor's name here, as a draft its vendor and the lab see. The same program that is here
 * already is not entered again. Null where none came along. It is inspected like any other that is handed in.
 */
export async function enterProgram(
  tx: Tx,
  actor: SignedIn,
  { vendorId, adopterId }: { vendorId: string; adopterId: string },
  record: ForeignRecord,
): Promise<{ versionId: string; known: boolean } | null> {
  const told = record.content['algorithm.json'];
  if (!told) return null;
  const known = await queryRow(
    tx,
    EnterProgramRow,
    `SELECT v.id FROM algorithm_version v JOIN algorithm a ON a.id = v.algorithm_id
     WHERE a.owner_id = $1 AND v.sha256 = $2 AND v.status IN ('uploaded', 'inspecting', 'ready') ORDER BY v.created_at LIMIT 1`,
    [vendorId, told.sha256],
  );
  if (known) return { versionId: known.id, known: true };
  if (!record.program) return null;
  const card = SaveAlgorithm.parse({
    title: told.title,
    summary: told.summary ?? told.title,
    fields: [],
    technologies: [],
    solutionId: null,
    task: told.task,
    licence: told.licence,
    card: told.card,
  });
  const algorithmId = newId();
  await addParty(tx, 'algorithm', algorithmId, vendorId, 'own');
  // Whoever it was brought for must be able to read what will be tested.
  await addParty(tx, 'algorithm', algorithmId, adopterId, 'read');
  await insertCard(tx, 'algorithm', algorithmId, vendorId, card, {
    fields: [],
    more: { task: card.task, solution_id: null },
    sought: await soughtOf(tx, vendorId, algorithmWords(card)),
  });
  await transition(tx, 'algorithm', algorithmId, 'create', { by: actor });
  const versionId = newId();
  await execute(
    tx,
    `INSERT INTO algorithm_version (id, algorithm_id, label, kind, file_name, bytes, sha256, sockets, onnx)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      versionId,
      algorithmId,
      told.label,
      told.kind,
      told.fileName,
      told.bytes,
      told.sha256,
      JSON.stringify(told.sockets),
      told.onnx ? JSON.stringify(told.onnx) : null,
    ],
  );
  await transition(tx, 'algorithm_version', versionId, 'upload', {
    by: actor,
    deliver: ['inspect-artifact'],
  });
  return { versionId, known: false };
}

/** Errors: `pack_in_use` where its department has saved, submitted or examined it. */
export async function removeNeed(tx: Tx, record: ForeignRecord): Promise<void> {
  const gone = await queryRows(
    tx,
    EnterProgramRow,
    `DELETE FROM scenario s USING foreign_pack f WHERE f.id = $1 AND s.id = f.scenario_id AND s.status = 'draft'
       AND s.updated_at = f.scenario_at AND NOT EXISTS (SELECT 1 FROM benchmark b WHERE b.scenario_id = s.id) RETURNING s.id`,
    [record.id],
  );
  if (gone.length === 0) throw new Refusal('pack_in_use', { thing: 'scenario' });
}

const RemoveProgramRow = z.object({
  free: z.boolean().nullable(),
});

/** What was here before stays. Errors: `pack_in_use` where it has run or its card was worked on. */
export async function removeProgram(tx: Tx, record: ForeignRecord): Promise<void> {
  if (!record.algorithm || record.algorithm_known) return;
  const { id, versionId } = record.algorithm;
  const held = await queryRow(
    tx,
    RemoveProgramRow,
    `SELECT a.status = 'draft' AND NOT EXISTS (SELECT 1 FROM run r WHERE r.algorithm_version_id = $2)
       AND (SELECT count(*) FROM algorithm_version v WHERE v.algorithm_id = a.id) = 1 AS free FROM algorithm a WHERE a.id = $1 FOR UPDATE`,
    [id, versionId],
  );
  if (!held?.free) throw new Refusal('pack_in_use', { thing: 'algorithm' });
  await execute(tx, 'UPDATE foreign_pack SET algorithm_version_id = NULL WHERE id = $1', [record.id]);
  await execute(tx, 'DELETE FROM algorithm_version WHERE id = $1', [versionId]);
  await execute(tx, 'DELETE FROM algorithm WHERE id = $1', [id]);
}
