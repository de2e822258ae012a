import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

interface FigureBarsProps {
  bars: readonly { key: 'baseline' | 'target' | 'lab' | 'field'; value: number | null }[];
  /** Drawn through all bars. */
  target: number;
  unit: string;
}

/** A few figures of one kind on one axis from zero, each with its name and its number, the target a line. */
export function FigureBars({ bars, target, unit }: FigureBarsProps) {
  const { t } = useWords();
  const { figure } = useFormats();
  const told = bars.filter((bar): bar is typeof bar & { value: number } => bar.value !== null);
  const most = Math.max(target, ...told.map(({ value }) => value));
  // Below zero there is no length to draw; the figures say it.
  const drawn = most > 0 && Math.min(target, ...told.map(({ value }) => value)) >= 0;
  const x = (value: number) => (value / most) * 98;
  return (
    <dl className="home-bars">
      {told.map(({ key, value }) => (
        <div key={key}>
          <dt>{t(`cases.${key}`)}</dt>
          <dd>
            {drawn ? (
              <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden>
                <rect className={`home-bar-${key}`} x={0} y={1} width={Math.max(0.6, x(value))} height={8} />
                <line className="home-bar-edge" x1={x(target)} x2={x(target)} y1={0} y2={10} />
              </svg>
            ) : null}
            <span>
              {figure(value)}
              {unit ? ` ${unit}` : ''}
            </span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
