import type { Engagement } from '@scenario-lab/contracts/engagements';
import type { Criterion } from '@scenario-lab/contracts/metrics';
import { criterionUnit } from '@scenario-lab/contracts/metrics';
import { type Run, type RunRow, readRun } from '@scenario-lab/contracts/runs';
import { readScenario } from '@scenario-lab/contracts/scenarios';
import { Link } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { IntervalBar } from '../../components/interval-bar.js';
import { Panel } from '../../components/object-page.js';
import { criterionSentence, metricName } from '../../i18n/metric-words.js';
import { useWords } from '../../i18n/use-words.js';

/** The run whose figures stand beside the prediction: hidden split before others, approved before others, newest. */
export function tellingRun(runs: readonly RunRow[]): RunRow | null {
  const rank = (run: RunRow) => (run.split === 'hidden' ? 2 : 0) + (run.status === 'approved' ? 1 : 0);
  const scored = runs.filter((run) => run.verdict !== null && run.status !== 'void');
  return scored.sort((a, b) => rank(b) - rank(a) || b.submittedAt.localeCompare(a.submittedAt)).at(0) ?? null;
}

/** What the vendor promised per criterion, and what the lab measured. */
export function ProposalPanel({ engagement }: { engagement: Engagement }) {
  const { t } = useWords();
  const telling = tellingRun(engagement.runs);
  const scenario = useRow(readScenario, { params: { id: engagement.scenario.id } });
  const run = useRow(readRun, { params: { id: telling?.id ?? '' } }, { enabled: telling !== null });
  const criteria = scenario.data?.criteria ?? [];
  return (
    <Panel title={t('engagements.proposal')}>
      <div className="sl-stack">
        {engagement.proposal ? (
          <p className="sl-reading engagement-words">{engagement.proposal}</p>
        ) : (
          <p className="sl-muted">{t('engagements.no_proposal')}</p>
        )}
        {criteria.length > 0 ? (
          <>
            <p className="sl-muted sl-small">
              {telling ? (
                <>
                  {t('engagements.measured_by')}{' '}
                  <Link to={path.run(telling.id)}>{t('runs.name', { number: telling.number })}</Link>
                  {t('engagements.on_split', { split: t(`taxonomy.split.${telling.split}`) })}
                </>
              ) : (
                t('engagements.not_measured')
              )}
            </p>
            <ul className="sl-plain engagement-criteria">
              {criteria.map((criterion) => (
                <li key={criterion.id}>
                  <CriterionFigures
                    criterion={criterion}
                    predicted={engagement.predictions.find((one) => one.criterion === criterion.id)?.value}
                    run={run.data ?? null}
                  />
                </li>
              ))}
            </ul>
          </>
        ) : null}
      </div>
    </Panel>
  );
}

interface CriterionFiguresProps {
  criterion: Criterion;
  predicted: number | undefined;
  run: Run | null;
}

function CriterionFigures({ criterion, predicted, run }: CriterionFiguresProps) {
  const { t, language } = useWords();
  const measured = run?.result?.criteria.find((one) => one.criterion.id === criterion.id);
  const unit = criterionUnit(criterion.metric, criterion.unit, language);
  return (
    <>
      <p className="sl-lead-chip">
        <span className="sl-chip">{t(criterion.must ? 'common.must' : 'common.nice')}</span>
        <strong>{criterionSentence(criterion, language)}</strong>
      </p>
      {measured || predicted !== undefined ? (
        <IntervalBar
          name={metricName(criterion.metric, language)}
          value={measured?.value ?? null}
          interval={measured?.interval ?? null}
          threshold={criterion.threshold}
          direction={criterion.direction}
          unit={unit}
          verdict={measured?.verdict}
          reference={
            predicted === undefined ? undefined : { value: predicted, label: t('engagements.predicted') }
          }
        />
      ) : (
        <p className="sl-muted sl-small">{t('engagements.no_figure')}</p>
      )}
    </>
  );
}
