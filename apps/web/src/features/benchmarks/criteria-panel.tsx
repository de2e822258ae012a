import type { BenchmarkVersion } from '@scenario-lab/contracts/benchmarks';
import type { About } from '@scenario-lab/contracts/words/criterion-words';
import { CriterionView } from '../../components/criteria-view.js';
import { Panel } from '../../components/object-page.js';
import { reachable } from '../../components/reachable.js';
import { useFormats } from '../../i18n/format.js';
import { metricName } from '../../i18n/metric-words.js';
import { useWords } from '../../i18n/use-words.js';

/** Criteria as sentences, with what the baseline reaches and the smallest sample each needs. */
export function CriteriaPanel({ version, about }: { version: BenchmarkVersion; about: About }) {
  const { t, language } = useWords();
  const { figure } = useFormats();
  const { criteria, baseline, leakAnswer, powerAnswer } = version.plan;
  const { baselineResult } = version;
  const needed = (id: string) => {
    const found = baselineResult?.needed.find(({ criterion }) => criterion === id);
    if (!found) return '–';
    if (found.units === null) return t('benchmarks.needed_never', { have: found.have });
    const says = t('benchmarks.needed_says', { units: found.units, have: found.have });
    if (found.power == null) return says;
    const power = Math.round(100 * found.power);
    const units = found.unitsForPower;
    const chance =
      units == null
        ? t('benchmarks.needed_power_never', { power })
        : t('benchmarks.needed_power', { power, units });
    return (
      <>
        {says}
        <br />
        <span className="sl-muted sl-small">{chance}</span>
      </>
    );
  };
  return (
    <Panel title={t('benchmarks.criteria')}>
      <div className="sl-stack">
        {criteria.length === 0 ? (
          <p className="sl-muted">{t('benchmarks.no_criteria')}</p>
        ) : (
          <div className="sl-scroll" ref={reachable}>
            <table className="sl-table">
              <thead>
                <tr>
                  <th scope="col">{t('benchmarks.must')}</th>
                  <th scope="col">{t('benchmarks.criterion')}</th>
                  {baselineResult ? <th scope="col">{t('benchmarks.needed')}</th> : null}
                </tr>
              </thead>
              <tbody>
                {criteria.map((criterion) => (
                  <tr key={criterion.id}>
                    <td>
                      <span className="sl-chip">{t(criterion.must ? 'common.must' : 'common.nice')}</span>
                    </td>
                    <td>
                      <CriterionView criterion={criterion} about={about} />
                      {criterion.weight === undefined ? null : (
                        <span className="sl-muted"> {t('common.weight', { weight: criterion.weight })}</span>
                      )}
                    </td>
                    {baselineResult ? <td>{needed(criterion.id)}</td> : null}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        {leakAnswer || powerAnswer ? (
          <div>
            <h3>{t('benchmarks.answers')}</h3>
            {leakAnswer ? (
              <p>
                {t('benchmarks.leak_answer')}
                {t('common.colon')}
                {leakAnswer}
              </p>
            ) : null}
            {powerAnswer ? (
              <p>
                {t('benchmarks.power_answer')}
                {t('common.colon')}
                {powerAnswer}
              </p>
            ) : null}
          </div>
        ) : null}
        {baselineResult && baselineResult.metrics.length > 0 ? (
          <div>
            <h3>
              {t('benchmarks.baseline_result')} · {t(`benchmarks.baselines.${baseline}`)}
            </h3>
            <p className="sl-row">
              {baselineResult.metrics.map(({ metric, value }) => (
                <span key={metric} className="sl-chip">
                  {metricName(metric, language)} {figure(value)}
                </span>
              ))}
            </p>
          </div>
        ) : null}
      </div>
    </Panel>
  );
}
