import type { FoundPart, NeedPaper } from '@scenario-lab/contracts/need-papers';
import { useTerms } from '../../components/use-terms.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';

/** What a draft will say of it, as the form would show it. */
export function useFoundValue(): (part: Pick<FoundPart, 'field' | 'value'>) => string {
  const { money, day } = useFormats();
  const regions = useTerms('region');
  return ({ field, value }) => {
    if (field === 'budget') return money(Number(value));
    if (field === 'deadline' || field === 'decisionDate') return day(value);
    if (field === 'region') return regions.nameOf(value);
    if (field === 'field') return wordFor('taxonomy.field', value);
    if (field === 'cooperationMode') return wordFor('taxonomy.cooperation_mode', value);
    if (field === 'procurementRoute') return wordFor('taxonomy.procurement', value);
    return value;
  };
}

/** Where it stood, what it said there, and how far to trust the reading. */
export function FoundAt({ part, paper }: { part: FoundPart; paper: Pick<NeedPaper, 'pages'> }) {
  const { t } = useWords();
  const place =
    part.page === null || paper.pages === null
      ? t('need_papers.at_paragraph', { paragraph: part.paragraph })
      : t('need_papers.at_page', { page: part.page, paragraph: part.paragraph });
  return (
    <div className="sl-small">
      <span className={`sl-chip found-${part.sure}`}>{t(`need_papers.sure.${part.sure}`)}</span>{' '}
      <span className="sl-muted">
        {place}
        {t('common.colon')}
      </span>
      <q className="found-quote">{part.quote}</q>
    </div>
  );
}
