import '../../components/catalogue-page.css';
import './notices.css';
import { listNotices, type Notice, noticeKinds, readNotices } from '@scenario-lab/contracts/notices';
import { Link, useSearchParams } from 'react-router';
import { useDeed, useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { SelectInput } from '../../components/choice-input.js';
import { EmptyState } from '../../components/empty-state.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextView } from '../../components/text-view.js';
import { useLive } from '../../components/use-live.js';
import { useNoticeKinds } from '../../components/use-notice-kinds.js';
import { useTitle } from '../../components/use-title.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';

/** What I was told, newest first; opening one marks it as read. */
export function NoticesPage() {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  useTitle(t('notices.title'));
  useLive();
  const kind = noticeKinds.find((one) => one === search.get('kind'));
  const unread = search.get('unread') === 'yes' ? 'yes' : undefined;
  const { data, error, isPending } = useRow(listNotices, { query: { kind, unread } });
  const reading = useDeed(readNotices);
  const kinds = useNoticeKinds();
  const choose = (key: string, value: string | null) =>
    setSearch(
      (now) => {
        const next = new URLSearchParams(now);
        if (value) next.set(key, value);
        else next.delete(key);
        return next;
      },
      { replace: true },
    );
  return (
    <div className="sl-stack">
      <header>
        <h1>{t('notices.title')}</h1>
        <p className="sl-muted">
          {t('notices.lead')} <Link to={path.account()}>{t('notices.choose')}</Link>
        </p>
      </header>
      <div className="notices-bar">
        <SelectInput
          aria-label={t('notices.kind')}
          none={t('notices.every_kind')}
          value={kind ?? null}
          onChange={(value) => choose('kind', value)}
          options={kinds}
        />
        <label>
          <input
            type="checkbox"
            checked={unread === 'yes'}
            onChange={(event) => choose('unread', event.target.checked ? 'yes' : null)}
          />{' '}
          {t('notices.unread_only')}
        </label>
        {data && data.unread > 0 ? (
          <Button pending={reading.isPending} onClick={() => reading.mutate({ body: { ids: null } })}>
            {t('notices.read_all', { count: data.unread })}
          </Button>
        ) : null}
      </div>
      <ProblemAlert error={error ?? reading.error} />
      {isPending ? <PageSkeleton kind="rows" /> : null}
      {data?.items.length === 0 ? (
        <EmptyState text={t(kind || unread ? 'notices.none_such' : 'notices.empty')} />
      ) : null}
      {data && data.items.length > 0 ? (
        <ul className="catalogue-rows sl-plain">
          {data.items.map((notice) => (
            <li key={notice.id}>
              <Line notice={notice} />
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function Line({ notice }: { notice: Notice }) {
  const { t } = useWords();
  const { instant } = useFormats();
  return (
    <article className={`result notices-line${notice.read ? '' : ' notices-unread'}`}>
      <div className="result-title">
        <Link to={path.notice(notice.id)}>{wordFor('event', notice.event)}</Link>
        <span className="sl-chip">{t(`inbox.thing.${notice.thing}`)}</span>
        {notice.read ? null : <span className="sl-visually-hidden">{t('notices.unread')}</span>}
      </div>
      <div className="result-text">
        <TextView text={notice.title} />
      </div>
      <div className="result-meta">
        <span>{instant(notice.at)}</span>
        <span>{t(`notices.kinds.${notice.kind}`)}</span>
      </div>
    </article>
  );
}
