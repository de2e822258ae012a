import { Inject, Injectable } from '@nestjs/common';
import { draftVersion, insistOnExamData, readExamData } from '@scenario-lab/db/benchmarks/draft-version';
import type { Database } from '@scenario-lab/db/database';
import { readScenarioRecord, scenarioFacts } from '@scenario-lab/db/scenarios/scenarios.queries';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { compilePlan } from '@scenario-lab/domain/benchmarks/compile-plan';
import { withPartNames } from '@scenario-lab/domain/benchmarks/part-names';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { scenarioPolicy } from '@scenario-lab/domain/scenarios/scenarios.policy';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';

@Injectable()
export class CompileService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Criteria and data become a draft benchmark that belongs to the need's owner, whoever compiles it. */
  compile(actor: SignedIn, scenarioId: string, datasetVersionId: string) {
    return this.database.asActor(actor, async (tx) => {
      const record = await readScenarioRecord(tx, actor, scenarioId);
      if (!record) throw new Refusal('not_found', { thing: 'scenario', id: scenarioId });
      const answer = may(scenarioPolicy, actor, 'scenario.compile', scenarioFacts(record));
      if (!answer.ok) throw new Refusal(answer.code, { thing: 'scenario', id: scenarioId });
      const { task, criteria, title } = record.need;
      if (!task) throw new Refusal('gate_incomplete', { missing: 'task' });
      const data = await readExamData(tx, datasetVersionId);
      if (!data) throw inputRefusal({ path: 'datasetVersionId', code: 'dataset_missing' });
      if (data.status !== 'ready')
        throw inputRefusal({ path: 'datasetVersionId', code: 'version_not_ready' });
      await insistOnExamData(tx, actor, record.owner.id, data);
      const compiled = compilePlan({ task, criteria }, data);
      if (!compiled.ok) throw inputRefusal({ path: 'datasetVersionId', code: compiled.code });
      return draftVersion(tx, actor, {
        benchmarkId: null,
        ownerId: record.owner.id,
        scenarioId,
        title,
        plan: withPartNames(compiled.plan, data.columns),
      });
    });
  }
}
