import './number-strip.css';
import { useFormats } from '../i18n/format.js';
import { useWords } from '../i18n/use-words.js';
import { axisOf } from './interval-bar.js';

export interface StripMark {
  value: number | null;
  label: string;
  /** Its shape and colour: the same meaning looks the same everywhere. */
  kind: 'baseline' | 'target' | 'lab' | 'field';
}

/** A few figures of one indicator on one axis, small enough for a table cell. */
export function NumberStrip({
  name,
  marks,
  unit = '',
}: {
  name: string;
  marks: readonly StripMark[];
  unit?: string;
}) {
  const { t } = useWords();
  const { figure } = useFormats();
  const drawn = marks.filter((mark): mark is StripMark & { value: number } => mark.value !== null);
  if (drawn.length === 0) return null;
  const axis = axisOf(drawn.map(({ value }) => value));
  const x = (value: number) => ((value - axis.from) / (axis.to - axis.from)) * 200;
  const spoken = drawn.map(({ label, value }) => `${label} ${figure(value)}${unit ? ` ${unit}` : ''}`);
  return (
    <svg
      className="strip"
      viewBox="0 0 200 24"
      role="img"
      aria-label={`${name}${t('common.colon')}${spoken.join(t('common.comma'))}`}
    >
      <line className="strip-axis" x1={0} x2={200} y1={12} y2={12} />
      {drawn.map(({ kind, value }) =>
        kind === 'target' || kind === 'baseline' ? (
          <line key={kind} className={`strip-${kind}`} x1={x(value)} x2={x(value)} y1={2} y2={22} />
        ) : kind === 'lab' ? (
          <rect
            key={kind}
            className="strip-lab"
            x={x(value) - 4}
            y={8}
            width={8}
            height={8}
            transform={`rotate(45 ${x(value)} 12)`}
          />
        ) : (
          <circle key={kind} className="strip-field" cx={x(value)} cy={12} r={5} />
        ),
      )}
    </svg>
  );
}

/** What the marks mean, said once above a table of strips. */
export function StripKey({ marks }: { marks: readonly Pick<StripMark, 'kind' | 'label'>[] }) {
  return (
    <p className="strip-key">
      {marks.map(({ kind, label }) => (
        <span key={kind}>
          <svg className="strip-sample" viewBox="0 0 16 16" aria-hidden="true">
            {kind === 'target' || kind === 'baseline' ? (
              <line className={`strip-${kind}`} x1={8} x2={8} y1={1} y2={15} />
            ) : kind === 'lab' ? (
              <rect className="strip-lab" x={4} y={4} width={8} height={8} transform="rotate(45 8 8)" />
            ) : (
              <circle className="strip-field" cx={8} cy={8} r={5} />
            )}
          </svg>
          {label}
        </span>
      ))}
    </p>
  );
}
