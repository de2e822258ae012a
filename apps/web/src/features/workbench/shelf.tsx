import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Panel } from '../../components/object-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useWords } from '../../i18n/use-words.js';

interface Reading<T> {
  data: { items: readonly T[] } | readonly T[] | undefined;
  error: Error | null;
  isPending: boolean;
}

/** The newest few of one kind of mine, with a way to all of them; empty, it says why and what to do. */
export function Shelf<T>(props: {
  title: string;
  all: string;
  reading: Reading<T>;
  empty: ReactNode;
  children: (items: readonly T[]) => ReactNode;
}) {
  const { t } = useWords();
  const { data, error, isPending } = props.reading;
  const items: readonly T[] = (data && 'items' in data ? data.items : data) ?? [];
  return (
    <Panel
      title={props.title}
      extra={
        <Link to={props.all} aria-label={`${t('common.see_all')} ${props.title}`}>
          {t('common.see_all')}
        </Link>
      }
    >
      <ProblemAlert error={error} />
      {isPending ? <PageSkeleton kind="rows" /> : null}
      {data && items.length === 0 ? <div className="sl-muted">{props.empty}</div> : null}
      {items.length > 0 ? props.children(items) : null}
    </Panel>
  );
}
