import { agreeToJointNeed, proposeJointNeed } from '@scenario-lab/contracts/joint-needs';
import { createScenario, scenarioDeeds } from '@scenario-lab/contracts/scenarios';
import { LIKE_PUMPS, LIKE_SUBMERSIBLES, LIKE_UNDERPASSES } from '../demo-data/story/joint.js';
import type { Cast } from './cast.js';
import type { Ids } from './catalogue.js';
import { dayAfter } from './time.js';

/** One joint need that waits for the answer of whoever shall lead it, and a pair of needs the lab has not asked about yet. */
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
  const first = scenarios.get('underpass-flooding');
  const second = await publish(LIKE_UNDERPASSES);
  await publish(LIKE_PUMPS);
  await publish(LIKE_SUBMERSIBLES);
  if (!first) return;
  const params = await operator.call(proposeJointNeed, {
    body: {
      title: {
        zh: '下穿通道积水视频识别与封闭联动',
        en: 'Seeing flooded underpasses on video, and closing them',
      },
      note: '两家的摄像头、积水分级和封闭流程相近，一套模型可以共用。建议由城市管理委员会牵头，请于本月底前答复经费分摊与分工。',
      scenarioIds: [first, second],
      leadScenarioId: first,
    },
  });
  await cast.of(LIKE_UNDERPASSES.owner).call(agreeToJointNeed, {
    params,
    body: {
      budget: 400_000,
      duties: {
        data: '3 处河边下穿通道的视频截图与封闭记录',
        site: '锦江绿道下穿通道',
        acceptance: '水生态处参加汛前联合验收',
      },
    },
  });
}
