import { importOutcomes } from '@scenario-lab/contracts/catalogue-imports';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** How many entries became what; what none became is left out. */
export function CountsView({ counts }: { counts: Record<(typeof importOutcomes)[number], number> }) {
  const { t } = useWords();
  const { count } = useFormats();
  const told = importOutcomes.filter((outcome) => counts[outcome] > 0);
  if (told.length === 0) return <span className="sl-muted">{t('interchange.nothing')}</span>;
  return (
    <span className="sl-row">
      {told.map((outcome) => (
        <span key={outcome} className="sl-chip">
          {t(`interchange.outcome.${outcome}`)} {count(counts[outcome])}
        </span>
      ))}
    </span>
  );
}
