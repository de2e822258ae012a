import './records.css';
import { type RecordTally, recordExclusions } from '@scenario-lab/contracts/records';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** Length says how large the share is; the number stands beside it. */
export function ShareBar({ share }: { share: number }) {
  return (
    <span className="record-bar" aria-hidden>
      <span style={{ inlineSize: `${Math.max(0, Math.min(1, share)) * 100}%` }} />
    </span>
  );
}

/** What is left out, by why; nothing where nothing is. */
export function LeftOut({ excluded, bare }: Pick<RecordTally, 'excluded'> & { bare?: boolean }) {
  const { t } = useWords();
  const { count } = useFormats();
  const said = recordExclusions.filter((code) => excluded[code]);
  if (said.length === 0) return null;
  return (
    <span className="sl-muted sl-small">
      {bare ? null : `${t('records.left_out')}${t('common.colon')}`}
      {said.map((code) => `${t(`records.exclusion.${code}`)} ${count(excluded[code] ?? 0)}`).join(' · ')}
    </span>
  );
}

/** As counted beside what is told of so few: never a share without its facts. */
export function TallyView({ tally }: { tally: RecordTally }) {
  const { t } = useWords();
  const { count, percent } = useFormats();
  if (tally.share === null || tally.estimate === null)
    return <p className="sl-muted">{t('records.no_facts')}</p>;
  return (
    <div className="record-numbers">
      <span>
        <strong>
          {count(tally.met)} / {count(tally.facts)}
        </strong>{' '}
        <span className="sl-muted">{t('records.met_of_facts')}</span>
      </span>
      <span>
        <strong>{percent(tally.estimate)}</strong> <span className="sl-muted">{t('records.estimate')}</span>
      </span>
    </div>
  );
}
