import { readInbox } from '@scenario-lab/contracts/lab';
import { Link } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { EmptyState } from '../../components/empty-state.js';
import { byDue, InboxLines } from '../../components/inbox-lines.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useLive } from '../../components/use-live.js';
import { useTitle } from '../../components/use-title.js';
import { useWords } from '../../i18n/use-words.js';

/** What waits for me, oldest first. */
export function InboxPage() {
  const { t } = useWords();
  useTitle(t('inbox.title'));
  useLive();
  const { data, error, isPending } = useRow(readInbox, {});
  return (
    <div className="sl-stack">
      <header>
        <h1>{t('inbox.title')}</h1>
        <p className="sl-muted">
          {t('inbox.lead')} <Link to={path.calendar()}>{t('calendar.title')}</Link>
        </p>
      </header>
      <ProblemAlert error={error} />
      {isPending ? <PageSkeleton kind="rows" /> : null}
      {data?.length === 0 ? <EmptyState text={t('inbox.empty')} /> : null}
      {data && data.length > 0 ? <InboxLines items={byDue(data)} /> : null}
    </div>
  );
}
