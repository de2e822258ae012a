import { type BadgeKind, badgeKinds, badgeThings } from '@scenario-lab/contracts/badges';
import { useWords } from '../i18n/use-words.js';
import type { Facet } from './catalogue-page.js';

/** The badges that stand on a thing, beside its name in a list; its page leads to them. */
export function BadgeChips({ kinds }: { kinds: readonly BadgeKind[] }) {
  const { t } = useWords();
  return kinds.map((kind) => (
    <span key={kind} className="sl-chip">
      {t(`badges.of_kind.${kind}`)}
    </span>
  ));
}

/** Narrows a list to what bears a badge. */
export function useBadgeFacet(thing: (typeof badgeThings)[BadgeKind]): Facet {
  const { t } = useWords();
  return {
    key: 'badge',
    label: t('badges.title'),
    options: badgeKinds
      .filter((kind) => badgeThings[kind] === thing)
      .map((value) => ({ value, label: t(`badges.of_kind.${value}`) })),
  };
}
