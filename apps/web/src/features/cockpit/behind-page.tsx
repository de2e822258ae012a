import { type BehindRow, behindKinds, dataUseKinds, readBehind } from '@scenario-lab/contracts/cockpit';
import { type Stage, stages } from '@scenario-lab/contracts/taxonomies';
import { Link, useSearchParams } from 'react-router';
import { usePages } from '../../app/api.js';
import { pageOf, path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { EmptyState } from '../../components/empty-state.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { reachable } from '../../components/reachable.js';
import { TextView } from '../../components/text-view.js';
import { useTitle } from '../../components/use-title.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';

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
      {rows.length > 0 ? <Rows rows={rows} of={of} /> : null}
      {hasNextPage ? (
        <Button pending={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('common.more')}
        </Button>
      ) : null}
    </div>
  );
}

function Rows({ rows, of }: { rows: readonly BehindRow[]; of: Of }) {
  const { t } = useWords();
  const { figure, instant } = useFormats();
  return (
    <div className="sl-panel">
      <div className="sl-scroll" ref={reachable}>
        <table className="sl-table">
          <thead>
            <tr>
              <th scope="col">{t('cockpit.behind_what')}</th>
              <th scope="col">{t('cockpit.behind_who')}</th>
              <th scope="col">{t('cockpit.behind_how')}</th>
              <th scope="col">{t('cockpit.behind_when')}</th>
              <th scope="col" className="sl-number">
                {t('cockpit.behind_days')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const page = pageOf(row.thing, row.page);
              return (
                <tr key={`${row.id} ${row.note}`}>
                  <td>
                    {page ? (
                      <Link to={page}>
                        <TextView text={row.title} />
                      </Link>
                    ) : (
                      <TextView text={row.title} />
                    )}
                  </td>
                  <td>{row.organisation ? <TextView text={row.organisation.name} /> : '–'}</td>
                  <td>
                    {row.note ? noteOf(row.thing, of, row.note) : '–'}
                    {row.result ? `${t('common.colon')}${t(`cockpit.result.${row.result}`)}` : null}
                  </td>
                  <td>{instant(row.at)}</td>
                  <td className="sl-number">{row.days === null ? '–' : figure(row.days)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** Codes of the rollups in words: a status, a kind of use, an event, what a department was asked for. */
function noteOf(thing: string, of: Of, note: string): string {
  if (of === 'today') return wordFor('event', note);
  if (of === 'data_uses') return wordFor('cockpit.use', note);
  if (of === 'response' || of === 'decision' || of === 'conversion') return wordFor('cockpit.asked', note);
  return wordFor(`status.${thing}`, note);
}
