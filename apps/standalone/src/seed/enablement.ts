import {
  assessReplication,
  publishCase,
  replicationDeeds,
  requestReplication,
  startTransferTest,
  writeCase,
} from '@scenario-lab/contracts/cases';
import { readEngagement } from '@scenario-lab/contracts/engagements';
import { readRun } from '@scenario-lab/contracts/runs';
import { STORY } from '../demo-data/story/story.js';
import type { Ids } from './catalogue.js';
import { review, type World } from './engagements.js';
import { until } from './persona.js';

/** Writes and publishes the cases; `engagement` → id of its case. */
export async function seedCases(world: World, engagements: Ids): Promise<Ids> {
  const ids: Ids = new Map();
  for (const story of STORY.cases) {
    const engagement = STORY.engagements.find((one) => one.slug === story.engagement);
    const scenario = STORY.scenarios.find((one) => one.slug === engagement?.scenario);
    if (!scenario) throw new Error(`case of ${story.engagement}: no scenario`);
    const department = world.cast.of(scenario.owner);
    const { caseId } = await department.call(readEngagement, {
      params: { id: engagements.get(story.engagement) ?? '' },
    });
    if (!caseId) {
      world.say(`${story.engagement} left no case`);
      continue;
    }
    const { title, lesson, reasonCode, anonymous } = story;
    await department.call(writeCase, {
      params: { id: caseId },
      body: { title, lesson, reasonCode, anonymous },
    });
    if (story.published)
      await world.cast.lab('operator').call(publishCase, {
        params: { id: caseId },
        body: {},
      });
    ids.set(story.engagement, caseId);
  }
  return ids;
}

/** Other districts take over: requested, assessed, tested on their own sealed data, adopted or declined. */
export async function seedReplications(world: World, cases: Ids): Promise<void> {
  const lab = world.cast.lab('operator');
  for (const story of STORY.replications) {
    if (!cases.has(story.case)) continue;
    const adopter = world.cast.of(story.adopter);
    const { id } = await adopter.call(requestReplication, {
      params: { id: cases.get(story.case) ?? '' },
      body: { purpose: story.purpose },
    });
    const params = { id };
    if (story.status === 'requested') continue;
    await lab.call(assessReplication, { params, body: { contextDifference: story.contextDifference } });
    if (story.status === 'assessing') continue;
    const { runId } = await lab.call(startTransferTest, {
      params,
      body: { benchmarkVersionId: world.exams.get(story.exam) ?? '' },
    });
    const run = await until(
      `transfer test of ${story.case}`,
      () => lab.call(readRun, { params: { id: runId } }),
      (one) => ['in_review', 'algorithm_fault', 'platform_fault', 'cancelled'].includes(one.status),
      300,
    );
    if (run.status === 'in_review') {
      await review(world.cast, lab, runId, 'approve', '迁移验证按大纲进行，数据为采用单位自有封存数据。');
    }
    const { verdict } = await lab.call(readRun, { params: { id: runId } });
    if (story.status === 'adopted' && verdict !== 'pass') {
      world.say(`transfer test of ${story.case} came out ${verdict}; the replication waits`);
      continue;
    }
    if (story.status === 'adopted') await adopter.call(replicationDeeds.adopt, { params, body: {} });
    else await adopter.call(replicationDeeds.decline, { params, body: { reason: story.reason ?? '' } });
  }
}
