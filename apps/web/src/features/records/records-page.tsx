import { estimateWords } from '@scenario-lab/contracts/record-figures';
import {
  departmentFigures,
  listFigures,
  type RecordFigure,
  rankedFrom,
  readRecordBoard,
  recordFigures,
  vendorFigures,
} from '@scenario-lab/contracts/records';
import type { Answer } from '@scenario-lab/contracts/route';
import { useId } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { SelectInput } from '../../components/choice-input.js';
import { EmptyState } from '../../components/empty-state.js';
import { Panel } from '../../components/object-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ToneTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useTitle } from '../../components/use-title.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { PublishFigure } from './publish-figure.js';
import { RepliesPanel } from './replies-panel.js';
import { LeftOut, ShareBar } from './tally-view.js';

type Figures = Answer<typeof listFigures>;
type Board = Answer<typeof readRecordBoard>;

/** Vendors and departments by one figure of their records at a time: there is no sum of them, and no star. */
export function RecordsPage() {
  const { t } = useWords();
  useTitle(t('records.title'));
  const { may } = useMe();
  const { data, error, isPending } = useRow(listFigures, {});
  return (
    <div className="sl-stack">
      <header>
        <h1>{t('records.title')}</h1>
        <p className="sl-muted">{t('records.lead')}</p>
      </header>
      <ProblemAlert error={error} />
      {isPending ? <PageSkeleton kind="rows" /> : null}
      {data ? <Boards figures={data} /> : null}
      {may('record.read_replies') ? <RepliesPanel /> : null}
    </div>
  );
}

function Boards({ figures: { figures, allowed } }: { figures: Figures }) {
  const { t, language } = useWords();
  const { may } = useMe();
  const field = useId();
  const [params, setParams] = useSearchParams();
  const readsAll = may('record.read_replies');
  const open = figures.filter(({ published }) => published || readsAll);
  const asked = recordFigures.find((figure) => figure === params.get('figure'));
  const chosen = open.find(({ figure }) => figure === asked) ?? open[0];
  if (!chosen) return <EmptyState text={t('records.none_published')} />;
  const nameOf = (figure: RecordFigure) =>
    figures.find((one) => one.figure === figure)?.name[language] ?? figure;
  const options = (side: 'vendor' | 'department', of: readonly RecordFigure[]) =>
    of
      .filter((figure) => open.some((one) => one.figure === figure))
      .map((value) => ({ value, label: `${t(`records.side.${side}`)} · ${nameOf(value)}` }));
  return (
    <Panel
      title={chosen.name[language]}
      extra={
        <ToneTag tone={chosen.published ? 'pass' : 'waiting'}>
          {t(chosen.published ? 'records.is_published' : 'records.not_published')}
        </ToneTag>
      }
    >
      <div className="sl-stack sl-tight">
        <div>
          <label htmlFor={field}>{t('records.figure')}</label>
          <SelectInput
            id={field}
            value={chosen.figure}
            onChange={(value) => setParams({ figure: String(value) }, { replace: true })}
            options={[...options('vendor', vendorFigures), ...options('department', departmentFigures)]}
          />
        </div>
        <p>{chosen.definition[language]}</p>
        {allowed.includes('record.publish') ? <PublishFigure key={chosen.figure} rules={chosen} /> : null}
        <BoardOf figure={chosen.figure} />
        <p className="sl-muted sl-small">{estimateWords[language]}</p>
      </div>
    </Panel>
  );
}

function BoardOf({ figure }: { figure: RecordFigure }) {
  const { t } = useWords();
  const { data, error, isPending } = useRow(readRecordBoard, { query: { figure } });
  if (isPending) return <PageSkeleton kind="rows" />;
  if (error) return <ProblemAlert error={error} />;
  if (data.rows.length === 0) return <p className="sl-muted">{t('records.board_empty')}</p>;
  return <BoardTable board={data} />;
}

function BoardTable({ board }: { board: Board }) {
  const { t } = useWords();
  const { count, percent } = useFormats();
  const { rules, rows } = board;
  return (
    <>
      <p className="sl-muted sl-small">
        {t(rules.prior.ofTheLab ? 'records.prior_of_lab' : 'records.prior_half', {
          share: percent(rules.prior.share),
        })}
      </p>
      <div className="record-scroll">
        <table className="record-table">
          <thead>
            <tr>
              <th scope="col" className="num">
                {t('records.rank')}
              </th>
              <th scope="col">{t('records.organisation')}</th>
              <th scope="col" className="num">
                {t('records.met_of_facts')}
              </th>
              <th scope="col" className="num">
                {t('records.estimate')}
              </th>
              <th scope="col">{t('records.left_out')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ organisation, tally, reply }, at) => (
              <tr key={organisation.id}>
                <td className="num">{tally.facts >= rankedFrom ? count(at + 1) : '–'}</td>
                <td>
                  <Link to={path.organisationRecord(organisation.id, { figure: rules.figure })}>
                    <TextView text={organisation.name} />
                  </Link>
                  {reply ? <div className="record-reply sl-small">{reply}</div> : null}
                </td>
                <td className="num">
                  {count(tally.met)} / {count(tally.facts)}
                </td>
                <td className="num">
                  {percent(tally.estimate ?? 0)}
                  <ShareBar share={tally.estimate ?? 0} />
                </td>
                <td>
                  {Object.keys(tally.excluded).length > 0 ? <LeftOut excluded={tally.excluded} bare /> : '–'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
