import './timeline.css';
import { readTimeline, type Thing } from '@scenario-lab/contracts/lab';
import { useState } from 'react';
import { useRow } from '../app/api.js';
import { useFormats } from '../i18n/format.js';
import { useWords, wordFor } from '../i18n/use-words.js';
import { ProblemAlert } from './problem-alert.js';
import { remarkWords } from './remark-words.js';

const shown = 8;

/** Who did what when: the events of a thing, newest first. */
export function Timeline({ thing, id }: { thing: Thing; id: string }) {
  const { t } = useWords();
  const { instant, ago, text } = useFormats();
  const [all, setAll] = useState(false);
  const { data, error, isPending } = useRow(readTimeline, { params: { thing, id } });
  // In the order they happened, not by their instants: one transaction may do two things at once.
  const events = [...(data ?? [])].reverse();
  return (
    <section className="sl-panel" aria-label={t('timeline.title')}>
      <h2>{t('timeline.title')}</h2>
      <ProblemAlert error={error} />
      {isPending ? <p className="sl-muted">{t('common.loading')}</p> : null}
      {data?.length === 0 ? <p className="sl-muted">{t('timeline.empty')}</p> : null}
      <ol className="timeline">
        {events.slice(0, all ? undefined : shown).map((event) => (
          <li key={event.id}>
            <time dateTime={event.at} title={instant(event.at)}>
              {ago(event.at)}
            </time>
            <div>
              <strong>{wordFor('event', event.event)}</strong>
              {event.actor || event.organisation ? (
                <span className="sl-muted">
                  {' '}
                  {[event.actor, text(event.organisation?.name)].filter(Boolean).join(' · ')}
                </span>
              ) : (
                <span className="sl-muted"> {t('timeline.system')}</span>
              )}
              {event.remark ? (
                <blockquote>{remarkWords(event.event, event.remark, t('common.comma'))}</blockquote>
              ) : null}
            </div>
          </li>
        ))}
      </ol>
      {events.length > shown && !all ? (
        <button type="button" className="link-button" onClick={() => setAll(true)}>
          {t('timeline.all', { count: events.length })}
        </button>
      ) : null}
    </section>
  );
}
