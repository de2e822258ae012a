import { listNotices, readNotices } from '@scenario-lab/contracts/notices';
import { pageOfNotice } from '@scenario-lab/contracts/thing-pages';
import { useEffect } from 'react';
import { Link, Navigate, useParams } from 'react-router';
import { useDeed, useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { EmptyState } from '../../components/empty-state.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useWords } from '../../i18n/use-words.js';

/** Where mail and the list lead: marks the notice as read and goes on to its thing. */
export function NoticePage() {
  const { id = '' } = useParams();
  const { t } = useWords();
  const { data, error } = useRow(listNotices, {});
  const { mutate: read } = useDeed(readNotices);
  const notice = data?.items.find((one) => one.id === id);
  const unread = notice?.read === false;
  useEffect(() => {
    if (unread) read({ body: { ids: [id] } });
  }, [unread, id, read]);
  if (error) return <ProblemAlert error={error} />;
  if (!data) return <PageSkeleton kind="rows" />;
  if (!notice)
    return (
      <div className="sl-stack">
        <h1>{t('notices.title')}</h1>
        <EmptyState
          text={t('notices.gone')}
          action={<Link to={path.notices()}>{t('notices.see_all')}</Link>}
        />
      </div>
    );
  return <Navigate to={pageOfNotice(notice) ?? path.notices()} replace />;
}
