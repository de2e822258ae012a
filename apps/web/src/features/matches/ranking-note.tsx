import { matchParts, readRanking } from '@scenario-lab/contracts/match-weights';
import { useRow } from '../../app/api.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** Which version of the weights ranked the list, since when, and what it weighs otherwise than the prior. */
export function RankingNote() {
  const { t } = useWords();
  const { day, figure } = useFormats();
  const { data } = useRow(readRanking, {});
  if (!data) return null;
  if (data.number === 0) return <p className="sl-muted sl-small">{t('match_weights.prior_ranks')}</p>;
  const changed = matchParts
    .filter((part) => Math.abs(data.factors[part] - 1) >= 0.05)
    .map(
      (part) => `${t(`match_weights.part.${part}`)} ×${figure(Math.round(data.factors[part] * 100) / 100)}`,
    );
  return (
    <p className="sl-muted sl-small">
      {t('match_weights.ranks', { number: data.number, day: data.since ? day(data.since) : '' })}
      {changed.length > 0 ? ` ${changed.join(t('match_weights.and'))}` : ` ${t('match_weights.as_prior')}`}
    </p>
  );
}
