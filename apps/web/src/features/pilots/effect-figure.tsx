import './effect.css';
import type { Effect, PlannedDesign } from '@scenario-lab/contracts/pilot-design';
import type { Kpi } from '@scenario-lab/contracts/pilots';
import { reachable } from '../../components/reachable.js';
import { ToneTag } from '../../components/status-tag.js';
import { useFormats } from '../../i18n/format.js';
import { shownUnit } from '../../i18n/shown-unit.js';
import { useWords } from '../../i18n/use-words.js';

const wide = 640;
const high = 160;

interface EffectFigureProps {
  kpi: Kpi;
  effect: Effect;
  planned: PlannedDesign;
}

/** What it changed by the design of the plan: the days, what would have been without it, and how sure that is. */
export function EffectFigure({ kpi, effect, planned }: EffectFigureProps) {
  const { t } = useWords();
  const { figure, day, instant } = useFormats();
  const told = useFigureWords(kpi.unit);
  const { interval } = effect.effect;
  const better = (value: number) => value < 0 === (kpi.criterion.direction === 'at_most');
  const sure = interval && interval.lower * interval.upper > 0;
  const trend = effect.trendBefore?.interval;
  const values = effect.days.flatMap((one) =>
    [one.value, one.control, one.expected].filter((value): value is number => value !== null),
  );
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const first = Date.parse(effect.days[0]?.day ?? effect.from);
  const span = Math.max(1, Date.parse(effect.days.at(-1)?.day ?? effect.from) - first);
  const x = (of: string) => ((Date.parse(of) - first) / span) * wide;
  const y = (value: number) => high - 6 - ((value - least) / (most - least || 1)) * (high - 12);
  const assumption = planned.design.kind === 'shadow' ? null : planned.design.assumption;
  const verdict = !sure ? 'unsure' : better(effect.effect.value) ? 'better' : 'worse';
  const said = t('design.effect', { effect: told(effect.effect) });
  return (
    <figure className="effect">
      <figcaption className="sl-row">
        <strong>{t(`design.method.${effect.method}`)}</strong>
        <ToneTag tone={{ unsure: 'inconclusive', better: 'pass', worse: 'fail' }[verdict] as 'pass'}>
          {t(`design.verdict.${verdict}`)}
        </ToneTag>
      </figcaption>
      <p>{said}</p>
      <svg
        className="effect-drawing"
        viewBox={`0 0 ${wide} ${high}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={said}
      >
        <line className="effect-from" x1={x(effect.from)} x2={x(effect.from)} y1={0} y2={high} />
        {(['control', 'expected', 'value'] as const).map((which) =>
          pieces(effect.days, which).map((piece) => (
            <polyline
              key={`${which}.${piece[0]?.day}`}
              className={`effect-${which}`}
              points={piece.map((one) => `${x(one.day)},${y(one.value)}`).join(' ')}
            />
          )),
        )}
      </svg>
      <p className="effect-legend sl-small">
        <span className="effect-key effect-key-value">{t('design.line.value')}</span>
        {effect.method === 'difference_in_differences' ? (
          <span className="effect-key effect-key-control">{t('design.line.control')}</span>
        ) : null}
        <span className="effect-key effect-key-expected">{t('design.line.expected')}</span>
        <span className="sl-muted">{t('design.line.from', { day: day(effect.from) })}</span>
      </p>
      <ul className="sl-small effect-notes">
        <li>{t(`design.sides.${effect.method}`, { before: effect.before, after: effect.after })}</li>
        {interval ? null : <li>{t('design.too_few')}</li>}
        {effect.trendBefore && trend ? (
          <li>
            {t(trend.lower * trend.upper > 0 ? 'design.trend_moves' : 'design.trend_still', {
              trend: told(effect.trendBefore),
            })}
          </li>
        ) : null}
        {effect.jump && effect.slope ? (
          <li>{t('design.jump', { jump: told(effect.jump), slope: told(effect.slope) })}</li>
        ) : null}
        {assumption ? <li>{t('design.assumed', { assumption })}</li> : null}
        {planned.changedAt ? <li>{t('design.changed', { when: instant(planned.changedAt) })}</li> : null}
      </ul>
      <details>
        <summary>{t('chart.as_table')}</summary>
        <div className="sl-scroll drift-table" ref={reachable}>
          <table className="sl-table">
            <thead>
              <tr>
                <th scope="col">{t('pilots.drift.day')}</th>
                {(['value', 'control', 'expected'] as const).map((which) => (
                  <th key={which} scope="col" className="sl-number">
                    {t(`design.line.${which}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {effect.days.map((one) => (
                <tr key={one.day}>
                  <td>{day(one.day)}</td>
                  <td className="sl-number">{figure(one.value)}</td>
                  <td className="sl-number">{figure(one.control)}</td>
                  <td className="sl-number">{figure(one.expected)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}

/** “−1.2 cm [−1.9, −0.5]”. */
function useFigureWords(unit: string) {
  const { figure, spread } = useFormats();
  const shown = shownUnit(unit);
  return ({ value, interval }: Effect['effect']) => {
    const size = `${value > 0 ? '+' : ''}${figure(value)}${shown ? ` ${shown}` : ''}`;
    return interval ? `${size} [${spread(value, interval.lower, interval.upper).slice(1).join(', ')}]` : size;
  };
}

/** A day without a figure is a gap in its line. */
function pieces(days: Effect['days'], which: 'value' | 'control' | 'expected') {
  const found: { day: string; value: number }[][] = [];
  let last: number | null = null;
  for (const one of days) {
    const value = one[which];
    const now = Date.parse(one.day) / 86_400_000;
    if (value === null) continue;
    if (last !== null && now - last === 1) found.at(-1)?.push({ day: one.day, value });
    else found.push([{ day: one.day, value }]);
    last = now;
  }
  return found;
}
