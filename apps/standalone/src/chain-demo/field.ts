import { call, ProblemError } from '@scenario-lab/contracts/call';
import {
  assessReplication,
  publishCase,
  readReplication,
  replicationDeeds,
  requestReplication,
  startTransferTest,
  writeCase,
} from '@scenario-lab/contracts/cases';
import { engagementDeeds, readEngagement } from '@scenario-lab/contracts/engagements';
import {
  issueSiteToken,
  pilotDeeds,
  pilotEnds,
  planPilot,
  pushObservations,
  readPilot,
  recordObservations,
} from '@scenario-lab/contracts/pilots';
import { readRun } from '@scenario-lab/contracts/runs';
import { until } from '../seed/persona.js';
import { dayAfter } from '../seed/time.js';
import { approve, criterion } from './links.js';
import type { People } from './stage.js';

const declared = 12;
const rubric = {
  practice: { score: 5, words: '误差低于目标，调度已据此排班。' },
  front_line: { score: 4, words: '值班员愿意继续使用。' },
  citizens: { score: null, words: '用户不直接接触。' },
};

/** Pilot with KPI intake: refused below the declared number of observations, accepted with them. */
export async function pilot(people: People, engagementId: string) {
  const { department, vendor } = people;
  const { id } = await department.call(planPilot, {
    params: { id: engagementId },
    body: {
      from: dayAfter(-20),
      until: dayAfter(20),
      sites: ['北一换热站'],
      kpis: [
        {
          criterion,
          name: { zh: '日均绝对误差', en: 'Daily mean absolute error' },
          unit: 'MW',
          baseline: 2.4,
          target: 1,
          observations: declared,
        },
      ],
    },
  });
  const params = { id };
  await department.call(pilotDeeds.start, { params, body: {} });
  const { secret } = await department.call(issueSiteToken, { params, body: { site: '北一换热站' } });
  const site = { ...department.client, headers: () => ({ authorization: `Bearer ${secret}` }) };
  const point = (day: number, value: number) => ({
    criterion: criterion.id,
    at: new Date(Date.now() - day * 86_400_000).toISOString(),
    value,
  });
  const values = Array.from({ length: declared }, (_, i) => 0.8 + 0.02 * ((i * 7) % 5));
  await call(site, pushObservations, {
    body: { points: values.slice(0, 5).map((value, i) => point(i + 1, value)) },
  });
  await vendor.call(recordObservations, {
    params,
    body: { points: Array.from({ length: 20 }, (_, i) => point(i + 0.5, 0.1)), source: 'manual' },
  });
  await department.call(pilotDeeds.evaluate, { params, body: {} });
  const early = await department
    .call(pilotEnds.accept, { params, body: { reason: '数据不足时不应通过。', rubric } })
    .then(
      () => 'accepted',
      (error: unknown) => (error instanceof ProblemError ? error.problem.code : String(error)),
    );
  if (early !== 'too_few_observations')
    throw new Error(`acceptance below the declared observations answered ${early}`);
  await department.call(recordObservations, {
    params,
    body: { points: values.slice(5).map((value, i) => point(i + 6, value)), source: 'csv' },
  });
  const seen = await department.call(readPilot, { params });
  const kpi = seen.kpis[0];
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (!kpi?.field || Math.abs(kpi.field.value - mean) > 1e-9)
    throw new Error(`field value ${kpi?.field?.value} is not the mean ${mean}`);
  if (kpi.counted !== declared || kpi.selfReported !== 20)
    throw new Error(`counted ${kpi.counted}, self-reported ${kpi.selfReported}`);
  if (kpi.lab && kpi.gap !== null && Math.abs(kpi.gap - (kpi.lab.value - kpi.field.value)) > 1e-9) {
    throw new Error(`gap ${kpi.gap} is not lab ${kpi.lab.value} against field ${kpi.field.value}`);
  }
  await department.call(pilotEnds.accept, { params, body: { reason: '达到目标，同意验收。', rubric } });
  return { pilotId: id, field: kpi.field.value, gap: kpi.gap };
}

/** Case, and another district's own sealed data: tested, approved, adopted. */
export async function enable(people: People, engagementId: string, benchmarkVersionId: string) {
  const { department, district, operator } = people;
  await operator.call(engagementDeeds.enable, { params: { id: engagementId }, body: {} });
  const { caseId } = await department.call(readEngagement, { params: { id: engagementId } });
  if (!caseId) throw new Error('the accepted pilot left no case');
  const title = { zh: '供热负荷预测试点', en: 'Heat demand pilot' };
  const lesson = {
    zh: '误差减半；换热站编号须先统一。',
    en: 'The error was halved; agree on station numbers first.',
  };
  await department.call(writeCase, { params: { id: caseId }, body: { title, lesson, reasonCode: null } });
  await operator.call(publishCase, { params: { id: caseId }, body: {} });
  const { id } = await district.call(requestReplication, {
    params: { id: caseId },
    body: { purpose: '本片区拟在下一采暖季采用，先以自有数据验证。' },
  });
  const params = { id };
  await operator.call(assessReplication, {
    params,
    body: {
      contextDifference: { zh: '片区规模较小，建筑保温较差。', en: 'Smaller district, poorer insulation.' },
    },
  });
  const { runId } = await operator.call(startTransferTest, { params, body: { benchmarkVersionId } });
  await until(
    'transfer test',
    () => operator.call(readRun, { params: { id: runId } }),
    (run) => run.status === 'in_review',
    180,
  );
  const run = await approve(people, operator, runId);
  await district.call(replicationDeeds.adopt, { params, body: {} });
  const { status } = await district.call(readReplication, { params });
  if (status !== 'adopted') throw new Error(`the replication stands at ${status}`);
  return { caseId, replicationId: id, transferRunId: runId, verdict: run.verdict };
}
