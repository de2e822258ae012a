import { Inject, Injectable } from '@nestjs/common';
import type { arrangeExam, takePack } from '@scenario-lab/contracts/foreign-packs';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import { draftVersion, insistOnExamData, readExamData } from '@scenario-lab/db/benchmarks/draft-version';
import { execute, queryOne, queryRows } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import {
  type ForeignRecord,
  foreignFactsOf,
  readForeignRecord,
} from '@scenario-lab/db/replication-packs/foreign-pack.queries';
import { readScenarioRecord } from '@scenario-lab/db/scenarios/scenarios.queries';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { compilePlan } from '@scenario-lab/domain/benchmarks/compile-plan';
import { type ActionOf, may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { foreignPackPolicy } from '@scenario-lab/domain/replication-packs/foreign-packs.policy';
import { planFromPack } from '@scenario-lab/domain/replication-packs/plan-from-pack';
import { z } from 'zod';
import { demand } from '../http/demand.js';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';
import { enterNeed, enterProgram, removeNeed, removeProgram } from './enter-pack.js';

type Take = Received<typeof takePack>['body'];

/** A pack that was verified becomes drafts of those concerned here, or nothing at all; and it can be taken back. */
@Injectable()
export class ForeignPacksService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Errors: `invalid_input` at the organisation that is none of that kind, `other_credit_code` of another vendor. */
  take(actor: SignedIn, id: string, { adopterId, supplierId: vendorId }: Take): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const record = await hold(tx, actor, id, 'foreign_pack.take');
      await insistOnRole(tx, adopterId, 'demand', 'adopterId');
      if (vendorId) await insistOnVendor(tx, vendorId, record);
      const need = await enterNeed(tx, actor, adopterId, record);
      const program = vendorId ? await enterProgram(tx, actor, { vendorId, adopterId }, record) : null;
      await execute(
        tx,
        `UPDATE foreign_pack SET taken_at = now(), adopter_id = $2, vendor_id = $3, scenario_id = $4,
           scenario_at = (SELECT updated_at FROM scenario WHERE id = $4), algorithm_version_id = $5, algorithm_known = $6 WHERE id = $1`,
        [id, adopterId, vendorId, need, program?.versionId ?? null, program?.known ?? false],
      );
      await recordEvent(tx, { thing: 'foreign_pack', id, event: 'foreign_pack.taken', by: actor });
      await recordEvent(tx, { thing: 'scenario', id: need, event: 'scenario.brought', by: actor });
    });
  }

  /** Errors: `pack_in_use`. */
  undo(actor: SignedIn, id: string, reason: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const record = await hold(tx, actor, id, 'foreign_pack.undo');
      const replications = await queryRows(
        tx,
        z.unknown(),
        'SELECT 1 FROM replication WHERE foreign_pack_id = $1 LIMIT 1',
        [id],
      );
      if (replications.length > 0) throw new Refusal('pack_in_use', { thing: 'replication' });
      if (record.benchmark) throw new Refusal('pack_in_use', { thing: 'benchmark' });
      await removeProgram(tx, record);
      await removeNeed(tx, record);
      await execute(
        tx,
        `UPDATE foreign_pack SET taken_at = NULL, adopter_id = NULL, vendor_id = NULL, scenario_id = NULL, scenario_at = NULL,
           algorithm_version_id = NULL, algorithm_known = false WHERE id = $1`,
        [id],
      );
      await recordEvent(tx, {
        thing: 'foreign_pack',
        id,
        event: 'foreign_pack.undone',
        by: actor,
        remark: reason,
      });
    });
  }

  discard(actor: SignedIn, id: string, reason: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await hold(tx, actor, id, 'foreign_pack.discard');
      await execute(tx, 'DELETE FROM foreign_pack WHERE id = $1', [id]);
      await recordEvent(tx, {
        thing: 'foreign_pack',
        id,
        event: 'foreign_pack.discarded',
        by: actor,
        remark: reason,
      });
    });
  }

  /** A draft of the adopter's need and of the plan that came, on data the adopter may make exams of. */
  arrange(actor: SignedIn, id: string, datasetVersionId: string): Promise<Answer<typeof arrangeExam>> {
    return this.database.asActor(actor, async (tx) => {
      const record = await hold(tx, actor, id, 'foreign_pack.arrange');
      const exam = record.content['exam.json'];
      if (!exam) throw new Refusal('gate_incomplete', { missing: 'exam' });
      const scenario = record.scenario_id ? await readScenarioRecord(tx, actor, record.scenario_id) : null;
      if (!scenario) throw new Refusal('gate_incomplete', { missing: 'need' });
      const data = await readExamData(tx, datasetVersionId);
      if (!data) throw inputRefusal({ path: 'datasetVersionId', code: 'dataset_missing' });
      if (data.status !== 'ready')
        throw inputRefusal({ path: 'datasetVersionId', code: 'version_not_ready' });
      await insistOnExamData(tx, actor, scenario.owner.id, data);
      const { criteria, title } = scenario.need;
      const compiled = compilePlan({ task: exam.plan.task, criteria }, data);
      if (!compiled.ok) throw inputRefusal({ path: 'datasetVersionId', code: compiled.code });
      const made = await draftVersion(tx, actor, {
        benchmarkId: record.benchmark?.id ?? null,
        ownerId: scenario.owner.id,
        scenarioId: scenario.id,
        title,
        plan: planFromPack(exam.plan, compiled.plan, data.columns),
      });
      await execute(tx, 'UPDATE foreign_pack SET benchmark_id = $2 WHERE id = $1', [id, made.benchmarkId]);
      await recordEvent(tx, { thing: 'foreign_pack', id, event: 'foreign_pack.arranged', by: actor });
      return made;
    });
  }
}

async function hold(
  tx: Tx,
  actor: SignedIn,
  id: string,
  action: ActionOf<typeof foreignPackPolicy>,
): Promise<ForeignRecord> {
  const record = await readForeignRecord(tx, id, true);
  if (!record) throw new Refusal('not_found', { thing: 'foreign_pack', id });
  const facts = foreignFactsOf(record);
  demand(may(foreignPackPolicy, actor, action, facts), { thing: 'foreign_pack', status: facts.status });
  return record;
}

async function insistOnRole(tx: Tx, id: string, role: 'demand' | 'supply', path: string): Promise<void> {
  const found = await queryRows(
    tx,
    z.unknown(),
    'SELECT 1 FROM organisation WHERE id = $1 AND $2 = ANY(roles)',
    [id, role],
  );
  if (found.length === 0)
    throw inputRefusal({ path, code: role === 'demand' ? 'not_a_department' : 'not_a_vendor' });
}

const InsistOnVendorRow = z.object({
  credit_code: z.string().nullable(),
});

/** Nobody gets another's program: where both sides state their credit codes these are one. */
async function insistOnVendor(tx: Tx, id: string, record: ForeignRecord): Promise<void> {
  await insistOnRole(tx, id, 'supply', 'supplierId');
  const { creditCode } = record.content['case.json'].vendor;
  const here = await queryOne(tx, InsistOnVendorRow, 'SELECT credit_code FROM organisation WHERE id = $1', [
    id,
  ]);
  if (creditCode && here.credit_code && here.credit_code !== creditCode)
    throw inputRefusal({ path: 'supplierId', code: 'other_credit_code' });
}
