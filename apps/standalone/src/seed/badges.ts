import { applyForBadge, badgeDeeds, checkBadge } from '@scenario-lab/contracts/badges';
import { readDays } from '@scenario-lab/contracts/lab';
import { publishFigure } from '@scenario-lab/contracts/records';
import { STORY } from '../demo-data/story/story.js';
import type { World } from './engagements.js';

/** The first need whose rules hold is applied for and given; two figures of records are everybody's, the rest not yet. */
export async function seedBadges({ cast, scenarios, say }: World): Promise<void> {
  const operator = cast.lab('operator');
  const { timeZone } = await operator.call(readDays, {});
  const today = new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date());
  for (const figure of ['vendor.kept', 'department.response'] as const)
    await operator.call(publishFigure, { body: { figure, from: today } });
  const kind = 'demonstration_scenario' as const;
  for (const { slug, owner } of STORY.scenarios) {
    const department = cast.of(owner);
    const thingId = scenarios.get(slug);
    if (!thingId) continue;
    const { rules } = await department
      .call(checkBadge, { query: { kind, thingId } })
      .catch(() => ({ rules: [{ holds: false }] }));
    if (!rules.every(({ holds }) => holds)) continue;
    const { id } = await department.call(applyForBadge, { body: { kind, thingId } });
    await cast.lab('reviewer').call(badgeDeeds.recommend, { params: { id }, body: {} });
    await operator.call(badgeDeeds.grant, { params: { id }, body: {} });
    return;
  }
  say('no need holds what a demonstration scenario asks');
}
