import type { Plots } from '@scenario-lab/contracts/runs';
import { usePreferences } from '../app/preferences.js';
import { readTokens } from '../app/tokens.js';
import { useFormats } from '../i18n/format.js';
import { useWords } from '../i18n/use-words.js';
import { Chart } from './chart.js';
import { Panel } from './object-page.js';

type Part<K extends keyof Plots> = NonNullable<Plots[K]>;

/** What may be drawn of a result; each chart has its table and CSV behind it. */
export function ResultPlots({ plots }: { plots: Plots }) {
  const { t } = useWords();
  const { confusion, reliability, horizon, residuals } = plots;
  const some = [reliability, horizon, residuals].some((series) => series && series.length > 0);
  if (!confusion && !some) return null;
  return (
    <Panel title={t('runs.plots.title')}>
      <div className="plots">
        {confusion ? <Confusion confusion={confusion} /> : null}
        {reliability?.length ? <Reliability bins={reliability} /> : null}
        {horizon?.length ? <Horizon steps={horizon} /> : null}
        {residuals?.length ? <Residuals bins={residuals} /> : null}
      </div>
    </Panel>
  );
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

function Confusion({ confusion: { classes, counts } }: { confusion: Part<'confusion'> }) {
  const { t } = useWords();
  const { percent, count } = useFormats();
  // Read anew when the appearance changes.
  usePreferences();
  const { ink } = readTokens();
  const total = sum(counts.map(sum));
  const diagonal = sum(counts.map((row, at) => row[at] ?? 0));
  const names = { truth: t('runs.plots.truth'), prediction: t('runs.plots.prediction') };
  // A class as large as its row is dark: the colour is the share of the truth, the number the count.
  const data = counts.flatMap((row, y) =>
    row.map((value, x) => ({ value: [x, y, value / Math.max(1, sum(row))], count: value })),
  );
  const option = {
    tooltip: {
      formatter: ({ data: cell }: { data: { value: number[]; count: number } }) =>
        `${names.truth} ${classes[cell.value[1] ?? 0]} → ${names.prediction} ${classes[cell.value[0] ?? 0]}<br>${count(cell.count)} (${percent(cell.value[2] ?? 0)})`,
    },
    grid: { left: 8, right: 8, top: 28, bottom: 24, containLabel: true },
    xAxis: {
      type: 'category',
      data: [...classes],
      name: names.prediction,
      nameLocation: 'middle',
      nameGap: 28,
    },
    yAxis: {
      type: 'category',
      data: [...classes],
      inverse: true,
      name: names.truth,
      nameLocation: 'start',
      nameTextStyle: { align: 'right' },
    },
    visualMap: { show: false, min: 0, max: 1, dimension: 2, inRange: { opacity: [0.04, 0.5] } },
    series: [
      {
        type: 'heatmap',
        data,
        label: {
          show: classes.length <= 12,
          color: ink,
          // The number must not fade with its cell.
          opacity: 1,
          formatter: ({ data: cell }: { data: { count: number } }) => count(cell.count),
        },
      },
    ],
  };
  return (
    <Chart
      title={t('runs.plots.confusion')}
      description={t('runs.plots.confusion_says', {
        classes: count(classes.length),
        share: percent(total ? diagonal / total : 0),
      })}
      option={option}
      height={Math.min(420, 120 + classes.length * 36)}
      table={{
        columns: [`${names.truth} \\ ${names.prediction}`, ...classes],
        rows: counts.map((row, at) => [classes[at] ?? null, ...row]),
      }}
    />
  );
}

/** A dashed line for the legend, as the drawing has it. */
const dashes = 'path://M0 5h6v1h-6zM9 5h6v1h-6zM18 5h6v1h-6z';

function Reliability({ bins }: { bins: Part<'reliability'> }) {
  const { t } = useWords();
  const { figure } = useFormats();
  const names = {
    mean: t('runs.plots.mean'),
    observed: t('runs.plots.observed'),
    ideal: t('runs.plots.ideal'),
  };
  const option = {
    tooltip: { trigger: 'item', valueFormatter: (value: number) => figure(value) },
    grid: { left: 8, right: 16, top: 28, bottom: 24, containLabel: true },
    legend: {
      data: [{ name: names.ideal, icon: dashes }],
      top: 0,
      right: 8,
      itemWidth: 22,
      selectedMode: false,
    },
    xAxis: { type: 'value', min: 0, max: 1, name: names.mean, nameLocation: 'middle', nameGap: 28 },
    yAxis: {
      type: 'value',
      min: 0,
      max: 1,
      name: names.observed,
      nameTextStyle: { align: 'left' },
    },
    series: [
      {
        type: 'line',
        name: names.observed,
        data: bins.filter((bin) => bin.count > 0).map((bin) => [bin.mean, bin.observed]),
        symbolSize: 7,
      },
      {
        type: 'line',
        name: names.ideal,
        data: [
          [0, 0],
          [1, 1],
        ],
        symbol: 'none',
        lineStyle: { type: 'dashed', width: 1 },
      },
    ],
  };
  return (
    <Chart
      title={t('runs.plots.reliability')}
      description={t('runs.plots.reliability_says', { bins: bins.length })}
      option={option}
      table={{
        columns: [
          t('runs.plots.from'),
          t('runs.plots.to'),
          names.mean,
          names.observed,
          t('runs.plots.count'),
        ],
        rows: bins.map((bin) => [bin.from, bin.to, bin.mean, bin.observed, bin.count]),
      }}
    />
  );
}

function Horizon({ steps }: { steps: Part<'horizon'> }) {
  const { t } = useWords();
  const { figure } = useFormats();
  const names = { step: t('runs.plots.step'), mae: t('runs.plots.mae') };
  const option = {
    tooltip: { trigger: 'axis', valueFormatter: (value: number) => figure(value) },
    grid: { left: 8, right: 16, top: 28, bottom: 24, containLabel: true },
    xAxis: {
      type: 'category',
      data: steps.map(({ step }) => step),
      name: names.step,
      nameLocation: 'middle',
      nameGap: 28,
    },
    yAxis: { type: 'value', name: names.mae, nameTextStyle: { align: 'left' } },
    series: [{ type: 'line', data: steps.map(({ mae }) => mae), symbolSize: 6 }],
  };
  const first = steps[0];
  const last = steps.at(-1);
  return (
    <Chart
      title={t('runs.plots.horizon')}
      description={t('runs.plots.horizon_says', {
        from: first?.step ?? 0,
        to: last?.step ?? 0,
        first: figure(first?.mae),
        last: figure(last?.mae),
      })}
      option={option}
      table={{
        columns: [names.step, names.mae, t('runs.plots.count')],
        rows: steps.map(({ step, mae, count }) => [step, mae, count]),
      }}
    />
  );
}

function Residuals({ bins }: { bins: Part<'residuals'> }) {
  const { t } = useWords();
  const { figure, count } = useFormats();
  const names = { residual: t('runs.plots.residual'), count: t('runs.plots.count') };
  const option = {
    tooltip: { trigger: 'axis' },
    grid: { left: 8, right: 16, top: 28, bottom: 24, containLabel: true },
    xAxis: {
      type: 'category',
      data: bins.map((bin) => figure((bin.from + bin.to) / 2)),
      name: names.residual,
      nameLocation: 'middle',
      nameGap: 28,
    },
    yAxis: { type: 'value', name: names.count, nameTextStyle: { align: 'left' } },
    series: [{ type: 'bar', barCategoryGap: '4%', data: bins.map((bin) => bin.count) }],
  };
  return (
    <Chart
      title={t('runs.plots.residuals')}
      description={t('runs.plots.residuals_says', {
        from: figure(bins[0]?.from),
        to: figure(bins.at(-1)?.to),
        rows: count(sum(bins.map((bin) => bin.count))),
      })}
      option={option}
      table={{
        columns: [t('runs.plots.from'), t('runs.plots.to'), names.count],
        rows: bins.map((bin) => [bin.from, bin.to, bin.count]),
      }}
    />
  );
}
