import './effect.css';
import type { Kpi } from '@scenario-lab/contracts/pilots';
import { useFormats } from '../../i18n/format.js';
import { shownUnit } from '../../i18n/shown-unit.js';
import { useWords } from '../../i18n/use-words.js';

const wide = 480;
const high = 28;

/** The same metric in the lab, in shadow and in the field, each with its interval, on one scale with the target. */
export function ThreeFigures({ kpi }: { kpi: Kpi }) {
  const { t } = useWords();
  const { figure, spread } = useFormats();
  const rows = (['lab', 'shadow', 'field'] as const).flatMap((which) => {
    const one = kpi[which];
    return one ? [{ which, value: one.value, interval: one.interval }] : [];
  });
  if (!kpi.shadow || rows.length < 2) return null;
  const all = [
    kpi.target,
    ...rows.flatMap(({ value, interval }) => [value, interval?.lower ?? value, interval?.upper ?? value]),
  ];
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const span = most - least || Math.abs(most) || 1;
  const x = (value: number) => 8 + ((value - least) / span) * (wide - 16);
  const unit = shownUnit(kpi.unit);
  return (
    <figure className="effect">
      <figcaption>{t('design.three')}</figcaption>
      <dl className="three-figures">
        {rows.map(({ which, value, interval }) => (
          <div key={which}>
            <dt>{t(`design.where.${which}`)}</dt>
            <dd>
              <svg viewBox={`0 0 ${wide} ${high}`} preserveAspectRatio="none" aria-hidden="true">
                <line className="effect-target" x1={x(kpi.target)} x2={x(kpi.target)} y1={0} y2={high} />
                {interval ? (
                  <line
                    className="effect-interval"
                    x1={x(interval.lower)}
                    x2={x(interval.upper)}
                    y1={high / 2}
                    y2={high / 2}
                  />
                ) : null}
                <line className="effect-value" x1={x(value)} x2={x(value)} y1={6} y2={high - 6} />
              </svg>
              <span>
                {figure(value)}
                {unit ? ` ${unit}` : ''}
                {interval ? (
                  <span className="sl-muted sl-small">
                    {' '}
                    [{spread(value, interval.lower, interval.upper).slice(1).join(', ')}]
                  </span>
                ) : null}
              </span>
            </dd>
          </div>
        ))}
      </dl>
      <p className="sl-muted sl-small">{t('design.three_says', { target: figure(kpi.target) })}</p>
    </figure>
  );
}
