import { urlOf } from '@scenario-lab/contracts/call';
import {
  type DataCounters,
  downloadDataCounters,
  readDataCounters,
} from '@scenario-lab/contracts/data-counters';
import { client, useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { Chart } from '../../components/chart.js';
import { FormPage } from '../../components/form-page.js';
import { Icon } from '../../components/icon.js';
import { Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { reachable } from '../../components/reachable.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';
import { UnusedPanel } from './unused-panel.js';

const kinds = ['shared', 'opened'] as const;

/** Records shared inside government and opened to the public, by department and field, as they grow. */
export function DataCountersPage() {
  const { t, language } = useWords();
  const { me } = useMe();
  const { data, error, isPending } = useRow(readDataCounters, {});
  return (
    <FormPage
      title={t('data_counters.title')}
      lead={t('data_counters.lead')}
      back={{ to: path.datasets(), label: t('datasets.title') }}
    >
      <ProblemAlert error={error} />
      {isPending ? <PageSkeleton kind="rows" /> : null}
      {data ? (
        <div className="sl-stack">
          <p className="sl-row">
            <a
              href={client.baseUrl + urlOf(downloadDataCounters, { query: { lang: language } })}
              download="data-counters.csv"
            >
              <Icon name="download" /> {t('data_counters.csv')}
            </a>
            <a href={client.baseUrl + urlOf(readDataCounters)}>{t('data_counters.json')}</a>
          </p>
          <Total counters={data} />
          <Growth counters={data} />
          <Fields counters={data} />
          <Departments counters={data} />
          <Licences counters={data} />
          {me ? <UnusedPanel /> : null}
          <Panel title={t('data_counters.definitions')}>
            <dl className="sl-stack sl-tight">
              {data.definitions.map(({ figure, name, definition }) => (
                <div key={figure}>
                  <dt>
                    <strong>
                      <TextView text={name} />
                    </strong>
                  </dt>
                  <dd>
                    <TextView text={definition} />
                  </dd>
                </div>
              ))}
            </dl>
          </Panel>
        </div>
      ) : null}
    </FormPage>
  );
}

function Total({ counters: { total } }: { counters: DataCounters }) {
  const { t } = useWords();
  const { count } = useFormats();
  return (
    <Panel>
      <dl className="sl-facts">
        {kinds.map((kind) => (
          <div key={kind} style={{ display: 'contents' }}>
            <dt>{t(`data_counters.${kind}`)}</dt>
            <dd>
              <strong>
                {t('data_counters.amount', {
                  records: count(total[kind].records),
                  datasets: count(total[kind].datasets),
                })}
              </strong>
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

const grid = { left: 8, right: 16, top: 52, bottom: 8, containLabel: true };

function Growth({ counters: { months } }: { counters: DataCounters }) {
  const { t } = useWords();
  const { count } = useFormats();
  const last = months.at(-1);
  if (!last || last.shared + last.opened === 0) return null;
  return (
    <Panel>
      <Chart
        title={t('data_counters.growth')}
        description={t('data_counters.growth_says', {
          shared: count(last.shared),
          opened: count(last.opened),
        })}
        height={220}
        option={{
          tooltip: { trigger: 'axis' },
          legend: { top: 0 },
          grid,
          xAxis: { type: 'category', data: months.map(({ month }) => month) },
          yAxis: { type: 'value' },
          series: kinds.map((kind) => ({
            type: 'line',
            name: t(`data_counters.${kind}`),
            data: months.map((month) => month[kind]),
          })),
        }}
        table={{
          columns: [t('data_counters.month'), ...kinds.map((kind) => t(`data_counters.${kind}`))],
          rows: months.map(({ month, shared, opened }) => [month, shared, opened]),
        }}
      />
    </Panel>
  );
}

function Fields({ counters: { byField } }: { counters: DataCounters }) {
  const { t } = useWords();
  if (byField.length === 0) return null;
  const names = byField.map(({ field }) => wordFor('taxonomy.field', field));
  return (
    <Panel>
      <Chart
        title={t('data_counters.by_field')}
        description={t('data_counters.by_field_says', { count: byField.length })}
        height={220}
        option={{
          tooltip: { trigger: 'axis' },
          legend: { top: 0 },
          grid,
          xAxis: { type: 'category', data: names },
          yAxis: { type: 'value' },
          series: kinds.map((kind) => ({
            type: 'bar',
            name: t(`data_counters.${kind}`),
            data: byField.map((one) => one[kind].records),
          })),
        }}
        table={{
          columns: [t('data_counters.field'), ...kinds.map((kind) => t(`data_counters.${kind}`))],
          rows: byField.map((one, at) => [names[at] ?? '', one.shared.records, one.opened.records]),
        }}
      />
    </Panel>
  );
}

function Departments({ counters: { byDepartment } }: { counters: DataCounters }) {
  const { t } = useWords();
  const { count } = useFormats();
  return (
    <Panel title={t('data_counters.by_department')}>
      {byDepartment.length === 0 ? <p className="sl-muted">{t('data_counters.none')}</p> : null}
      {byDepartment.length > 0 ? (
        <div className="sl-scroll" ref={reachable}>
          <table className="sl-table" aria-label={t('data_counters.by_department')}>
            <thead>
              <tr>
                <th scope="col" rowSpan={2}>
                  {t('data_counters.department')}
                </th>
                {kinds.map((kind) => (
                  <th key={kind} scope="colgroup" colSpan={2} className="sl-number">
                    {t(`data_counters.${kind}`)}
                  </th>
                ))}
              </tr>
              <tr>
                {kinds.flatMap((kind) =>
                  (['datasets', 'records'] as const).map((what) => (
                    <th key={`${kind}.${what}`} scope="col" className="sl-number">
                      {t(`data_counters.${what}`)}
                    </th>
                  )),
                )}
              </tr>
            </thead>
            <tbody>
              {byDepartment.map((one) => (
                <tr key={one.department.id}>
                  <th scope="row">
                    <OrganisationName of={one.department} />
                  </th>
                  {kinds.flatMap((kind) =>
                    (['datasets', 'records'] as const).map((what) => (
                      <td key={`${kind}.${what}`} className="sl-number">
                        {count(one[kind][what])}
                      </td>
                    )),
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </Panel>
  );
}

function Licences({ counters: { licences } }: { counters: DataCounters }) {
  const { t } = useWords();
  const { count } = useFormats();
  if (licences.length === 0) return null;
  return (
    <Panel title={t('data_counters.licences')}>
      <div className="sl-scroll" ref={reachable}>
        <table className="sl-table" aria-label={t('data_counters.licences')}>
          <thead>
            <tr>
              <th scope="col">{t('data_counters.licence')}</th>
              <th scope="col" className="sl-number">
                {t('data_counters.datasets')}
              </th>
              <th scope="col" className="sl-number">
                {t('data_counters.records')}
              </th>
            </tr>
          </thead>
          <tbody>
            {licences.map(({ licence, datasets, records }) => (
              <tr key={licence}>
                <th scope="row">{licence || t('data_counters.no_licence')}</th>
                <td className="sl-number">{count(datasets)}</td>
                <td className="sl-number">{count(records)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
