import type { Result, Verdict } from '@scenario-lab/contracts/runs';
import { newId } from '@scenario-lab/db/ids';
import type { SignedIn } from '@scenario-lab/domain/actor';
import type pg from 'pg';
import type { z } from 'zod';

export interface MadeRun {
  vendor: SignedIn;
  algorithmVersionId: string;
  benchmarkVersionId: string;
  split?: 'sample' | 'validation' | 'hidden';
  status?: string;
  /** Credit held and a look charged, as a submission leaves them. */
  held?: number;
  hiddenDigest?: string;
}

/** A run as it stands in the table, without a worker or a queue. Answers its id. */
export async function makeRun(owner: pg.Client, made: MadeRun): Promise<string> {
  const id = newId();
  const { vendor, held = 0 } = made;
  await owner.query(
    `INSERT INTO party (thing, thing_id, organisation_id, "right") VALUES ('run', $1, $2, 'own')`,
    [id, vendor.organisationId],
  );
  await owner.query(
    `INSERT INTO run (id, status, split, algorithm_version_id, benchmark_version_id, vendor_id, submitted_by, held, resources)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      id,
      made.status ?? 'approved',
      made.split ?? 'hidden',
      made.algorithmVersionId,
      made.benchmarkVersionId,
      vendor.organisationId,
      vendor.personId,
      held,
      JSON.stringify({ cpuSeconds: 12.345, peakMemoryBytes: 1, wallSeconds: 1, executions: 1 }),
    ],
  );
  if (held > 0) {
    await owner.query(
      'UPDATE wallet SET balance = balance - $2, held = held + $2 WHERE organisation_id = $1',
      [vendor.organisationId, held],
    );
  }
  if (made.hiddenDigest) {
    await owner.query(
      `INSERT INTO look (run_id, control_group, hidden_digest, number, "of", artifact_sha256)
       SELECT $1, $2, $3, 1, 3, sha256 FROM algorithm_version WHERE id = $4`,
      [id, vendor.controlGroupId ?? vendor.organisationId, made.hiddenDigest, made.algorithmVersionId],
    );
  }
  return id;
}

/** What is asked for before a hidden run: the pair has been through the sample and could be scored. Once each. */
export async function makeTrial(
  owner: pg.Client,
  {
    vendor,
    algorithmVersionId,
    benchmarkVersionId,
  }: Pick<MadeRun, 'vendor' | 'algorithmVersionId' | 'benchmarkVersionId'>,
): Promise<void> {
  const { rowCount } = await owner.query(
    `SELECT 1 FROM run WHERE algorithm_version_id = $1 AND benchmark_version_id = $2 AND split = 'sample' AND status = 'finished'`,
    [algorithmVersionId, benchmarkVersionId],
  );
  if (rowCount) return;
  const pair = { vendor, algorithmVersionId, benchmarkVersionId };
  await makeRun(owner, { ...pair, split: 'sample', status: 'finished' });
}

/** Both editions of a result with one figure on the whole split. */
export async function makeResult(
  owner: pg.Client,
  runId: string,
  figure: { metric: string; value: number; lower: number; upper: number; verdict: z.infer<typeof Verdict> },
): Promise<void> {
  const { metric, value, lower, upper, verdict } = figure;
  const interval = { lower, upper, level: 0.95, method: 'bca' as const };
  const body: z.infer<typeof Result> = {
    overall: verdict,
    criteria: [],
    figures: [{ metric, version: '1', slice: null, value, interval, bounds: null, rows: 2000, units: 2000 }],
    plots: null,
    baseline: [],
    digest: null,
  };
  await owner.query('UPDATE run SET verdict = $2, ended_at = now() WHERE id = $1', [runId, verdict]);
  for (const edition of ['owner', 'vendor']) {
    await owner.query('INSERT INTO result (run_id, edition, body, digest) VALUES ($1, $2, $3, $4)', [
      runId,
      edition,
      JSON.stringify(body),
      'd'.repeat(64),
    ]);
  }
}
