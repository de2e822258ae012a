import { readDataRequestFigures } from '@scenario-lab/contracts/data-requests';
import { useRow } from '../../app/api.js';
import { Chart } from '../../components/chart.js';
import { Facts, Panel } from '../../components/object-page.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

/** How long wishes wait, for everybody: the register answers for itself. */
export function RequestFigures() {
  const { t } = useWords();
  const { count, figure } = useFormats();
  const { data } = useRow(readDataRequestFigures, {});
  if (!data) return null;
  const days = (value: number | null) =>
    value === null
      ? t('data_requests.none_yet')
      : t('data_requests.days', { count: value, shown: figure(value) });
  const sum = (of: 'wished' | 'fulfilled') => data.months.reduce((all, month) => all + month[of], 0);
  const names = { wished: t('data_requests.wished'), fulfilled: t('data_requests.fulfilled') };
  return (
    <Panel title={t('data_requests.figures')}>
      <div className="sl-stack">
        <Facts
          facts={[
            [t('data_requests.waiting'), count(data.waiting)],
            [t('data_requests.fulfilled'), count(data.all.fulfilled)],
            [t('data_requests.declined'), count(data.declined)],
            [t('data_requests.median'), days(data.all.median)],
            [t('data_requests.ninetieth'), days(data.all.ninetieth)],
          ]}
        />
        <p className="sl-muted sl-small">{t('data_requests.figures_says')}</p>
        {sum('wished') > 0 ? (
          <Chart
            title={t('data_requests.by_month')}
            description={t('data_requests.by_month_says', {
              wished: count(sum('wished')),
              fulfilled: count(sum('fulfilled')),
            })}
            height={200}
            option={{
              tooltip: { trigger: 'axis' },
              legend: { top: 0 },
              grid: { left: 8, right: 16, top: 52, bottom: 8, containLabel: true },
              xAxis: { type: 'category', data: data.months.map(({ month }) => month) },
              yAxis: { type: 'value', minInterval: 1 },
              series: (['wished', 'fulfilled'] as const).map((key) => ({
                type: 'bar',
                name: names[key],
                data: data.months.map((month) => month[key]),
              })),
            }}
            table={{
              columns: [t('data_requests.month'), names.wished, names.fulfilled],
              rows: data.months.map(({ month, wished, fulfilled }) => [month, wished, fulfilled]),
            }}
          />
        ) : null}
      </div>
    </Panel>
  );
}
