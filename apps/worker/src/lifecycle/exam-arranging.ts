import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { execute as executeOf, queryOne } from '@scenario-lab/db/core/rows';
import type { SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { addParty } from '@scenario-lab/db/parties';
import { reserveLook, reserveWallet } from '@scenario-lab/db/runs/reserve';
import { transition } from '@scenario-lab/db/transition';
import type { BlobStore } from '@scenario-lab/storage/blob-store';
import type { Cast } from '@scenario-lab/testing/builders';
import type { TestDatabase } from '@scenario-lab/testing/database';
import { z } from 'zod';
import { readEnv } from '../env.js';
import { WorkerModule } from '../worker.module.js';
import { columns, limits, table as markedTable } from './exam-material.js';
import { silent } from './lab.js';

/** An execute worker and one that scores and issues, in this process, on the stores below `folder`. */
export function openWorkers(folder: string, { urls }: TestDatabase): Promise<INestApplicationContext[]> {
  const shared = {
    BLOBS_DIR: join(folder, 'blobs'),
    SPOOL_DIR: join(folder, 'spool'),
    LOG_LEVEL: 'silent',
  };
  const execute = {
    ...shared,
    WORKER_ROLES: 'execute',
    DATABASE_URL: urls.execute,
    WORK_DIR: join(folder, 'work'),
  };
  const score = {
    ...shared,
    WORKER_ROLES: 'score,jobs',
    DATABASE_URL: urls.score,
    VAULT_DIR: join(folder, 'vault'),
    KEY_DIR: join(folder, 'keys'),
    HEALTH_PORT: '0',
    PUBLIC_URL: 'https://lab.example',
  };
  return Promise.all(
    [execute, score].map((env) =>
      NestFactory.createApplicationContext(WorkerModule.of(readEnv(env), silent), {
        logger: false,
        abortOnError: false,
      }),
    ),
  );
}

/** A need and a solution that are being validated together; answers the engagement's id. */
export async function engage({ owner }: TestDatabase, { department, vendor }: Cast): Promise<string> {
  const [scenario, solution, engagement] = [newId(), newId(), newId()];
  await owner.query(`INSERT INTO scenario (id, owner_id, status, need) VALUES ($1, $2, 'published', '{}')`, [
    scenario,
    department.organisationId,
  ]);
  await owner.query(`INSERT INTO solution (id, owner_id, status, card) VALUES ($1, $2, 'listed', '{}')`, [
    solution,
    vendor.organisationId,
  ]);
  await owner.query(
    `INSERT INTO engagement (id, status, scenario_id, solution_id, vendor_id, department_id)
     VALUES ($1, 'validating', $2, $3, $4, $5)`,
    [engagement, scenario, solution, vendor.organisationId, department.organisationId],
  );
  return engagement;
}

const SubmitRunRow = z.object({
  hidden_digest: z.string(),
});

/** Hands a run of the vendor's in, as the API would have; answers its id. */
export function submitRun(
  db: SystemDatabase,
  { vendor }: Cast,
  run: { artifact: string; version: string; split: string; engagement?: string },
): Promise<string> {
  return db.asSystem(async (tx) => {
    const id = newId();
    await executeOf(
      tx,
      `INSERT INTO run (id, split, algorithm_version_id, benchmark_version_id, vendor_id, submitted_by, engagement_id, held)
       VALUES ($1, $2, $3, $4, $5, $6, $7, 5)`,
      [
        id,
        run.split,
        run.artifact,
        run.version,
        vendor.organisationId,
        vendor.personId,
        run.engagement ?? null,
      ],
    );
    await addParty(tx, 'run', id, vendor.organisationId, 'own');
    const { hidden_digest: hiddenDigest } = await queryOne(
      tx,
      SubmitRunRow,
      'SELECT hidden_digest FROM benchmark_version WHERE id = $1',
      [run.version],
    );
    if (run.split === 'hidden') {
      await reserveLook(tx, { runId: id, controlGroup: vendor.organisationId, hiddenDigest, of: 3 });
    }
    await reserveWallet(tx, vendor.organisationId, id, 5);
    await transition(tx, 'run', id, 'submit', { deliver: ['execute-run'] });
    return id;
  });
}

/** The marked table as data of a mode, handed in. */
export async function handIn(
  { db, blobs, cast }: { db: SystemDatabase; blobs: BlobStore; cast: Cast },
  mode: string,
  dataset: string,
  version: string,
): Promise<void> {
  const { sha256, bytes } = await blobs.put(Buffer.from(markedTable()));
  await db.asSystem(async (tx) => {
    await addParty(tx, 'dataset', dataset, cast.department.organisationId, 'own');
    await executeOf(
      tx,
      `INSERT INTO dataset (id, owner_id, status, card, listed, access_mode) VALUES ($1, $2, 'listed', $3, $3, $4) ON CONFLICT (id) DO NOTHING`,
      [
        dataset,
        cast.department.organisationId,
        JSON.stringify({ title: { zh: '空气质量', en: 'Air' } }),
        mode,
      ],
    );
    await executeOf(
      tx,
      `INSERT INTO dataset_version (id, dataset_id, label, file_name, bytes, sha256, columns, split)
       VALUES ($1, $2, $1::uuid::text, 'air.csv', $3, $4, $5, $6)`,
      [
        version,
        dataset,
        bytes,
        sha256,
        JSON.stringify(columns),
        JSON.stringify({ by: 'time', column: 'when', sample: 0.2, validation: 0.3, hidden: 0.5 }),
      ],
    );
    await transition(tx, 'dataset_version', version, 'upload');
    await transition(tx, 'dataset_version', version, 'profile', { deliver: ['profile-dataset'] });
  });
}

/** An exam on it, on its way to be sealed. */
export async function sealOn(
  { db, cast }: { db: SystemDatabase; cast: Cast },
  benchmark: string,
  version: string,
  table: string,
): Promise<void> {
  const plan = {
    task: 'regression',
    datasetVersionId: table,
    target: 'y',
    features: ['x'],
    metrics: ['mae', 'rmse'],
    criteria: [
      { id: 'close', metric: 'mae', direction: 'at_most', threshold: 1, unit: 'µg/m³', must: true },
      { id: 'memory', metric: 'peak_memory_mib', direction: 'at_most', threshold: 256, must: true },
      { id: 'cpu', metric: 'cpu_seconds_per_1k', direction: 'at_most', threshold: 0.001, must: false },
    ],
    resamplingUnit: { kind: 'block', duration: 'P7D' },
    limits,
    baseline: 'mean',
    // The target is twice the feature but for a little noise, as whoever reads the exam's data sees.
    leakAnswer: 'Made so, for a program that is easily right.',
  };
  await db.asSystem(async (tx) => {
    await executeOf(tx, `INSERT INTO benchmark (id, owner_id, title) VALUES ($1, $2, $3)`, [
      benchmark,
      cast.department.organisationId,
      JSON.stringify({ zh: '空气质量预测', en: 'Air quality' }),
    ]);
    await executeOf(
      tx,
      `INSERT INTO benchmark_version (id, benchmark_id, number, dataset_version_id, plan) VALUES ($1, $2, 1, $3, $4)`,
      [version, benchmark, table, JSON.stringify(plan)],
    );
    await transition(tx, 'benchmark_version', version, 'create');
    await transition(tx, 'benchmark_version', version, 'seal', { deliver: ['seal-benchmark'] });
  });
}
