import './interval-bar.css';
import { useFormats } from '../i18n/format.js';
import { useWords } from '../i18n/use-words.js';
import { ToneTag } from './status-tag.js';

export interface IntervalBarProps {
  value: number | null;
  interval: { lower: number; upper: number; level?: number } | null;
  threshold: number;
  direction: 'at_least' | 'at_most';
  unit?: string;
  verdict?: 'pass' | 'fail' | 'inconclusive';
  /** What is measured, for the spoken description. */
  name: string;
  /** Another figure on the same axis, e.g. the baseline. */
  reference?: { value: number; label: string };
}

const width = 320;
const height = 44;
const margin = 10;

/** The axis must hold everything drawn, with air at both ends; one point alone still needs a length. */
export function axisOf(values: readonly number[]): { from: number; to: number } {
  const from = Math.min(...values);
  const to = Math.max(...values);
  const air = (to - from || Math.abs(to) || 1) * 0.12;
  return { from: from - air, to: to + air };
}

/** The picture of a verdict: the interval against the threshold line, the side that passes shaded. */
export function IntervalBar(props: IntervalBarProps) {
  const { value, interval, threshold, direction, unit = '', verdict, name, reference } = props;
  const { t } = useWords();
  const { figure, percent, spread } = useFormats();
  const told = value !== null && interval ? spread(value, interval.lower, interval.upper) : null;
  const drawn = [threshold, value, interval?.lower, interval?.upper, reference?.value];
  const axis = axisOf(drawn.filter((one): one is number => typeof one === 'number' && Number.isFinite(one)));
  const x = (at: number) => margin + ((at - axis.from) / (axis.to - axis.from)) * (width - 2 * margin);
  const edge = x(threshold);
  const side = t(`interval.${direction}`, { threshold: figure(threshold), unit });
  const spoken = [
    value === null
      ? t('interval.no_value', { name })
      : t('interval.value', { name, value: told?.[0] ?? figure(value), unit }),
    interval
      ? t('interval.interval', {
          level: percent(interval.level ?? 0.95),
          lower: told?.[1] ?? figure(interval.lower),
          upper: told?.[2] ?? figure(interval.upper),
        })
      : t('interval.none'),
    side,
    verdict ? t(`status.verdict.${verdict}`) : '',
  ];
  const tone = verdict ?? 'waiting';
  return (
    <figure className="interval" role="img" aria-label={spoken.filter(Boolean).join(t('common.comma'))}>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        aria-hidden
        preserveAspectRatio="none"
        className={`interval-${tone}`}
      >
        <rect
          className="interval-side"
          x={direction === 'at_most' ? 0 : edge}
          y={6}
          width={direction === 'at_most' ? edge : width - edge}
          height={height - 12}
        />
        <line className="interval-axis" x1={0} x2={width} y1={height / 2} y2={height / 2} />
        <line className="interval-threshold" x1={edge} x2={edge} y1={2} y2={height - 2} />
        {reference ? (
          <line
            className="interval-reference"
            x1={x(reference.value)}
            x2={x(reference.value)}
            y1={10}
            y2={height - 10}
          />
        ) : null}
        {interval ? (
          <rect
            className="interval-band"
            x={x(interval.lower)}
            y={height / 2 - 5}
            width={Math.max(2, x(interval.upper) - x(interval.lower))}
            height={10}
          />
        ) : null}
        {value === null ? null : (
          <line
            className="interval-point"
            x1={x(value)}
            x2={x(value)}
            y1={height / 2 - 10}
            y2={height / 2 + 10}
          />
        )}
      </svg>
      <figcaption aria-hidden>
        <span>
          {value === null ? (
            <span className="sl-muted">{t('interval.not_measured')}</span>
          ) : (
            <strong>
              {told?.[0] ?? figure(value)}
              {unit ? ` ${unit}` : ''}
            </strong>
          )}{' '}
          {value === null ? null : told ? (
            <span className="sl-muted">[{told.slice(1).join(', ')}]</span>
          ) : (
            <span className="sl-muted">{t('interval.none')}</span>
          )}
          {reference ? (
            <span className="sl-muted">
              {' '}
              · {reference.label} {figure(reference.value)}
              {unit ? ` ${unit}` : ''}
            </span>
          ) : null}
        </span>
        <span className="interval-legend">{side}</span>
        {verdict ? <ToneTag tone={verdict}>{t(`status.verdict.${verdict}`)}</ToneTag> : null}
      </figcaption>
    </figure>
  );
}
