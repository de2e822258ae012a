import './calendar.css';
import { type CalendarDate, readCalendar } from '@scenario-lab/contracts/calendar';
import { Link } from 'react-router';
import { useRow } from '../../app/api.js';
import { pageOf, path } from '../../app/paths.js';
import { EmptyState } from '../../components/empty-state.js';
import { deedWord, placeOf } from '../../components/inbox-lines.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextView } from '../../components/text-view.js';
import { useLive } from '../../components/use-live.js';
import { useTitle } from '../../components/use-title.js';
import { labToday, useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { AddressPanel } from './address-panel.js';

/** The dates that concern me, and how they reach my own calendar. */
export function CalendarPage() {
  const { t } = useWords();
  useTitle(t('calendar.title'));
  useLive();
  const { data, error, isPending } = useRow(readCalendar, {});
  const today = labToday();
  const ahead = data?.items.filter((date) => dayOf(date) >= today) ?? [];
  const past = data?.items.filter((date) => dayOf(date) < today).reverse() ?? [];
  return (
    <div className="sl-stack">
      <header>
        <h1>{t('calendar.title')}</h1>
        <p className="sl-muted">{t('calendar.lead')}</p>
      </header>
      <ProblemAlert error={error} />
      {isPending ? <PageSkeleton kind="rows" /> : null}
      {data ? (
        <div className="calendar-columns">
          <div className="sl-stack">
            {ahead.length === 0 ? (
              <EmptyState
                text={t('calendar.empty')}
                action={
                  <Link className="button button-default" to={path.scenarios()}>
                    {t('calendar.browse')}
                  </Link>
                }
              />
            ) : (
              <Months dates={ahead} />
            )}
            {past.length > 0 ? (
              <details>
                <summary>{t('calendar.past', { count: past.length })}</summary>
                <Months dates={past} />
              </details>
            ) : null}
          </div>
          <aside className="sl-stack" aria-label={t('calendar.subscribe')}>
            <AddressPanel address={data.address} />
          </aside>
        </div>
      ) : null}
    </div>
  );
}

/** By the lab's calendar. */
const dayOf = ({ day, at }: CalendarDate): string => day ?? labToday(new Date(at ?? 0));

function Months({ dates }: { dates: readonly CalendarDate[] }) {
  const { month } = useFormats();
  const groups = new Map<string, CalendarDate[]>();
  for (const date of dates) {
    const key = dayOf(date).slice(0, 7);
    groups.set(key, [...(groups.get(key) ?? []), date]);
  }
  return (
    <div className="calendar-months">
      {[...groups].map(([key, some]) => (
        <section key={key}>
          <h2>{month(key)}</h2>
          <ul className="sl-plain">
            {some.map((date) => (
              <li key={date.key}>
                <Line date={date} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Line({ date }: { date: CalendarDate }) {
  const { t } = useWords();
  const { day, instant } = useFormats();
  const today = dayOf(date) === labToday();
  const to = toOf(date);
  // A task of the organisation's beginning is known by what is to be done, not by the organisation.
  const own = date.kind === 'task' && !date.waitsFor;
  const title = <TextView text={own ? (date.part ?? date.title) : date.title} />;
  return (
    <div className={`calendar-line${today ? ' calendar-today' : ''}`}>
      <time dateTime={date.day ?? date.at ?? undefined}>
        {date.at ? instant(date.at) : day(date.day ?? '')}
        {today ? ` · ${t('calendar.today')}` : ''}
      </time>
      <div>
        <div>
          {to ? <Link to={to}>{title}</Link> : title}{' '}
          <span className="sl-chip">{t(`calendar.kind.${date.kind}`)}</span>
        </div>
        {date.part && !date.waitsFor ? (
          <div className="sl-muted sl-small">
            <TextView text={own ? date.title : date.part} />
          </div>
        ) : null}
        {date.waitsFor ? (
          <div className="sl-muted sl-small">{t('inbox.waits_for', { deed: deedWord(date.waitsFor) })}</div>
        ) : null}
      </div>
    </div>
  );
}

const toOf = (date: CalendarDate): string | null =>
  date.waitsFor
    ? placeOf({ thing: date.thing, id: date.thingId, page: date.page, waitsFor: date.waitsFor })
    : date.thing === 'organisation'
      ? path.workbench()
      : pageOf(date.thing, date.page);
