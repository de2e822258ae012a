import { call } from '@scenario-lab/contracts/call';
import {
  issueSiteToken,
  pilotDeeds,
  pilotEnds,
  planPilot,
  pushObservations,
  readPilot,
  recordObservations,
  tickMilestone,
} from '@scenario-lab/contracts/pilots';
import { fieldPoints } from '../demo-data/story/field-observations.js';
import { STORY } from '../demo-data/story/story.js';
import type { Persona } from './persona.js';
import { dayAfter } from './time.js';

const storyRubric = {
  practice: { score: 5, words: '连续运行，指标达到约定。' },
  front_line: { score: 4, words: '值班人员愿意使用，报表导出还不顺手。' },
  citizens: { score: null, words: '市民不直接接触该系统，未作调查。' },
};

/** Plans and plays the pilot of an engagement: observations by the site's token, the vendor's own marked as such. */
export async function playPilot(
  department: Persona,
  vendor: Persona,
  engagement: string,
  engagementId: string,
): Promise<void> {
  const story = STORY.pilots.find((one) => one.engagement === engagement);
  if (!story) throw new Error(`${engagement}: no pilot in the story`);
  const { plan } = story;
  const { id } = await department.call(planPilot, {
    params: { id: engagementId },
    body: {
      from: dayAfter(story.fromInDays),
      until: dayAfter(story.untilInDays),
      sites: plan.sites,
      conditions: plan.conditions,
      milestones: plan.milestones.map(({ title, fromInDays, dueInDays, owner }) => ({
        title,
        from: fromInDays === undefined ? null : dayAfter(fromInDays),
        due: dayAfter(dueInDays),
        owner,
      })),
      risks: plan.risks,
      safeguards: plan.safeguards,
      kpis: plan.kpis,
    },
  });
  const params = { id };
  const { milestones } = await department.call(readPilot, { params });
  for (const [index, { id: milestoneId }] of milestones.entries()) {
    if (!plan.milestones[index]?.done) continue;
    await department.call(tickMilestone, { params: { id, milestoneId }, body: { done: true } });
  }
  if (story.status === 'planned') return;
  await department.call(pilotDeeds.start, { params, body: {} });
  const { secret } = await department.call(issueSiteToken, { params, body: { site: plan.sites[0] ?? '' } });
  const site = { ...department.client, headers: () => ({ authorization: `Bearer ${secret}` }) };
  for (const [index, field] of story.field.entries()) {
    const points = fieldPoints(story, field, Date.now(), 900 + index);
    if (points.length === 0) continue;
    if (field.selfReported)
      await vendor.call(recordObservations, { params, body: { points, source: 'manual' } });
    else await call(site, pushObservations, { body: { points } });
  }
  const reason = story.statement ?? '';
  const deeds = department;
  if (story.status === 'paused') await deeds.call(pilotDeeds.pause, { params, body: { reason } });
  if (story.status === 'terminated')
    await deeds.call(pilotEnds.terminate, { params, body: { reason, code: 'other' } });
  if (story.status === 'accepted' || story.status === 'rejected') {
    await deeds.call(pilotDeeds.evaluate, { params, body: {} });
    if (story.status === 'accepted')
      await deeds.call(pilotEnds.accept, { params, body: { reason, rubric: storyRubric } });
    else await deeds.call(pilotEnds.reject, { params, body: { reason, code: 'performance' } });
  }
}
