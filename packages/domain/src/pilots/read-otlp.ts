import type { ExportMetrics } from '@scenario-lab/contracts/otlp';

interface SentPoint {
  criterion: string;
  at: string;
  value: number;
  site?: string;
}

type DataPoint = NonNullable<
  ExportMetrics['resourceMetrics'][number]['scopeMetrics'][number]['metrics'][number]['gauge']
>['dataPoints'][number];
type Attributes = DataPoint['attributes'];

const siteOf = (...lists: Attributes[]): string | undefined => {
  for (const list of lists)
    for (const { key, value } of list)
      if (key === 'site' && value?.stringValue) return value.stringValue.trim().slice(0, 200) || undefined;
  return undefined;
};

/** Nanoseconds since 1970 as the lab writes moments; null for none and for what no calendar has. */
function momentOf(nanos: DataPoint['timeUnixNano']): string | null {
  if (nanos === undefined) return null;
  const ms = typeof nanos === 'number' ? nanos / 1e6 : Number(BigInt(nanos) / 1_000_000n);
  const at = new Date(Math.floor(ms));
  const year = at.getUTCFullYear();
  // 0 is what a program sends that knows no time.
  return ms > 0 && year < 10_000 ? at.toISOString() : null;
}

/**
 * The points of an export, and how many of it are none, with why: a metric the pilot does not measure (`known` are its
 * criteria), a counter that only grows, a value or a time that is not there. A point may name its site in an attribute `site`, or its resource may.
 */
export function readOtlp(
  { resourceMetrics }: ExportMetrics,
  known: ReadonlySet<string>,
): { points: SentPoint[]; rejected: number; reasons: string[] } {
  const points: SentPoint[] = [];
  const reasons = new Set<string>();
  let rejected = 0;
  const refuse = (count: number, why: string) => {
    rejected += count;
    if (count > 0 && reasons.size < 10) reasons.add(why);
  };
  for (const { resource, scopeMetrics } of resourceMetrics)
    for (const { metrics } of scopeMetrics)
      for (const { name, gauge, sum } of metrics) {
        const sent = [...(gauge?.dataPoints ?? []), ...(sum?.dataPoints ?? [])];
        if (!known.has(name)) refuse(sent.length, `${name.slice(0, 60)}: no criterion of the pilot`);
        else if (sum?.isMonotonic) refuse(sent.length, `${name}: a counter that only grows is no value`);
        else
          for (const point of sent) {
            const value = point.asDouble ?? (point.asInt === undefined ? Number.NaN : Number(point.asInt));
            const at = momentOf(point.timeUnixNano);
            const site = siteOf(point.attributes, resource?.attributes ?? []);
            if (!Number.isFinite(value)) refuse(1, `${name}: no value`);
            else if (at === null) refuse(1, `${name}: no time`);
            else points.push({ criterion: name, at, value, ...(site === undefined ? {} : { site }) });
          }
      }
  return { points, rejected, reasons: [...reasons] };
}
