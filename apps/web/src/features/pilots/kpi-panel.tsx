import type { Kpi, Pilot } from '@scenario-lab/contracts/pilots';
import { type About, plainFigure } from '@scenario-lab/contracts/words/criterion-words';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { path } from '../../app/paths.js';
import { Panel } from '../../components/object-page.js';
import { ToneTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useFormats } from '../../i18n/format.js';
import { metricTerm, saidPlainly } from '../../i18n/metric-words.js';
import { shownUnit } from '../../i18n/shown-unit.js';
import { useWords } from '../../i18n/use-words.js';
import { EffectFigure } from './effect-figure.js';
import { KpiChart } from './kpi-chart.js';
import { useGapSentence } from './kpi-words.js';
import { ThreeFigures } from './three-figures.js';

interface KpiPanelProps {
  kpi: Kpi;
  about: About;
  design: Pilot['design'];
}

/** One indicator of the console: where it stands now, big; how it got there below. */
export function KpiPanel({ kpi, about, design }: KpiPanelProps) {
  const { t, language } = useWords();
  const { count, spread } = useFormats();
  const gapSentence = useGapSentence();
  const unit = shownUnit(kpi.unit);
  const needed = Math.max(1, kpi.observations);
  const sentence = gapSentence(kpi);
  const say = (name: string, value: number | null | undefined) => {
    const words = value == null ? null : plainFigure(kpi.criterion.metric, value, about, language);
    return words ? [`${name}${t('common.colon')}${words}`] : [];
  };
  const said = [
    ...say(t('pilots.field'), kpi.field?.value),
    ...say(t('pilots.target'), kpi.target),
    ...say(t('pilots.baseline'), kpi.baseline),
  ];
  const sign = t(kpi.criterion.direction === 'at_most' ? 'pilots.at_most' : 'pilots.at_least');
  return (
    <Panel
      title={<TextView text={kpi.name} />}
      extra={
        kpi.reached === null ? (
          <ToneTag tone="waiting">{t('pilots.no_field_value')}</ToneTag>
        ) : (
          <ToneTag tone={kpi.reached ? 'pass' : 'fail'}>
            {t(kpi.reached ? 'pilots.reached' : 'pilots.not_reached')}
          </ToneTag>
        )
      }
    >
      <div className="sl-stack">
        <p className="sl-muted sl-small">
          {t('pilots.from_criterion')}
          {saidPlainly(kpi.criterion, about, language)} {metricTerm(kpi.criterion, language)}
        </p>
        {said.length > 0 ? <p className="kpi-said">{said.join(language === 'zh' ? '；' : '; ')}</p> : null}
        <dl className="kpi-figures">
          <Figure
            label={t('pilots.field')}
            big
            value={kpi.field?.value ?? null}
            unit={unit}
            note={
              kpi.field?.interval
                ? `[${spread(kpi.field.value, kpi.field.interval.lower, kpi.field.interval.upper).slice(1).join(', ')}]`
                : null
            }
          />
          <Figure label={t('pilots.target')} value={kpi.target} unit={unit} sign={sign} />
          <Figure
            label={t('pilots.lab')}
            value={kpi.lab?.value ?? null}
            unit={unit}
            note={
              <>
                {kpi.lab?.interval
                  ? `[${spread(kpi.lab.value, kpi.lab.interval.lower, kpi.lab.interval.upper).slice(1).join(', ')}] `
                  : null}
                {kpi.lab?.certificate ? (
                  <Link to={path.certificate(kpi.lab.certificate)}>{kpi.lab.certificate}</Link>
                ) : null}
              </>
            }
          />
          <Figure label={t('pilots.baseline')} value={kpi.baseline} unit={unit} />
        </dl>
        {sentence ? (
          <p
            className={`kpi-gap${(kpi.gap ?? 0) < 0 && kpi.insideLabInterval === false ? ' kpi-gap-worse' : ''}`}
          >
            {sentence}
          </p>
        ) : null}
        <ThreeFigures kpi={kpi} />
        {design && kpi.effect ? <EffectFigure kpi={kpi} effect={kpi.effect} planned={design} /> : null}
        <div>
          <p className="sl-row sl-spread sl-small">
            <span>
              {t('pilots.counted', { counted: count(kpi.counted), needed: count(needed) })}
              {kpi.lab?.certificate && kpi.counted > kpi.witnessed ? (
                <span className="sl-muted">
                  {' '}
                  {t('pilots.unwitnessed', { shown: count(kpi.counted - kpi.witnessed) })}
                </span>
              ) : null}
              {kpi.selfReported > 0 ? (
                <span className="sl-muted">
                  {' '}
                  {t('pilots.self_reported', { count: kpi.selfReported, shown: count(kpi.selfReported) })}
                </span>
              ) : null}
            </span>
          </p>
          <progress
            className="kpi-progress"
            max={needed}
            value={Math.min(needed, kpi.counted)}
            aria-label={t('pilots.counted', { counted: count(kpi.counted), needed: count(needed) })}
          />
        </div>
        {kpi.series.length > 0 ? (
          <KpiChart kpi={kpi} />
        ) : (
          <p className="sl-muted">{t('pilots.no_observations')}</p>
        )}
      </div>
    </Panel>
  );
}

interface FigureProps {
  label: string;
  value: number | null;
  unit: string;
  sign?: string;
  note?: ReactNode;
  big?: boolean;
}

function Figure({ label, value, unit, sign, note, big }: FigureProps) {
  const { figure } = useFormats();
  return (
    <div className={big ? 'kpi-figure kpi-figure-big' : 'kpi-figure'}>
      <dt>{label}</dt>
      <dd>
        <strong>
          {value === null ? null : sign}
          {figure(value)}
          {value === null || !unit ? null : <small> {unit}</small>}
        </strong>
        {note ? <span className="sl-muted sl-small">{note}</span> : null}
      </dd>
    </div>
  );
}
