import './industry.css';
import { urlOf } from '@scenario-lab/contracts/call';
import { downloadMatrix, type IndustryMatrix, readMatrix } from '@scenario-lab/contracts/industry-matrix';
import { TaskKind } from '@scenario-lab/contracts/metrics';
import { Field } from '@scenario-lab/contracts/taxonomies';
import { useId } from 'react';
import { Link, useSearchParams } from 'react-router';
import { client, useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { SelectInput } from '../../components/choice-input.js';
import { EmptyState } from '../../components/empty-state.js';
import { Icon } from '../../components/icon.js';
import { Panel } from '../../components/object-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { fieldChoices } from '../../components/use-terms.js';
import { useTitle } from '../../components/use-title.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { MatrixTable } from './matrix-table.js';

/** Which certified program was tried on whose data, and where nobody has tried yet. */
export function IndustryMatrixPage() {
  const { t, language } = useWords();
  useTitle(t('industry.matrix.title'));
  const [params] = useSearchParams();
  const task = TaskKind.options.find((one) => one === params.get('task'));
  const field = Field.options.find((one) => one === params.get('field'));
  const query = { task, field };
  const { data, error, isPending } = useRow(readMatrix, { query });
  return (
    <div className="sl-stack">
      <header>
        <p className="sl-small industry-links">
          <Link to={path.industry()}>← {t('industry.title')}</Link>
        </p>
        <h1>{t('industry.matrix.title')}</h1>
        <p className="sl-muted">{t('industry.matrix.lead')}</p>
      </header>
      <ProblemAlert error={error} />
      {isPending ? <PageSkeleton kind="rows" /> : null}
      {data ? (
        <div className="sl-stack">
          <Filters matrix={data} field={field} />
          <Counts matrix={data} />
          {data.rows.length > 0 && data.columns.length > 0 ? (
            <Panel title={t('industry.matrix.pairs')}>
              <MatrixTable matrix={data} />
            </Panel>
          ) : (
            <EmptyState
              text={t(data.rows.length === 0 ? 'industry.matrix.no_rows' : 'industry.matrix.no_columns')}
              action={
                <Link
                  className="sl-button"
                  to={data.rows.length === 0 ? path.benchmarks() : path.newDataRequest()}
                >
                  {t(data.rows.length === 0 ? 'industry.matrix.see_exams' : 'industry.matrix.wish')}
                </Link>
              }
            />
          )}
          <p className="sl-row industry-links">
            <a
              href={client.baseUrl + urlOf(downloadMatrix, { query: { ...query, lang: language } })}
              download="industry-matrix.csv"
            >
              <Icon name="download" /> {t('industry.csv')}
            </a>
            <a href={client.baseUrl + urlOf(readMatrix, { query })}>{t('industry.json')}</a>
            <Link to={path.newDataRequest()}>{t('industry.matrix.wish')}</Link>
            <Link to={path.newScenario()}>{t('industry.matrix.post_need')}</Link>
          </p>
        </div>
      ) : null}
    </div>
  );
}

function Filters({ matrix, field }: { matrix: IndustryMatrix; field: string | undefined }) {
  const { t } = useWords();
  const { count } = useFormats();
  const ids = { task: useId(), field: useId() };
  const [params, setParams] = useSearchParams();
  const set = (key: string, value: string) => {
    const next = new URLSearchParams(params);
    if (value) next.set(key, value);
    else next.delete(key);
    setParams(next, { replace: true, preventScrollReset: true });
  };
  return (
    <div className="form-pair">
      <div>
        <label htmlFor={ids.task}>{t('common.task')}</label>
        <SelectInput
          id={ids.task}
          value={matrix.task ?? ''}
          onChange={(value) => set('task', String(value ?? ''))}
          options={
            matrix.tasks.length === 0
              ? [{ value: '', label: t('industry.matrix.no_task') }]
              : matrix.tasks.map(({ task, programs }) => ({
                  value: task,
                  label: t('industry.matrix.task', {
                    task: t(`taxonomy.task.${task}`),
                    n: count(programs),
                  }),
                }))
          }
        />
      </div>
      <div>
        <label htmlFor={ids.field}>{t('industry.field')}</label>
        <SelectInput
          id={ids.field}
          value={field ?? ''}
          onChange={(value) => set('field', String(value ?? ''))}
          options={[{ value: '', label: t('industry.whole') }, ...fieldChoices()]}
        />
      </div>
    </div>
  );
}

function Counts({ matrix: { rows, columns, total, counts } }: { matrix: IndustryMatrix }) {
  const { t } = useWords();
  const { count } = useFormats();
  const cut = total.rows > rows.length || total.columns > columns.length;
  return (
    <p className="sl-muted">
      {t('industry.matrix.counts', {
        certified: count(counts.certified),
        tried: count(counts.tried),
        gaps: count(counts.gaps),
      })}
      {cut
        ? t('industry.matrix.cut', {
            rows: count(rows.length),
            allRows: count(total.rows),
            columns: count(columns.length),
            allColumns: count(total.columns),
          })
        : null}
    </p>
  );
}
