import { listMeetings, offerMeeting, takeSeat } from '@scenario-lab/contracts/meetings';
import { addChecklist, markCheck } from '@scenario-lab/contracts/room-checks';
import { readRoom } from '@scenario-lab/contracts/rooms';
import { STORY } from '../demo-data/story/story.js';
import type { Ids } from './catalogue.js';
import type { World } from './engagements.js';
import { dayAfter } from './time.js';

const items = ['踏勘人员名单', '安全防护用品', '测量与拍摄需求'];

/** One need offers a visit of its site, which a shortlisted vendor has signed up for and prepares. */
export async function seedMeetings({ cast, scenarios }: World, engagements: Ids): Promise<void> {
  const story = STORY.engagements.find(({ status }) => status === 'shortlisted');
  const scenario = STORY.scenarios.find(({ slug }) => slug === story?.scenario);
  const solution = STORY.solutions.find(({ slug }) => slug === story?.solution);
  const id = engagements.get(story?.slug ?? '');
  const needId = scenarios.get(scenario?.slug ?? '');
  if (!scenario || !solution || !id || !needId) return;
  const [department, vendor] = [cast.of(scenario.owner), cast.of(solution.owner)];
  const need = { params: { id: needId } };
  const { id: visit } = await department.call(offerMeeting, {
    ...need,
    body: {
      kind: 'visit',
      place: '现场入口，提前十分钟集合',
      note: '请带安全帽和反光背心。',
      bookUntil: null,
      slots: [{ starts: `${dayAfter(9)}T09:30`, minutes: 90, seats: 3 }],
    },
  });
  const offered = (await vendor.call(listMeetings, need)).items.find((one) => one.id === visit);
  const slotId = offered?.slots[0]?.id;
  if (slotId)
    await vendor.call(takeSeat, { params: { id: visit }, body: { slotId, who: '项目经理、现场工程师' } });
  await vendor.call(addChecklist, {
    params: { id },
    body: { title: '踏勘准备', side: 'vendor', personId: null, items },
  });
  const { checklists } = await vendor.call(readRoom, { params: { id } });
  const first = checklists[0]?.items[0];
  if (first) await vendor.call(markCheck, { params: { id, checkId: first.id }, body: { how: 'tick' } });
}
