import type { Kpi } from '@scenario-lab/contracts/pilots';
import type { EChartsCoreOption } from 'echarts/core';
import { usePreferences } from '../../app/preferences.js';
import { readTokens } from '../../app/tokens.js';
import { Chart } from '../../components/chart.js';
import { axisOf } from '../../components/interval-bar.js';
import { useFormats } from '../../i18n/format.js';
import { shownUnit } from '../../i18n/shown-unit.js';
import { useWords } from '../../i18n/use-words.js';
import { useGapSentence } from './kpi-words.js';

type Observation = Kpi['series'][number];
interface Labels {
  target: string;
  baseline: string;
  lab: string;
  field: string;
  selfReported: string;
  figure: (value: number) => string;
}

/** More sites than this are drawn as one line; the table still names each. */
const mostSites = 5;

/** Counted points by site, in order of time; one group without a name where there are too many sites or only one. */
export function linesOf(series: readonly Observation[]): { site: string | null; points: Observation[] }[] {
  const counted = series
    .filter(({ source }) => source !== 'self_reported')
    .sort((a, b) => a.at.localeCompare(b.at));
  const sites = [...new Set(counted.map(({ site }) => site))];
  if (sites.length < 2 || sites.length > mostSites) return [{ site: null, points: counted }];
  return sites.map((site) => ({ site, points: counted.filter((one) => one.site === site) }));
}

/** So many usual steps without a value are a gap. */
const gapSteps = 3;

