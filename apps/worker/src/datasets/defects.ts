import type { QualityDefect } from '@scenario-lab/contracts/data-quality';
import type { ColumnEntry, Profile } from '@scenario-lab/contracts/datasets';

type ProfileFacts = Omit<Profile, 'defects'>;
type Column = ProfileFacts['columns'][number];
type Defect = QualityDefect;

/** From here on missing cells are named. */
const manyMissing = 0.05;
/** Numbers that people write where there is none. */
const standIns = new Set([-1, 99, 999, 9_999, 99_999, -99, -999, -9_999, -99_999]);
const dayMs = 86_400_000;
/** Days after which data count as old; at the second figure nothing is left of their timeliness. */
const fresh = 31;
const stale = 1_096;

/**
 * What is wrong with a table by its figures: by dimension, with the column it is in. It reads nothing but the figures it
 * is given, so what is told with an edition says no more than that edition.
 */
export function defectsOf(declared: readonly ColumnEntry[], found: ProfileFacts, now: Date): Defect[] {
  const entries = new Map(declared.map((entry) => [entry.name, entry]));
  const defects = found.columns.flatMap((column) =>
    ofColumn(column, entries.get(column.name), found.rows, now),
  );
  defects.push(...ofRules(found));
  if (found.duplicates > 0 && found.rows > 0) {
    const share = round(found.duplicates / found.rows);
    defects.unshift({ dimension: 'uniqueness', code: 'duplicate_rows', column: null, share, detail: '' });
  }
  const age = daysSince(found.timeCoverage?.to, now);
  if (age !== null && age > fresh) {
    const detail = String(age);
    defects.push({ dimension: 'timeliness', code: 'ends_long_ago', column: null, share: null, detail });
  }
  return defects;
}

const dimensionOf = {
  required: 'completeness',
  unique: 'uniqueness',
  range: 'validity',
  pattern: 'validity',
  list: 'validity',
  reference: 'consistency',
} as const;

/** What the owner declared and the version does not keep, with the first rows it is broken in. */
function ofRules({ violations = [], rows }: ProfileFacts): Defect[] {
  return violations.map(({ column, rule, cells, rows: first }) =>
    cells === null
      ? {
          dimension: dimensionOf[rule],
          code: rule === 'reference' ? 'reference_unread' : 'rule_unreadable',
          column,
          share: null,
          detail: '',
        }
      : {
          dimension: dimensionOf[rule],
          code: `rule_${rule}` as const,
          column,
          share: rows === 0 ? null : round(cells / rows),
          detail: first.join(', '),
        },
  );
}

/** Of the time they cover; null of data that cover none. */
export function timelinessOf(found: ProfileFacts, now: Date): number | null {
  const age = daysSince(found.timeCoverage?.to, now);
  if (age === null) return null;
  return round(Math.min(1, Math.max(0, 1 - (age - fresh) / (stale - fresh))));
}

function ofColumn(column: Column, entry: ColumnEntry | undefined, rows: number, now: Date): Defect[] {
  const { name } = column;
  const say = (
    dimension: Defect['dimension'],
    code: Defect['code'],
    share: number | null,
    detail = '',
  ): Defect => ({
    dimension,
    code,
    column: name,
    share,
    detail,
  });
  if (rows > 0 && column.count === 0) return [say('completeness', 'empty_column', 1)];
  const defects: Defect[] = [];
  const missing = rows === 0 ? 0 : column.nulls / rows;
  if (missing > manyMissing) defects.push(say('completeness', 'missing_cells', round(missing)));
  if (entry?.role === 'id' && column.distinct < column.count) {
    defects.push(say('uniqueness', 'id_repeats', round(1 - column.distinct / column.count)));
  }
  const odd = standInOf(column);
  if (odd !== null) defects.push(say('validity', 'stand_in', null, String(odd)));
  if (entry?.unit?.trim() === '%' && (below(column.min, 0) || above(column.max, 100))) {
    defects.push(say('validity', 'beyond_percent', null));
  }
  const latest = column.type === 'timestamp' ? daysSince(column.max, now) : null;
  if (latest !== null && latest < -1) defects.push(say('validity', 'future_time', null, String(-latest)));
  const spelt = speltTwice(column);
  if (spelt !== null) defects.push(say('consistency', 'spelt_differently', null, spelt));
  return defects;
}

/** An extreme that people write for "none", and that lies far from all the rest. */
function standInOf(column: Column): number | null {
  if (column.type !== 'number') return null;
  const at = (p: number) => column.quantiles.find((quantile) => quantile.p === p)?.value;
  const [low, high] = [at(0.25), at(0.75)];
  if (low === undefined || high === undefined) return null;
  const reach = 5 * Math.max(high - low, Number.EPSILON);
  for (const end of [column.min, column.max]) {
    if (typeof end !== 'number' || !standIns.has(end)) continue;
    if (end < low - reach || end > high + reach) return end;
  }
  return null;
}

/** Two named values that differ in case, width or spaces alone. */
function speltTwice(column: Column): string | null {
  if (column.type !== 'string') return null;
  const seen = new Map<string, string>();
  for (const { value } of column.top) {
    const plain = value.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
    const twin = seen.get(plain);
    if (twin !== undefined && twin !== value) return `${twin} / ${value}`.slice(0, 200);
    seen.set(plain, value);
  }
  return null;
}

const below = (end: Column['min'], limit: number) => typeof end === 'number' && end < limit;
const above = (end: Column['max'], limit: number) => typeof end === 'number' && end > limit;

function daysSince(text: unknown, now: Date): number | null {
  if (typeof text !== 'string') return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.floor((now.getTime() - at) / dayMs);
}

const round = (share: number) => Math.round(share * 1e4) / 1e4;
