import './verdict-list.css';
import type { Criterion } from '@scenario-lab/contracts/metrics';
import type { Figure, Run } from '@scenario-lab/contracts/runs';
import type { About } from '@scenario-lab/contracts/words/criterion-words';
import { rawSlice, sliceWords, wordedSlice } from '@scenario-lab/contracts/words/slice-words';
import { lazy, Suspense } from 'react';
import { useFormats } from '../i18n/format.js';
import { metricName } from '../i18n/metric-words.js';
import { useWords } from '../i18n/use-words.js';
import { axisOf } from './interval-bar.js';
import { Panel } from './object-page.js';
import { reachable } from './reachable.js';
import { VerdictTag } from './status-tag.js';
import { VerdictList } from './verdict-list.js';

const ResultPlots = lazy(() => import('./result-plots.js').then((file) => ({ default: file.ResultPlots })));

export type ResultBody = Omit<NonNullable<Run['result']>, 'digest'>;

/** A result as it is read: the verdict's picture, the figures, the slices, the plots. */
export function ResultView({
  result,
  about,
  synthetic = false,
}: {
  result: ResultBody;
  about?: About | undefined;
  /** Of rows that are made up, which get no verdict whatever is asked of real ones. */
  synthetic?: boolean;
}) {
  const { t } = useWords();
  const whole = result.figures.filter(({ slice }) => slice === null);
  const slices = result.figures.filter(({ slice }) => slice !== null);
  return (
    <>
      <Panel title={t('runs.result.title')}>
        <div className="sl-stack">
          {result.criteria.length > 0 && result.overall ? (
            <div className="verdict-overall">
              <span className="sl-muted">{t('runs.result.overall')}</span>
              <VerdictTag verdict={result.overall} big />
              <span>{t(`runs.result.overall_says.${result.overall}`)}</span>
            </div>
          ) : (
            <p className="sl-muted">{t(synthetic ? 'runs.result.no_verdict' : 'runs.result.no_criteria')}</p>
          )}
          <VerdictList criteria={result.criteria} baseline={result.baseline} about={about} />
        </div>
      </Panel>
      {whole.length > 0 ? (
        <Panel title={t('runs.figures.title')}>
          <FiguresTable figures={whole} baseline={result.baseline} />
        </Panel>
      ) : null}
      {slices.length > 0 ? (
        <Panel title={t('runs.figures.slices')}>
          <SlicesTable figures={slices} criteria={result.criteria.map(({ criterion }) => criterion)} />
        </Panel>
      ) : null}
      {result.plots ? (
        <Suspense fallback={null}>
          <ResultPlots plots={result.plots} />
        </Suspense>
      ) : null}
    </>
  );
}

interface FiguresTableProps {
  figures: readonly Figure[];
  baseline: readonly { metric: string; value: number }[];
}