/** What a line is drawn of; where nothing came for longer than usual, a place without a value breaks it. */
export function brokenAtGaps(points: readonly Observation[]): [string, number | null][] {
  const times = points.map(({ at }) => Date.parse(at));
  const steps = times.slice(1).map((time, index) => time - (times[index] ?? time));
  const usual = [...steps].sort((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0;
  return points.flatMap(({ at, value }, index): [string, number | null][] => {
    const step = steps[index] ?? 0;
    const drawn: [string, number | null] = [at, value];
    if (usual === 0 || step <= gapSteps * usual) return [drawn];
    return [drawn, [new Date((times[index] ?? 0) + step / 2).toISOString(), null]];
  });
}

/** The share of the axis a line of text takes, and a little air. */
const labelShare = 0.12;

/** Above its line, or below where another line runs so closely above that the label would cover that one. */
export function sideOfLabel(value: number, levels: readonly number[], length: number): 'Top' | 'Bottom' {
  const near = (one: number) => Math.abs(one - value) < length * labelShare;
  const above = levels.some((one) => one > value && near(one));
  const below = levels.some((one) => one < value && near(one));
  return above && !below ? 'Bottom' : 'Top';
}

/** Field values over time against target, baseline and the lab's interval. */
function optionOf(kpi: Kpi, labels: Labels): EChartsCoreOption {
  const tokens = readTokens();
  const lines = linesOf(kpi.series);
  const own = kpi.series.filter(({ source }) => source === 'self_reported');
  const drawn = [
    ...kpi.series.map(({ value }) => value),
    kpi.target,
    kpi.baseline,
    kpi.lab?.value,
    kpi.lab?.interval?.lower,
    kpi.lab?.interval?.upper,
  ].filter((one): one is number => typeof one === 'number');
  const { from, to } = axisOf(drawn);
  const levels = [kpi.target, kpi.baseline, kpi.lab?.value].filter((one) => typeof one === 'number');
  const mark = (value: number, name: string, color: string | undefined, type: string, place: string) => ({
    yAxis: value,
    lineStyle: { color, type, width: 1.5 },
    label: {
      formatter: `${name} ${labels.figure(value)}`,
      position: `${place}${sideOfLabel(value, levels, to - from)}`,
      color,
      distance: 2,
      backgroundColor: tokens.surface,
      padding: [1, 4],
    },
  });
  const interval = kpi.lab?.interval;
  const band = interval
    ? [
        [
          { yAxis: interval.lower, itemStyle: { color: tokens.running, opacity: 0.14 } },
          { yAxis: interval.upper },
        ],
      ]
    : [];
  const marks = [
    mark(kpi.target, labels.target, tokens.pass, 'solid', 'insideEnd'),
    ...(kpi.baseline === null
      ? []
      : [mark(kpi.baseline, labels.baseline, tokens['ink-3'], 'dashed', 'insideStart')]),
    ...(kpi.lab ? [mark(kpi.lab.value, labels.lab, tokens.running, 'dotted', 'insideMiddle')] : []),
  ];
  const pointsOf = (points: readonly Observation[]) => points.map(({ at, value }) => [at, value]);
  return {
    grid: {
      left: 8,
      right: 16,
      top: lines.length > 1 || own.length > 0 ? 34 : 16,
      bottom: 8,
      containLabel: true,
    },
    legend:
      lines.length > 1 || own.length > 0 ? { top: 0, left: 0, type: 'scroll', itemWidth: 14 } : undefined,
    tooltip: { trigger: 'axis', valueFormatter: (value: unknown) => labels.figure(Number(value)) },
    xAxis: { type: 'time', splitNumber: 4, axisLabel: { hideOverlap: true, formatter: '{MM}-{dd}' } },
    yAxis: {
      type: 'value',
      min: from,
      max: to,
      splitNumber: 4,
      axisLabel: {
        formatter: (value: number) => labels.figure(value),
        showMinLabel: false,
        showMaxLabel: false,
      },
    },
    series: [
      ...lines.map(({ site, points }, index) => ({
        type: 'line',
        name: site ?? labels.field,
        data: brokenAtGaps(points),
        connectNulls: false,
        symbol: 'circle',
        symbolSize: points.length > 120 ? 0 : 6,
        showSymbol: points.length <= 120,
        lineStyle: { width: 2 },
        // The first carries the marks, whose labels must stay readable.
        z: index === 0 ? 6 : 5,
        ...(index === 0
          ? {
              markLine: { silent: true, symbol: 'none', z: 8, data: marks },
              markArea: { silent: true, data: band },
            }
          : {}),
      })),
      ...(own.length > 0
        ? [
            {
              type: 'scatter',
              name: labels.selfReported,
              data: pointsOf(own),
              symbol: 'emptyTriangle',
              symbolSize: 9,
              itemStyle: { color: tokens['ink-3'] },
              z: 4,
            },
          ]
        : []),
    ],
  };
}

export function KpiChart({ kpi }: { kpi: Kpi }) {
  const { t } = useWords();
  const { figure, text, instant } = useFormats();
  const gapSentence = useGapSentence();
  // The colours are read anew when the appearance changes.
  usePreferences();
  const option = optionOf(kpi, {
    target: t('pilots.target'),
    baseline: t('pilots.baseline'),
    lab: t('pilots.lab'),
    field: t('pilots.field'),
    selfReported: t('taxonomy.observation_source.self_reported'),
    figure,
  });
  const unit = shownUnit(kpi.unit);
  return (
    <Chart
      title={`${t('pilots.over_time')}${unit ? t('common.in_brackets', { text: unit }) : ''}`}
      description={[
        t('pilots.chart_says', {
          name: text(kpi.name),
          count: kpi.series.length,
          target: figure(kpi.target),
        }),
        gapSentence(kpi),
      ]
        .filter(Boolean)
        .join(' ')}
      option={option}
      height={240}
      table={{
        columns: [t('pilots.at'), t('pilots.value'), t('pilots.source'), t('pilots.site')],
        rows: [...kpi.series]
          .sort((a, b) => b.at.localeCompare(a.at))
          .map((one) => [
            instant(one.at),
            one.value,
            t(`taxonomy.observation_source.${one.source}`),
            one.site,
          ]),
      }}
    />
  );
}
