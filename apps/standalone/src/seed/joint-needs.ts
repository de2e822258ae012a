import { agreeToJointNeed, proposeJointNeed } from '@scenario-lab/contracts/joint-needs';
import { createScenario, scenarioDeeds } from '@scenario-lab/contracts/scenarios';
import { LIKE_PUMPS, LIKE_UNDERPASSES } from '../demo-data/story/joint.js';
import type { Cast } from './cast.js';
import type { Ids } from './catalogue.js';
import { dayAfter } from './time.js';

/** One joint need that waits for the water bureau's answer, and a pair of needs the lab has not asked about yet. */
export async function seedJointNeeds(cast: Cast, scenarios: Ids): Promise<void> {
  const operator = cast.lab('operator');
  const publish = async ({ owner, card }: typeof LIKE_PUMPS) => {
    const { id } = await cast.of(owner).call(createScenario, {
      body: { ...card, decisionDate: dayAfter(70), deadline: dayAfter(40) },
    });
    await cast.of(owner).call(scenarioDeeds.submit, { params: { id }, body: {} });
    await operator.call(scenarioDeeds.approve, { params: { id }, body: {} });
    return id;
  };
  const first = scenarios.get('pump-alarm');
  const second = await publish(LIKE_PUMPS);
  await publish(LIKE_UNDERPASSES);
  if (!first) return;
  const params = await operator.call(proposeJointNeed, {
    body: {
      title: {
        zh: '雨水泵站与下穿隧道水泵停机预警',
        en: 'Warning of pump stops at storm-water stations and underpasses',
      },
      note: '两家的水泵、告警记录和抢修方式相近，一套模型可以共用。建议由水务局牵头，请于本月底前答复经费分摊与分工。',
      scenarioIds: [first, second],
      leadScenarioId: first,
    },
  });
  await cast.of(LIKE_PUMPS.owner).call(agreeToJointNeed, {
    params,
    body: {
      budget: 400_000,
      duties: {
        data: '20 处隧道泵站的运行与告警记录',
        site: '人民南路下穿隧道泵站',
        acceptance: '运行调度处参加汛前联合验收',
      },
    },
  });
}