function FiguresTable({ figures, baseline }: FiguresTableProps) {
  const { t, language } = useWords();
  const { figure, count } = useFormats();
  const numbers = ['value', 'interval', 'baseline', 'rows', 'units'] as const;
  return (
    <div className="sl-scroll" ref={reachable}>
      <table className="sl-table">
        <thead>
          <tr>
            <th scope="col">{t('runs.figures.metric')}</th>
            {numbers.map((name) => (
              <th key={name} scope="col" className="sl-number">
                {t(`runs.figures.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {figures.map((one) => (
            <tr key={one.metric}>
              <td>
                {metricName(one.metric, language)} <span className="sl-muted sl-small">v{one.version}</span>
              </td>
              <td className="sl-number">
                <strong>
                  <ValueText figure={one} />
                </strong>
              </td>
              <td className="sl-number">
                <IntervalText figure={one} />
              </td>
              <td className="sl-number">
                {figure(baseline.find(({ metric }) => metric === one.metric)?.value)}
              </td>
              <td className="sl-number">{count(one.rows)}</td>
              <td className="sl-number">{count(one.units)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function IntervalText({ figure: one }: { figure: Figure }) {
  const { t } = useWords();
  const { spread } = useFormats();
  if (!one.interval || one.value === null) return <span className="sl-muted">{t('interval.none')}</span>;
  return <>{spread(one.value, one.interval.lower, one.interval.upper).slice(1).join(' – ')}</>;
}

/** With the decimals of its interval. */
function ValueText({ figure: { value, interval } }: { figure: Figure }) {
  const { figure, spread } = useFormats();
  if (value === null || !interval) return <>{figure(value)}</>;
  return <>{spread(value, interval.lower, interval.upper)[0]}</>;
}

const nameOf = ({ slice }: Figure) => (slice ? rawSlice(slice) : '');

/** Slices down, metrics across: the same metric is compared by looking down one column. */
function SlicesTable({
  figures,
  criteria,
}: {
  figures: readonly Figure[];
  criteria: readonly Pick<Criterion, 'slice'>[];
}) {
  const { t, language } = useWords();
  const { count } = useFormats();
  const metrics = [...new Set(figures.map(({ metric }) => metric))];
  const slices = [...new Set(figures.map(nameOf))];
  const axes = new Map(
    metrics.map((metric) => {
      const own = figures.filter((one) => one.metric === metric);
      const ends = own.flatMap(({ value, interval }) => [value, interval?.lower, interval?.upper]);
      return [metric, axisOf(ends.filter((one): one is number => typeof one === 'number'))];
    }),
  );
  // Of a synthetic sample none has one: said once instead of in every cell.
  const bounded = figures.some(({ interval }) => interval);
  return (
    <div className="sl-scroll" ref={reachable}>
      {bounded ? null : <p className="sl-muted sl-small">{t('runs.figures.no_intervals')}</p>}
      <table className="sl-table">
        <thead>
          <tr>
            <th scope="col">{t('runs.figures.slice')}</th>
            <th scope="col" className="sl-number">
              {t('runs.figures.rows')}
            </th>
            {metrics.map((metric) => (
              <th key={metric} scope="col" className="sl-number">
                {metricName(metric, language)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {slices.map((slice) => {
            const own = figures.filter((one) => nameOf(one) === slice);
            const part = own[0]?.slice;
            const worded = part ? sliceWords(wordedSlice(part, criteria), language) : slice;
            return (
              <tr key={slice}>
                <td style={{ whiteSpace: 'nowrap' }}>
                  {worded}
                  {worded === slice ? null : <span className="sl-muted sl-small"> {slice}</span>}
                </td>
                <td className="sl-number">{count(own[0]?.rows ?? 0)}</td>
                {metrics.map((metric) => {
                  const one = own.find((each) => each.metric === metric);
                  return (
                    <td key={metric} className="sl-number">
                      {one ? (
                        <>
                          <strong>
                            <ValueText figure={one} />
                          </strong>
                          {bounded ? (
                            <>
                              <SliceBar figure={one} axis={axes.get(metric)} />
                              <span className="sl-muted sl-small">
                                <IntervalText figure={one} />
                              </span>
                            </>
                          ) : null}
                        </>
                      ) : (
                        '–'
                      )}
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** One metric's figure and interval; all slices of the metric share the axis, so that bars are compared by eye. */
function SliceBar({
  figure: { value, interval },
  axis,
}: {
  figure: Figure;
  axis?: { from: number; to: number };
}) {
  if (!axis || value === null) return null;
  const at = (one: number) => ((one - axis.from) / (axis.to - axis.from)) * 100;
  const { lower, upper } = interval ?? { lower: value, upper: value };
  return (
    <span className="slice-bar" aria-hidden>
      <i style={{ left: `${at(lower)}%`, width: `${at(upper) - at(lower)}%` }} />
      <b style={{ left: `${at(value)}%` }} />
    </span>
  );
}
