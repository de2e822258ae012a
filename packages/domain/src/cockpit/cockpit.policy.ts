import { holds, isLab } from '../actor.js';
import { type Condition, definePolicy, type Facts } from '../policy.js';

export interface CockpitFacts extends Facts {
  /** The lab's admin has opened the public edition. */
  open: boolean;
}

const desk = ['operator', 'reviewer', 'broker', 'admin', 'observer'] as const;

const reads: Condition<CockpitFacts> = (actor, facts) =>
  facts.open || isLab(actor) || holds(actor, ['observer']) || 'not_published';

export const cockpitPolicy = definePolicy<CockpitFacts>()('cockpit', {
  read: { who: 'anyone', when: reads },
  /** The lab's edition: names of buyers, small numbers. */
  read_all: { who: desk },
  read_behind: { who: desk },
  publish: { who: ['admin'] },
  list_kiosks: { who: ['admin'] },
  create_kiosk: { who: ['admin'] },
  end_kiosk: { who: ['admin'] },
});
