import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { takenByOthers, withdrawDownloads } from '@scenario-lab/db/catalogue/data-use';
import { execute, queryRow } from '@scenario-lab/db/core/rows';
import type { Tx } from '@scenario-lab/db/database';
import { keepHiddenRows } from '@scenario-lab/db/runs/hidden-rows';
import { transition } from '@scenario-lab/db/transition';
import type { Sealed } from '@scenario-lab/evaluation/types';
import { z } from 'zod';
import type { ScoreDesk } from '../desk.js';
import { onceAtATime, oneAfterAnother } from '../once-at-a-time.js';
import type { WakeUp } from '../queue/jobs.js';
import { tryJob } from '../queue/try-job.js';
import { keysOf, noteKeys, secretFor } from './secrets.js';
import { moveSources, sweepRowFiles, withdrawTold } from './shelter-sources.js';
import { type SealFacts, sealFacts, sourceOf } from './source.js';
import { versionDigest } from './version-digest.js';

/**
 * Seals a benchmark version: packs to the blob store, truth to the vault, the sources of the
 * dataset to the vault as well. Opens it, or sends it back with what stands in the way.
 */
export async function sealBenchmark(desk: ScoreDesk, { thingId }: WakeUp): Promise<void> {
  await onceAtATime(desk.db, `seal-benchmark:${thingId}`, () =>
    tryJob(desk, 'seal-benchmark', thingId, async () => {
      const facts = await desk.db.asSystem((tx) => sealFacts(tx, thingId));
      if (facts) await seal(desk, facts);
    }),
  );
}

async function seal(desk: ScoreDesk, facts: SealFacts): Promise<void> {
  const place = join(desk.vaultDir, 'sealing', facts.versionId);
  await rm(place, { recursive: true, force: true });
  await mkdir(join(place, 'out'), { recursive: true, mode: 0o700 });
  try {
    // Of two versions of the same data the later one must know what the earlier one hid and gave out.
    await oneAfterAnother(desk.db, `seal-dataset:${facts.datasetId}`, () => attempt(desk, facts, place));
  } finally {
    await rm(place, { recursive: true, force: true });
  }
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
    rowSecret: await secretFor(desk.vaultDir, 'rows'),
    datasetSalt: await secretFor(desk.vaultDir, `dataset:${facts.datasetId}`),
    exposed: await keysOf(desk.vaultDir, 'exposed', facts.datasetId),
    shown: facts.shown,
    hidden: await keysOf(desk.vaultDir, 'hidden', facts.datasetId),
    twin: facts.accessMode === 'sandbox_only' && !facts.releasesSample,
    outDir: join(place, 'out'),
  });
  if (!result.sealed) {
    await desk.db.asSystem((tx) =>
      transition(tx, 'benchmark_version', facts.versionId, 'refuse', { set: { problems: result.problems } }),
    );
    return;
  }
  const before = await keysOf(desk.vaultDir, 'closed', facts.datasetId);
  await noteKeys(desk.vaultDir, 'hidden', facts.datasetId, result.hiddenKeys);
  await noteKeys(desk.vaultDir, 'closed', facts.datasetId, result.closedKeys);
  await noteKeys(desk.vaultDir, 'exposed', facts.datasetId, result.sampleKeys);
  const sample = result.sampleZip ? (await desk.blobs.put({ path: result.sampleZip })).sha256 : null;
  for (const pack of result.packs) await desk.blobs.put({ path: pack.file }, { sha256: pack.digest });
  for (const truth of result.truths) await desk.vault.put({ path: truth.file }, { sha256: truth.digest });
  await moveSources(desk, facts.datasetId);
  const table = result.openTable;
  const open = table && {
    sha256: (await desk.spool.put(facts.versionId, table.file)).sha256,
    rows: table.rows,
    duplicates: table.duplicates,
    spool: facts.versionId,
  };
  const listed = result.hiddenRows && {
    rows: result.hiddenRows.rows,
    csv: await readFile(result.hiddenRows.file),
  };
  await desk.db.asSystem(async (tx) => {
    if (listed)
      await execute(
        tx,
        `INSERT INTO exam_rows (benchmark_version_id, rows, csv) VALUES ($1, $2, $3)
         ON CONFLICT (benchmark_version_id) DO UPDATE SET rows = $2, csv = $3`,
        [facts.versionId, listed.rows, listed.csv],
      );
    const fresh = result.hiddenKeys.some((key) => !before.has(key));
    const known = fresh && (await takenByOthers(tx, facts.datasetId));
    await opened(tx, known ? { ...facts, truthPublic: true } : facts, result, sample, open);
  });
  // What breaks off here is done at the next look (`keepSheltered`).
  await sweepRowFiles(desk, facts.datasetId);
}

