import { type Stage, stages } from '@scenario-lab/contracts/taxonomies';
import type { CSSProperties } from 'react';
import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import type { Showcase } from './showcase.js';

/** What a stage shows to everybody: each number is the length of the list behind it. */
const open: Record<Stage, readonly [keyof Showcase['counts'], string][]> = {
  showcase: [
    ['solutions', path.solutions()],
    ['algorithms', path.algorithms()],
    ['datasets', path.datasets()],
  ],
  matching: [
    ['scenarios', path.scenarios()],
    ['organisations', path.shownOrganisations()],
  ],
  validation: [
    ['benchmarks', path.benchmarks()],
    ['certificates', path.certificates({ status: 'valid' })],
  ],
  field: [['cases', path.cases()]],
  enablement: [['replications', path.cases({ outcome: 'accepted' })]],
};

/** The chain as it stands: what can be opened, and under it how many engagements are under way in each stage. */
export function StageFlow({ showcase: { counts, funnel } }: { showcase: Showcase }) {
  const { t } = useWords();
  const { count } = useFormats();
  const live = new Map(funnel.map(({ stage, engagements }) => [stage, engagements]));
  return (
    <section className="sl-panel">
      <h2>{t('home.funnel')}</h2>
      <ol className="home-flow">
        {stages.map((stage) => (
          <li key={stage} style={{ '--stage': `var(--stage-${stage})` } as CSSProperties}>
            <h3 className="stage-tag">{t(`stage.${stage}`)}</h3>
            <ul className="sl-plain">
              {open[stage].map(([key, to]) =>
                key === 'replications' ? (
                  <li key={key}>
                    <strong>{count(counts[key])}</strong> {t(`home.count.${key}`)}
                  </li>
                ) : (
                  <li key={key}>
                    <Link to={to}>
                      <strong>{count(counts[key])}</strong> {t(`home.count.${key}`)}
                    </Link>
                  </li>
                ),
              )}
            </ul>
            {stage === 'showcase' ? null : (
              <p className="sl-muted sl-small">
                {t('home.under_way', { count: live.get(stage) ?? 0, shown: count(live.get(stage) ?? 0) })}
              </p>
            )}
          </li>
        ))}
      </ol>
      <p className="sl-muted sl-small">{t('home.funnel_note', { runs: count(counts.runs) })}</p>
    </section>
  );
}
