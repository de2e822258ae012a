import { type DataJob, listDataJobs } from '@scenario-lab/contracts/data-jobs';
import { Link, useSearchParams } from 'react-router';
import { usePages } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { EmptyState } from '../../components/empty-state.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ResultRow } from '../../components/result-row.js';
import { StatusTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useLive } from '../../components/use-live.js';
import { useTitle } from '../../components/use-title.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

const sides = ['all', 'own', 'data'] as const;

/** Jobs one's organisation has submitted, and those that run on its data. */
export function DataJobsPage() {
  const { t } = useWords();
  const { count } = useFormats();
  useTitle(t('data_jobs.title'));
  useLive();
  const [params, setParams] = useSearchParams();
  const side = sides.find((one) => one === params.get('side')) ?? 'all';
  const pages = usePages(listDataJobs, { side: side === 'all' ? undefined : side, limit: '20' });
  const items = (pages.data?.pages ?? []).flatMap((page) => page.items);
  return (
    <div className="sl-stack">
      <header>
        <h1>{t('data_jobs.title')}</h1>
        <p className="sl-muted">{t('data_jobs.lead')}</p>
      </header>
      <p className="sl-row">
        {sides.map((one) => (
          <Button
            key={one}
            small
            tone={one === side ? 'primary' : 'default'}
            aria-pressed={one === side}
            onClick={() => setParams(one === 'all' ? {} : { side: one }, { replace: true })}
          >
            {t(`data_jobs.sides.${one}`)}
          </Button>
        ))}
      </p>
      <ProblemAlert error={pages.error} />
      {pages.isPending ? <PageSkeleton kind="rows" /> : null}
      {pages.data && items.length === 0 ? (
        <EmptyState
          text={t('data_jobs.empty')}
          action={
            <Link className="sl-button" to={path.datasets()}>
              {t('access.find_data')}
            </Link>
          }
        />
      ) : null}
      {items.length > 0 ? (
        <>
          <div className="catalogue-rows">
            {items.map((job) => (
              <Line key={job.id} job={job} />
            ))}
          </div>
          <p className="sl-row">
            {pages.hasNextPage ? (
              <Button pending={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
                {t('common.more')}
              </Button>
            ) : null}
            <span className="sl-muted">
              {t('data_jobs.total', { total: count(pages.data?.pages[0]?.total ?? 0) })}
            </span>
          </p>
        </>
      ) : null}
    </div>
  );
}

function Line({ job }: { job: DataJob }) {
  const { t } = useWords();
  const { ago, count } = useFormats();
  return (
    <ResultRow
      to={path.dataJob(job.id)}
      title={job.title}
      tags={<StatusTag thing="data_job" status={job.status} />}
      text={<TextView text={job.dataset.title} />}
      meta={
        <>
          <OrganisationName of={job.grantee} />
          <span>{ago(job.createdAt)}</span>
        </>
      }
      figures={[[t('data_jobs.files'), count(job.files)]]}
    />
  );
}