interface OpenRows {
  sha256: string;
  rows: number;
  duplicates: number;
  spool: string;
}

async function opened(
  tx: Tx,
  facts: SealFacts,
  sealed: Sealed,
  sample: string | null,
  open: OpenRows | null,
): Promise<void> {
  const id = facts.versionId;
  await transition(tx, 'benchmark_version', id, 'sealed', {
    set: {
      digest: versionDigest(facts.plan, sealed),
      hidden_digest: sealed.hiddenDigest,
      columns: sealed.columns,
      problems: sealed.warnings,
      task: sealed.task,
      sample_sha256: sample,
      twin: sealed.twin,
      baseline_result: { metrics: sealed.baseline, needed: sealed.needed },
      truth_public: facts.truthPublic,
    },
  });
  await keepHiddenRows(tx, {
    hiddenDigest: sealed.hiddenDigest,
    datasetId: facts.datasetId,
    ...sealed.hiddenMarks,
  });
  for (const { split, digest, rows, executions } of sealed.packs) {
    await execute(
      tx,
      'INSERT INTO pack (benchmark_version_id, split, sha256, rows, executions) VALUES ($1, $2, $3, $4, $5)',
      [id, split, digest, rows, executions],
    );
  }
  for (const { split, digest } of sealed.truths) {
    await execute(tx, 'INSERT INTO truth (benchmark_version_id, split, vault_sha256) VALUES ($1, $2, $3)', [
      id,
      split,
      digest,
    ]);
  }
  await execute(tx, 'UPDATE dataset_version SET sealed_at = coalesce(sealed_at, now()) WHERE id = $1', [
    facts.datasetVersionId,
  ]);
  await withdrawDownloads(tx, facts.datasetId);
  await withdrawTold(tx, facts.datasetId, 'figures');
  const waits = await tellOpenRows(tx, facts, open);
  await transition(tx, 'benchmark_version', id, 'open', {
    set: { opened_at: new Date() },
    deliver: waits ? ['profile-open-rows'] : [],
  });
}

/**
 * From this moment figures that count a hidden row are told to nobody outside: what was told is withdrawn until
 * the open rows are profiled. Answers whether they wait for it; nothing changes where they are the same as before.
 */
async function tellOpenRows(tx: Tx, facts: SealFacts, open: OpenRows | null): Promise<boolean> {
  const told = await queryRow(
    tx,
    z.unknown(),
    `SELECT 1 FROM dataset_profile WHERE dataset_version_id = $1 AND edition = 'open' AND table_sha256 = $2`,
    [facts.datasetVersionId, open?.sha256 ?? null],
  );
  if (told) return false;
  await execute(tx, `DELETE FROM dataset_profile WHERE dataset_version_id = $1 AND edition = 'open'`, [
    facts.datasetVersionId,
  ]);
  await execute(tx, 'UPDATE dataset_version SET open_rows = $2 WHERE id = $1', [
    facts.datasetVersionId,
    open && JSON.stringify(open),
  ]);
  return open !== null;
}
