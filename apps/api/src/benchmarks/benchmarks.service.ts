import { Inject, Injectable } from '@nestjs/common';
import type { createBenchmark, editBenchmark, Plan } from '@scenario-lab/contracts/benchmarks';
import type { Criterion } from '@scenario-lab/contracts/metrics';
import type { Received } from '@scenario-lab/contracts/route';
import {
  draftVersion,
  type ExamData,
  insistOnExamData,
  insistOnSealing,
  readExamData,
} from '@scenario-lab/db/benchmarks/draft-version';
import { execute, json, queryOne, queryRow } from '@scenario-lab/db/core/rows';
import { insistUnchanged, savedAtSql } from '@scenario-lab/db/core/versioned';
import type { Database, Tx } from '@scenario-lab/db/database';
import { recordEvent, transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { benchmarkPolicy } from '@scenario-lab/domain/benchmarks/benchmarks.policy';
import { differencesOf } from '@scenario-lab/domain/benchmarks/need-difference';
import { withPartNames } from '@scenario-lab/domain/benchmarks/part-names';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';

type Create = Received<typeof createBenchmark>['body'];
type Edit = Received<typeof editBenchmark>['body'];

const AgreeRow = z.object({
  need: json<readonly Criterion[]>().nullable(),
  exam: json<readonly Criterion[]>(),
});

const SealRow = z.object({
  status: z.string(),
  dataset_id: z.string(),
  plan: json<{ ownerId: string; datasetId: string; plan: Plan }['plan']>(),
});

@Injectable()
export class BenchmarksService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  create(actor: SignedIn, made: Create) {
    return this.database.asActor(actor, async (tx) => {
      const { ownerId, scenarioId } = await homeOf(tx, actor, made);
      const answer = may(benchmarkPolicy, actor, 'benchmark.create', {
        status: null,
        ownerOrganisationId: ownerId,
      });
      if (!answer.ok) throw new Refusal(answer.code, { thing: 'benchmark' });
      const data = await checkedData(tx, made.plan);
      await insistOnExamData(tx, actor, ownerId, data);
      const { benchmarkId, title } = made;
      const plan = withPartNames(made.plan, data.columns);
      return draftVersion(tx, actor, { benchmarkId, ownerId, scenarioId, title, plan });
    });
  }

  /** `seen`: the benchmark's `updatedAt` the writer had read, or null. Errors: `changed_meanwhile`. */
  edit(actor: SignedIn, versionId: string, { title, plan }: Edit, seen: string | null): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const version = await hold(tx, actor, versionId, 'edit');
      await insistUnchanged(tx, 'benchmark', version.benchmark_id, seen);
      const data = await checkedData(tx, plan);
      await insistOnExamData(tx, actor, version.owner_id, data);
      await execute(
        tx,
        `UPDATE benchmark_version SET plan = $2, dataset_version_id = $3, problems = '[]' WHERE id = $1`,
        [versionId, JSON.stringify(withPartNames(plan, data.columns)), plan.datasetVersionId],
      );
      await touch(tx, version.benchmark_id, title);
    });
  }

  /** Errors: `conflict` where nothing differs from the need. */
  agree(actor: SignedIn, versionId: string, reason: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const version = await hold(tx, actor, versionId, 'agree');
      const { need, exam } = await queryOne(
        tx,
        AgreeRow,
        `SELECT criteria_of_need(id) AS need, plan->'criteria' AS exam FROM benchmark_version WHERE id = $1`,
        [versionId],
      );
      const differences = differencesOf(need ?? exam, exam);
      if (differences.length === 0) throw new Refusal('conflict', { thing: 'benchmark_version' });
      const agreement = { differences, reason, at: new Date().toISOString(), personId: actor.personId };
      await execute(tx, 'UPDATE benchmark_version SET need_agreement = $2 WHERE id = $1', [
        versionId,
        JSON.stringify(agreement),
      ]);
      await recordEvent(tx, {
        thing: 'benchmark_version',
        id: versionId,
        event: 'benchmark_version.difference_agreed',
        by: actor,
        remark: reason,
      });
      await touch(tx, version.benchmark_id);
    });
  }

  /** What may be sealed is for the score role to say: it reads the rows. A refusal comes back as a draft with its problems. */
  seal(actor: SignedIn, versionId: string, remark: string | undefined): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const version = await hold(tx, actor, versionId, 'seal');
      // Nothing new is made of data that have been deprecated since the draft was written.
      const data = await queryOne(
        tx,
        SealRow,
        `SELECT d.status, d.dataset_id, v.plan FROM dataset_version d
           JOIN benchmark_version v ON v.dataset_version_id = d.id WHERE v.id = $1`,
        [versionId],
      );
      if (data.status !== 'ready') {
        throw new Refusal('wrong_status', { thing: 'dataset_version', status: data.status });
      }
      const request = await insistOnSealing(tx, {
        ownerId: version.owner_id,
        datasetId: data.dataset_id,
        plan: data.plan,
      });
      // The data's owner sees at the request it granted that an exam is being made under it.
      if (request)
        await recordEvent(tx, {
          thing: 'access_request',
          id: request,
          event: 'access_request.exam_sealed',
          by: actor,
        });
      await transition(tx, 'benchmark_version', versionId, 'seal', {
        by: actor,
        remark,
        set: { problems: [] },
        deliver: ['seal-benchmark'],
      });
      await touch(tx, version.benchmark_id);
    });
  }

  end(actor: SignedIn, versionId: string, deed: 'close' | 'retire', reason: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const version = await hold(tx, actor, versionId, deed);
      await transition(tx, 'benchmark_version', versionId, deed, { by: actor, remark: reason });
      await touch(tx, version.benchmark_id);
    });
  }
}

