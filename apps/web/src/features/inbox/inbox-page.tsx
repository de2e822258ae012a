import { readInbox } from '@scenario-lab/contracts/lab';
import type { Answer } from '@scenario-lab/contracts/route';
import { Link } from 'react-router';
import { useRow } from '../../app/api.js';
import { pageOf, path } from '../../app/paths.js';
import { EmptyState } from '../../components/empty-state.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ResultRow } from '../../components/result-row.js';
import { ToneTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useLive } from '../../components/use-live.js';
import { useTitle } from '../../components/use-title.js';
import { useFormats } from '../../i18n/format.js';
import { knowsWord, useWords, wordFor } from '../../i18n/use-words.js';

type Item = Answer<typeof readInbox>[number];

/** A review is done at the desk, everything else on the thing's own page. */
const placeOf = (item: Item) =>
  item.thing === 'run' && item.waitsFor.startsWith('review.')
    ? path.reviews({ id: item.id })
    : (pageOf(item.thing, item.page) ?? path.inbox());

/** What waits for me, oldest first. */
export function InboxPage() {
  const { t } = useWords();
  const { ago, day } = useFormats();
  useTitle(t('inbox.title'));
  useLive();
  const { data, error, isPending } = useRow(readInbox, {});
  const items = [...(data ?? [])].sort((a, b) => (a.due ?? a.since).localeCompare(b.due ?? b.since));
  return (
    <div className="sl-stack">
      <header>
        <h1>{t('inbox.title')}</h1>
        <p className="sl-muted">{t('inbox.lead')}</p>
      </header>
      <ProblemAlert error={error} />
      {isPending ? <PageSkeleton kind="rows" /> : null}
      {data?.length === 0 ? <EmptyState text={t('inbox.empty')} /> : null}
      {items.length > 0 ? (
        <ul className="catalogue-rows sl-plain">
          {items.map((item) => (
            <li key={`${item.thing}:${item.id}:${item.waitsFor}`}>
              <ResultRow
                to={placeOf(item)}
                title={<TextView text={item.title} />}
                tags={
                  <>
                    <span className="sl-chip">{t(`inbox.thing.${item.thing}`)}</span>
                    {item.due && new Date(item.due).getTime() < Date.now() ? (
                      <ToneTag tone="fail">{t('inbox.overdue')}</ToneTag>
                    ) : null}
                  </>
                }
                text={t('inbox.waits_for', { deed: deedWord(item.waitsFor) })}
                meta={
                  <>
                    <span>{t('inbox.since', { when: ago(item.since) })}</span>
                    {item.due ? <span>{t('inbox.due', { day: day(item.due) })}</span> : null}
                    <Link to={placeOf(item)}>{t('inbox.open')}</Link>
                  </>
                }
              />
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

const deedWord = (deed: string) =>
  knowsWord('deed', `${deed}.label`) ? wordFor('deed', `${deed}.label`) : wordFor('inbox.deed', deed);
