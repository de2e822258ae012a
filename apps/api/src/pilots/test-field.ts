import {
  pilotDeeds,
  pilotEnds,
  planPilot,
  readPilot,
  recordObservations,
} from '@scenario-lab/contracts/pilots';
import type { Args } from '@scenario-lab/contracts/route';
import { reviewDeeds, submitRun } from '@scenario-lab/contracts/runs';
import type { SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { transition } from '@scenario-lab/db/transition';
import { vendorResultOf } from '@scenario-lab/domain/runs/edition';
import { makeCertificate } from '@scenario-lab/testing/certify';
import { makeTrial } from '@scenario-lab/testing/evidence';
import { examPlan, giveParty, makeExam } from '@scenario-lab/testing/exam';
import { playRun } from '@scenario-lab/testing/play-worker';
import { maeResult } from '@scenario-lab/testing/results';
import type { TestApp } from '../http/test-app.js';

type Who = Parameters<TestApp['as']>[0];

export const dayOf = (n: number) => new Date(Date.UTC(2026, 0, 1 + n, 6)).toISOString();
export const pointsOf = (values: number[], from = 0) =>
  values.map((value, index) => ({ criterion: 'mae', at: dayOf(from + index), value }));

export const planBody = (observations = 3): Args<typeof planPilot>['body'] => ({
  from: '2026-01-01',
  until: '2026-03-31',
  sites: ['Yingmenkou', 'Shiling'],
  conditions: { zh: '旁路运行' },
  milestones: [{ title: { en: 'First month' }, due: '2026-02-01' }],
  kpis: [
    {
      criterion: examPlan(newId()).criteria[0]!,
      name: { en: 'Mean error', zh: '平均误差' },
      unit: 'cm',
      baseline: 31,
      target: 12,
      observations,
    },
  ],
});

/** What the department makes of a pilot. */
export const rubric = {
  practice: { score: 4, words: '夜间报警准确' },
  front_line: { score: 5, words: '值班员愿意继续用' },
  citizens: { score: null, words: '市民不直接接触' },
};

/** What the tests of the field begin with, on the lab of one file. */
export function fieldOf(lab: () => TestApp, marking: () => SystemDatabase) {
  /** An engagement whose solution passed in the lab at MAE 10.4 ± 0.7, certified. */
  async function validated() {
    const app = lab();
    const { owner } = app.database;
    const { vendor, department, reviewer } = app.cast;
    const exam = await makeExam(owner, app.cast);
    const engagementId = newId();
    await giveParty(owner, 'engagement', engagementId, vendor.organisationId, 'own');
    await giveParty(owner, 'engagement', engagementId, department.organisationId, 'act');
    await owner.query(
      `INSERT INTO engagement (id, status, scenario_id, solution_id, vendor_id, department_id)
       VALUES ($1, 'validating', $2, $3, $4, $5)`,
      [engagementId, exam.scenarioId, exam.solutionId, vendor.organisationId, department.organisationId],
    );
    await makeTrial(owner, { ...exam, vendor });
    const { id } = await app.as(vendor)(submitRun, { body: { ...exam, split: 'hidden', engagementId } });
    await playRun(marking(), { verdict: 'pass', owner: maeResult(), vendor: vendorResultOf(maeResult()) });
    await app.as(reviewer)(reviewDeeds.approve, { params: { id }, body: { statement: 'As the plan says.' } });
    const certificate = await makeCertificate(owner, id);
    await marking().asSystem((tx) => transition(tx, 'engagement', engagementId, 'pass'));
    return { exam, engagementId, ...certificate };
  }
  const plan = async (engagementId: string, observations?: number, who: Who = lab().cast.department) =>
    (await lab().as(who)(planPilot, { params: { id: engagementId }, body: planBody(observations) })).id;
  const rows = { ...pilotDeeds, ...pilotEnds };
  const deed = (who: Who, name: keyof typeof rows, id: string) => {
    const more = name === 'accept' ? { rubric } : { code: 'performance' };
    return lab().as(who)(rows[name], { params: { id }, body: { reason: `why ${name}`, ...more } as never });
  };
  const read = (who: Who, id: string) => lab().as(who)(readPilot, { params: { id } });
  const record = (who: Who, id: string, values: number[], from = 0) =>
    lab().as(who)(recordObservations, {
      params: { id },
      body: { points: pointsOf(values, from), source: 'csv' },
    });
  async function running(observations?: number) {
    const made = await validated();
    const id = await plan(made.engagementId, observations);
    await deed(lab().cast.department, 'start', id);
    return { ...made, id };
  }
  return { validated, running, plan, deed, read, record };
}