const HomeOfRow = z.object({
  owner_id: z.string(),
  scenario_id: z.string().nullable(),
});

const HomeOfRow2 = z.object({
  owner_id: z.string(),
});

/** Whose it will be: a further version its benchmark's owner's, a need's its department's, else the maker's. */
async function homeOf(
  tx: Tx,
  actor: SignedIn,
  { benchmarkId, scenarioId }: Create,
): Promise<{ ownerId: string; scenarioId: string | null }> {
  if (benchmarkId !== null) {
    const benchmark = await queryRow(
      tx,
      HomeOfRow,
      'SELECT owner_id, scenario_id FROM benchmark WHERE id = $1',
      [benchmarkId],
    );
    if (!benchmark) throw inputRefusal({ path: 'benchmarkId', code: 'benchmark_missing' });
    return { ownerId: benchmark.owner_id, scenarioId: benchmark.scenario_id };
  }
  if (scenarioId === null) return { ownerId: actor.organisationId, scenarioId };
  const scenario = await queryRow(tx, HomeOfRow2, 'SELECT owner_id FROM scenario WHERE id = $1', [
    scenarioId,
  ]);
  if (!scenario) throw inputRefusal({ path: 'scenarioId', code: 'scenario_missing' });
  return { ownerId: scenario.owner_id, scenarioId };
}

/** The data of a plan, and that every column it names is one of theirs; the rest is said when it is sealed. */
async function checkedData(tx: Tx, plan: Plan): Promise<ExamData> {
  const data = await readExamData(tx, plan.datasetVersionId);
  if (!data) throw inputRefusal({ path: 'plan.datasetVersionId', code: 'dataset_missing' });
  if (data.status !== 'ready')
    throw inputRefusal({ path: 'plan.datasetVersionId', code: 'version_not_ready' });
  const names = new Set(data.columns.map(({ name }) => name));
  const unit = plan.resamplingUnit;
  const asked = [
    { path: 'plan.target', name: plan.target },
    ...plan.features.map((name, at) => ({ path: `plan.features.${at}`, name })),
    ...plan.slices.map((name, at) => ({ path: `plan.slices.${at}`, name })),
    ...(unit.kind === 'group' ? [{ path: 'plan.resamplingUnit.column', name: unit.column }] : []),
    ...(plan.forecast ? [{ path: 'plan.forecast.time', name: plan.forecast.time }] : []),
  ];
  const missing = asked.filter(({ name }) => !names.has(name)).slice(0, 50);
  if (missing.length > 0)
    throw inputRefusal(...missing.map(({ path }) => ({ path, code: 'unknown_column' })));
  return data;
}

const HoldRow = z.object({
  status: z.string(),
  benchmark_id: z.string(),
  owner_id: z.string(),
});

async function hold(
  tx: Tx,
  actor: SignedIn,
  versionId: string,
  action: 'edit' | 'agree' | 'seal' | 'close' | 'retire',
): Promise<{ benchmark_id: string; owner_id: string }> {
  const insist = async (lock: boolean) => {
    const version = await queryRow(
      tx,
      HoldRow,
      `SELECT v.status, v.benchmark_id, b.owner_id FROM benchmark_version v
       JOIN benchmark b ON b.id = v.benchmark_id WHERE v.id = $1 ${lock ? 'FOR UPDATE OF v' : ''}`,
      [versionId],
    );
    if (!version) throw new Refusal('not_found', { thing: 'benchmark_version', id: versionId });
    const facts = { status: version.status, ownerOrganisationId: version.owner_id };
    const answer = may(benchmarkPolicy, actor, `benchmark.${action}`, facts);
    if (!answer.ok) throw new Refusal(answer.code, { thing: 'benchmark_version', id: versionId });
    return version;
  };
  await insist(false);
  return insist(true);
}

async function touch(tx: Tx, benchmarkId: string, title?: Edit['title']): Promise<void> {
  await execute(
    tx,
    `UPDATE benchmark SET updated_at = ${savedAtSql}, title = coalesce($2, title) WHERE id = $1`,
    [benchmarkId, title ? JSON.stringify(title) : null],
  );
}
