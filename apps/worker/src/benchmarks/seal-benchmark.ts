import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Tx } from '@scenario-lab/db/database';
import { transition } from '@scenario-lab/db/transition';
import type { Sealed } from '@scenario-lab/evaluation/types';
import type { ScoreDesk } from '../desk.js';
import { onceAtATime } from '../once-at-a-time.js';
import type { WakeUp } from '../queue/jobs.js';
import { exposedKeys, noteExposed, secretFor } from './secrets.js';
import { moveSource, type SealFacts, sealFacts, sourceOf } from './source.js';
import { versionDigest } from './version-digest.js';

/**
 * Seals a benchmark version: packs to the blob store, truth to the vault, the source of data that may only be
 * computed on to the vault as well. Opens it, or sends it back with what stands in the way.
 */
export async function sealBenchmark(desk: ScoreDesk, { thingId }: WakeUp): Promise<void> {
  await onceAtATime(desk.db, `seal-benchmark:${thingId}`, async () => {
    const facts = await desk.db.asSystem((tx) => sealFacts(tx, thingId));
    if (!facts) return;
    const place = join(desk.vaultDir, 'sealing', thingId);
    await rm(place, { recursive: true, force: true });
    await mkdir(join(place, 'out'), { recursive: true, mode: 0o700 });
    try {
      await attempt(desk, facts, place);
    } finally {
      await rm(place, { recursive: true, force: true });
    }
  });
}

async function attempt(desk: ScoreDesk, facts: SealFacts, place: string): Promise<void> {
  const { tableFile, filesDir } = await sourceOf(desk, facts, place);
  const result = await desk.seal({
    plan: facts.plan,
    columns: facts.columns,
    split: facts.split,
    tableFile,
    ...(filesDir ? { filesDir } : {}),
    // The same secret each time, so that an attempt that broke off is repeated and not varied.
    secretSeed: await secretFor(desk.vaultDir, `benchmark:${facts.versionId}`),
    datasetSalt: await secretFor(desk.vaultDir, `dataset:${facts.datasetId}`),
    exposed: await exposedKeys(desk.vaultDir, facts.datasetId),
    outDir: join(place, 'out'),
  });
  if (!result.sealed) {
    await desk.db.asSystem((tx) =>
      transition(tx, 'benchmark_version', facts.versionId, 'refuse', { set: { problems: result.problems } }),
    );
    return;
  }
  await noteExposed(desk.vaultDir, facts.datasetId, result.sampleKeys);
  const sample = result.sampleZip ? (await desk.blobs.put({ path: result.sampleZip })).sha256 : null;
  for (const pack of result.packs) await desk.blobs.put({ path: pack.file }, { sha256: pack.digest });
  for (const truth of result.truths) await desk.vault.put({ path: truth.file }, { sha256: truth.digest });
  if (facts.accessMode === 'sandbox_only') await moveSource(desk, facts);
  await desk.db.asSystem((tx) => opened(tx, facts, result, sample));
}

async function opened(tx: Tx, facts: SealFacts, sealed: Sealed, sample: string | null): Promise<void> {
  const id = facts.versionId;
  await transition(tx, 'benchmark_version', id, 'sealed', {
    set: {
      digest: versionDigest(facts.plan, sealed),
      hidden_digest: sealed.hiddenDigest,
      columns: sealed.columns,
      problems: sealed.warnings,
      task: sealed.task,
      sample_sha256: sample,
      baseline_result: { metrics: sealed.baseline, needed: sealed.needed },
      truth_public: facts.truthPublic,
    },
  });
  for (const { split, digest, rows, executions } of sealed.packs) {
    await tx.query(
      'INSERT INTO pack (benchmark_version_id, split, sha256, rows, executions) VALUES ($1, $2, $3, $4, $5)',
      [id, split, digest, rows, executions],
    );
  }
  for (const { split, digest } of sealed.truths) {
    await tx.query('INSERT INTO truth (benchmark_version_id, split, vault_sha256) VALUES ($1, $2, $3)', [
      id,
      split,
      digest,
    ]);
  }
  if (facts.accessMode === 'sandbox_only') {
    await tx.query('UPDATE dataset_version SET sealed_at = coalesce(sealed_at, now()) WHERE id = $1', [
      facts.datasetVersionId,
    ]);
  }
  await transition(tx, 'benchmark_version', id, 'open', { set: { opened_at: new Date() } });
}
