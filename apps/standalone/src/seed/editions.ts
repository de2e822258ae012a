import { createEdition, type EditionKind, editionDeeds } from '@scenario-lab/contracts/editions';
import { listScenarios } from '@scenario-lab/contracts/scenarios';
import { listSolutions } from '@scenario-lab/contracts/solutions';
import type { Cast } from './cast.js';

const titles: Record<EditionKind, { zh: string; en: string }> = {
  opportunity: { zh: '城市运行场景机会清单', en: 'City operation: scenario list' },
  capability: { zh: '城市运行场景能力清单', en: 'City operation: capability list' },
};

/** Publishes what the story has brought into the catalogues: prepared by the operator, published by the administrator. */
export async function seedEditions(cast: Cast): Promise<void> {
  const operator = cast.lab('operator');
  const query = { limit: 100 } as const;
  const needs = await operator.call(listScenarios, { query: { ...query, status: 'published' } });
  const cards = await operator.call(listSolutions, { query: { ...query, status: 'listed' } });
  const chosen = { opportunity: needs.items, capability: cards.items };
  for (const kind of ['opportunity', 'capability'] as const) {
    const itemIds = chosen[kind].map(({ id }) => id);
    if (itemIds.length === 0) continue;
    const { id } = await operator.call(createEdition, {
      body: { kind, title: titles[kind], itemIds },
    });
    await operator.call(editionDeeds.submit, { params: { id }, body: {} });
    await cast.lab('admin').call(editionDeeds.publish, { params: { id }, body: {} });
  }
}
