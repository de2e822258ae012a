import './chart.css';
import { useFormats } from '../i18n/format.js';
import { useWords } from '../i18n/use-words.js';

interface Bin {
  from: number;
  to: number;
  count: number;
}

/** A small histogram, light enough to stand thirty times on a page. */
export function Histogram({ bins, name, unit = '' }: { bins: readonly Bin[]; name: string; unit?: string }) {
  const { t } = useWords();
  const { figure, count } = useFormats();
  const first = bins[0];
  const last = bins.at(-1);
  if (!first || !last) return null;
  const peak = bins.reduce((best, bin) => (bin.count > best.count ? bin : best), first);
  const top = peak.count || 1;
  const width = 100 / bins.length;
  const spoken = t('chart.histogram', {
    name,
    from: figure(first.from),
    to: figure(last.to),
    unit,
    peakFrom: figure(peak.from),
    peakTo: figure(peak.to),
    rows: count(peak.count),
  });
  return (
    <figure role="img" aria-label={spoken}>
      <svg className="histogram" viewBox="0 0 100 40" height={56} preserveAspectRatio="none" aria-hidden>
        {bins.map((bin, index) => {
          const height = (bin.count / top) * 38;
          return (
            <rect
              key={bin.from}
              x={index * width + 0.4}
              y={40 - height}
              width={Math.max(0.4, width - 0.8)}
              height={height}
            >
              <title>{`${figure(bin.from)} – ${figure(bin.to)}: ${count(bin.count)}`}</title>
            </rect>
          );
        })}
      </svg>
      <figcaption className="sl-row sl-spread sl-muted sl-small" aria-hidden>
        <span>{figure(first.from)}</span>
        <span>
          {figure(last.to)} {unit}
        </span>
      </figcaption>
    </figure>
  );
}
