import { buyerRates } from '@scenario-lab/contracts/cockpit';
import { type MonthlyReport, readMonthBehind } from '@scenario-lab/contracts/monthly-reports';
import { Link } from 'react-router';
import { usePages } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { EmptyState } from '../../components/empty-state.js';
import { Panel } from '../../components/object-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { BehindRows } from './behind-rows.js';

const kindOf = (figure: string, slice: string | null) => {
  if (figure === 'month.runs' || figure === 'month.cpu_hours') return 'runs';
  if (figure === 'month.data_uses') return 'data_uses';
  if (figure === 'month.buyer') return buyerRates.find((rate) => rate === slice) ?? 'response';
  return ['month.entered', 'month.here', 'month.median_days'].includes(figure) ? 'here' : 'events';
};

/** What one number of the report is made of, as the history tells it now. */
export function MonthBehind(props: {
  report: MonthlyReport;
  figure: string;
  slice: string | null;
  name: string;
}) {
  const { report, figure, slice, name } = props;
  const { t } = useWords();
  const { count } = useFormats();
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = usePages(
    readMonthBehind,
    { figure, slice: slice ?? undefined },
    { month: report.month },
  );
  const rows = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Panel
      title={name}
      extra={
        <span className="month-links">
          <Link to={path.monthlyReports({ month: report.month })}>{t('cockpit.monthly_behind_close')}</Link>
        </span>
      }
    >
      <div className="sl-stack sl-tight">
        <ProblemAlert error={error} />
        {isPending ? <PageSkeleton kind="rows" /> : null}
        {data ? (
          <p className="sl-muted">
            {t('cockpit.behind_total', { total: count(data.pages[0]?.total ?? 0) })}
            {report.issuedAt ? ` ${t('cockpit.monthly_behind_now')}` : null}
          </p>
        ) : null}
        {data && rows.length === 0 ? <EmptyState text={t('cockpit.behind_none')} /> : null}
        {rows.length > 0 ? <BehindRows rows={rows} of={kindOf(figure, slice)} /> : null}
        {hasNextPage ? (
          <Button pending={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('common.more')}
          </Button>
        ) : null}
      </div>
    </Panel>
  );
}
