import './verdict-list.css';
import type { Figure, Result } from '@scenario-lab/contracts/runs';
import { lazy, Suspense } from 'react';
import type { z } from 'zod';
import { useFormats } from '../i18n/format.js';
import { metricName } from '../i18n/metric-words.js';
import { useWords } from '../i18n/use-words.js';
import { Panel } from './object-page.js';
import { VerdictTag } from './status-tag.js';
import { VerdictList } from './verdict-list.js';

const ResultPlots = lazy(() => import('./result-plots.js').then((file) => ({ default: file.ResultPlots })));

export type ResultBody = Omit<z.infer<typeof Result>, 'digest'>;

/** A result as it is read: the verdict's picture, the figures, the slices, the plots. */
export function ResultView({ result }: { result: ResultBody }) {
  const { t } = useWords();
  const whole = result.figures.filter(({ slice }) => slice === null);
  const slices = result.figures.filter(({ slice }) => slice !== null);
  return (
    <>
      <Panel title={t('runs.result.title')}>
        <div className="sl-stack">
          {result.criteria.length > 0 ? (
            <div className="verdict-overall">
              <span className="sl-muted">{t('runs.result.overall')}</span>
              <VerdictTag verdict={result.overall} big />
              <span>{t(`runs.result.overall_says.${result.overall}`)}</span>
            </div>
          ) : (
            <p className="sl-muted">{t('runs.result.no_criteria')}</p>
          )}
          <VerdictList criteria={result.criteria} baseline={result.baseline} />
        </div>
      </Panel>
      {whole.length > 0 ? (
        <Panel title={t('runs.figures.title')}>
          <FiguresTable figures={whole} baseline={result.baseline} />
        </Panel>
      ) : null}
      {slices.length > 0 ? (
        <Panel title={t('runs.figures.slices')}>
          <FiguresTable figures={slices} sliced />
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
  baseline?: readonly { metric: string; value: number }[];
  sliced?: boolean;
}

function FiguresTable({ figures, baseline = [], sliced }: FiguresTableProps) {
  const { t, language } = useWords();
  const { figure, count } = useFormats();
  return (
    <div className="sl-scroll">
      <table className="sl-table">
        <thead>
          <tr>
            <th scope="col">{t('runs.figures.metric')}</th>
            {sliced ? <th scope="col">{t('runs.figures.slice')}</th> : null}
            <th scope="col" className="sl-number">
              {t('runs.figures.value')}
            </th>
            <th scope="col" className="sl-number">
              {t('runs.figures.interval')}
            </th>
            {sliced ? null : (
              <th scope="col" className="sl-number">
                {t('runs.figures.baseline')}
              </th>
            )}
            <th scope="col" className="sl-number">
              {t('runs.figures.rows')}
            </th>
            <th scope="col" className="sl-number">
              {t('runs.figures.units')}
            </th>
          </tr>
        </thead>
        <tbody>
          {figures.map((one) => {
            const base = baseline.find(({ metric }) => metric === one.metric);
            return (
              <tr key={`${one.metric}:${one.slice?.column}:${one.slice?.value}`}>
                <td>
                  {metricName(one.metric, language)} <span className="sl-muted sl-small">{one.version}</span>
                </td>
                {sliced ? (
                  <td>
                    {one.slice?.column} = {one.slice?.value}
                  </td>
                ) : null}
                <td className="sl-number">
                  <strong>{figure(one.value)}</strong>
                </td>
                <td className="sl-number">
                  {one.interval ? (
                    `${figure(one.interval.lower)} – ${figure(one.interval.upper)}`
                  ) : (
                    <span className="sl-muted">{t('interval.none')}</span>
                  )}
                </td>
                {sliced ? null : <td className="sl-number">{figure(base?.value)}</td>}
                <td className="sl-number">{count(one.rows)}</td>
                <td className="sl-number">{count(one.units)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
