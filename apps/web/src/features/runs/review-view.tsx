import { type Run, reviewDeeds } from '@scenario-lab/contracts/runs';
import { Panel } from '../../components/object-page.js';
import { StatementForm } from '../../components/statement-form.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';

/** The reviewer's word, and the vendor's turn where it is asked or may appeal. */
export function ReviewView({ run }: { run: Run }) {
  const { t } = useWords();
  const { instant } = useFormats();
  const { review } = run;
  const mayAnswer = ['review.give_info', 'review.appeal'].some((deed) => run.allowed.includes(deed));
  if (!review && !mayAnswer) return null;
  return (
    <Panel title={t('runs.review.title')}>
      <div className="sl-stack">
        {review ? (
          <div>
            <p>
              <strong>{wordFor('runs.review.decision', review.decision)}</strong>{' '}
              <span className="sl-muted">
                {t('runs.review.by', { reviewer: review.reviewer, when: instant(review.at) })}
              </span>
            </p>
            {review.alone ? <p className="sl-muted">{t('runs.review.alone')}</p> : null}
            <p className="sl-reading" style={{ whiteSpace: 'pre-line' }}>
              {review.statement}
            </p>
          </div>
        ) : null}
        {run.status === 'approved' || run.status === 'rejected' ? (
          <p className="sl-muted sl-small">{t('runs.review.means')}</p>
        ) : null}
        <StatementForm
          id={run.id}
          allowed={run.allowed}
          deeds={[{ row: reviewDeeds.give_info, tone: 'primary' }, { row: reviewDeeds.appeal }]}
        />
      </div>
    </Panel>
  );
}
