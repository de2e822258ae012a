import type { Extent } from '@scenario-lab/contracts/datasets';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

const width = 480;
const margin = 34;
/** For the degrees at its right. */
const beside = 60;
const ground = 111.32;

/** A length for a scale that is round and no longer than a third of the picture. */
function roundKilometres(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most));
  return [5, 2, 1].map((step) => step * power).find((length) => length <= most) ?? power;
}

/** Where rows lie, as a picture of squares over degrees: darker where there are more. No map of anybody's is asked for. */
export function ExtentMap({ extent, clipped }: { extent: Extent; clipped: boolean }) {
  const { t } = useWords();
  const { count } = useFormats();
  const { west, south, east, north, side } = extent;
  // A single place still has a square around it.
  const wide = Math.max(east - west, 0.001);
  const high = Math.max(north - south, 0.001);
  const narrowing = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const inner = width - 2 * margin;
  const ratio = Math.min(1.4, Math.max(0.35, high / Math.max(1e-9, wide * narrowing)));
  const tall = inner * ratio;
  const most = Math.max(1, ...extent.cells.map(([, , rows]) => rows));
  const [cellWide, cellHigh] = [inner / side, tall / side];
  const kilometres = wide * narrowing * ground;
  const scale = roundKilometres(kilometres / 3);
  const degree = (value: number, positive: string, negative: string) =>
    `${Number(Math.abs(value).toFixed(3))}°${value < 0 ? negative : positive}`;
  const ends = {
    west: degree(west, 'E', 'W'),
    east: degree(east, 'E', 'W'),
    south: degree(south, 'N', 'S'),
    north: degree(north, 'N', 'S'),
  };
  const box = extent.box;
  const peak = extent.cells.reduce((best, [, , rows]) => Math.max(best, rows), 0);
  return (
    <section>
      <h3>{t('datasets.extent')}</h3>
      <p className="sl-muted sl-small">
        {t('datasets.extent_from', { longitude: extent.longitude, latitude: extent.latitude })}{' '}
        {t(clipped ? 'datasets.extent_clipped' : 'datasets.extent_squares')}
      </p>
      <figure role="img" aria-label={t('datasets.extent_says', { ...ends, most: count(peak) })}>
        <svg className="extent" viewBox={`0 0 ${width + beside} ${tall + 2 * margin}`} aria-hidden>
          <rect className="extent-ground" x={margin} y={margin} width={inner} height={tall} />
          {[0.25, 0.5, 0.75].map((share) => (
            <g key={share} className="extent-line">
              <line x1={margin + share * inner} x2={margin + share * inner} y1={margin} y2={margin + tall} />
              <line x1={margin} x2={margin + inner} y1={margin + share * tall} y2={margin + share * tall} />
            </g>
          ))}
          {extent.cells.map(([x, y, rows]) => (
            <rect
              key={`${x}:${y}`}
              className="extent-cell"
              x={margin + x * cellWide}
              y={margin + tall - (y + 1) * cellHigh}
              width={cellWide}
              height={cellHigh}
              opacity={0.25 + 0.75 * Math.sqrt(rows / most)}
            >
              <title>{count(rows)}</title>
            </rect>
          ))}
          <text x={margin} y={margin - 10}>
            {ends.west}
          </text>
          <text x={margin + inner} y={margin - 10} textAnchor="end">
            {ends.east}
          </text>
          <text x={margin + inner + 6} y={margin + 10}>
            {ends.north}
          </text>
          <text x={margin + inner + 6} y={margin + tall}>
            {ends.south}
          </text>
          <line
            className="extent-scale"
            x1={margin}
            x2={margin + (scale / kilometres) * inner}
            y1={margin + tall + 10}
            y2={margin + tall + 10}
          />
          <text x={margin} y={margin + tall + 28}>
            {scale < 1
              ? t('datasets.extent_metres', { length: count(Math.round(scale * 1_000)) })
              : t('datasets.extent_kilometres', { length: count(scale) })}
          </text>
        </svg>
      </figure>
      {box ? (
        <p className="sl-muted sl-small">
          {t('datasets.extent_box', {
            west: degree(box.west, 'E', 'W'),
            east: degree(box.east, 'E', 'W'),
            south: degree(box.south, 'N', 'S'),
            north: degree(box.north, 'N', 'S'),
          })}
        </p>
      ) : null}
    </section>
  );
}
