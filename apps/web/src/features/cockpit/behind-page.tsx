import { type BehindRow, behindKinds, dataUseKinds, readBehind } from '@scenario-lab/contracts/cockpit';
import { type Stage, stages } from '@scenario-lab/contracts/taxonomies';
import { Link, useSearchParams } from 'react-router';
import { usePages } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { EmptyState } from '../../components/empty-state.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useTitle } from '../../components/use-title.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { BehindRows } from './behind-rows.js';

type Of = (typeof behindKinds)[number];
const ofStage: readonly Of[] = ['here', 'overdue', 'ended'];

/** The list behind one number of the cockpit. */
export function BehindPage() {
  const { t } = useWords();
  const { count } = useFormats();
  const [params] = useSearchParams();
  const asked = params.get('of');
  const of: Of = behindKinds.find((one) => one === asked) ?? 'today';
  const stage: Stage = stages.find((one) => one === params.get('stage')) ?? 'matching';
  const title = ofStage.includes(of)
    ? `${t(`stage.${stage}`)} · ${t(`cockpit.behind.${of}`)}`
    : t(`cockpit.behind.${of}`);
  useTitle(title);
  const query = {
    of,
    stage: ofStage.includes(of) ? stage : undefined,
    departmentId: params.get('departmentId') ?? undefined,
    event: params.get('event') ?? undefined,
    use: dataUseKinds.find((one) => one === params.get('use')),
  };
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = usePages(
    readBehind,
    query,
  );
  const rows: BehindRow[] = data?.pages.flatMap(({ items }) => items) ?? [];
  const total = data?.pages[0]?.total ?? 0;
  return (
    <div className="sl-stack">
      <header>
        <p>
          <Link to={path.cockpit()}>{t('cockpit.title')}</Link>
        </p>
        <h1>{title}</h1>
        <p className="sl-muted">{t('cockpit.behind_total', { total: count(total) })}</p>
      </header>
      <ProblemAlert error={error} />
      {isPending ? <PageSkeleton kind="rows" /> : null}
      {data && rows.length === 0 ? <EmptyState text={t('cockpit.behind_none')} /> : null}
      {rows.length > 0 ? (
        <div className="sl-panel">
          <BehindRows rows={rows} of={of} />
        </div>
      ) : null}
      {hasNextPage ? (
        <Button pending={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('common.more')}
        </Button>
      ) : null}
    </div>
  );
}
