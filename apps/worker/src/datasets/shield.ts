import type { ColumnEntry, Extent, Profile } from '@scenario-lab/contracts/datasets';
import { clipColumn, fewestNamed } from '@scenario-lab/domain/datasets/clip-profile';
import { isTold } from '@scenario-lab/domain/datasets/told';
import { significant } from '@scenario-lab/domain/runs/edition';
import type { z } from 'zod';

type ProfileFacts = Omit<z.infer<typeof Profile>, 'defects'>;
type Column = ProfileFacts['columns'][number];

/**
 * A profile as everybody may see it who may not read rows. Of columns that are not told (undeclared, left out,
 * never known, sensitive, pictures) nothing but counts; of the others clipped figures. Where all rows are
 * counted some of them will be somebody's hidden truth, so of a target no single value is shown then and its
 * histogram keeps edges of two figures. Which rows break a rule is told to nobody who may not read them.
 */
export function outsideProfile(
  profile: ProfileFacts,
  declared: readonly ColumnEntry[],
  counts: 'all_rows' | 'open_rows',
): ProfileFacts {
  const byName = new Map(declared.map((entry) => [entry.name, entry] as const));
  const columns = profile.columns.map((column) => {
    const entry = byName.get(column.name);
    if (!isTold(entry) || entry?.type === 'image') return countsOnly(column);
    return counts === 'all_rows' && entry?.role === 'target' ? coarse(column) : clipColumn(column);
  });
  const { violations: _, extent, ...told } = profile;
  const sees = (name: string) => {
    const entry = byName.get(name);
    return isTold(entry) && !(counts === 'all_rows' && entry?.role === 'target');
  };
  return {
    ...told,
    columns,
    timeCoverage: coverageOf(columns),
    ...(extent && sees(extent.longitude) && sees(extent.latitude) ? { extent: clipped(extent) } : {}),
  };
}

/** No place of fewer than ten rows is drawn, and nothing beyond the percentiles. */
function clipped({ box: _, ...extent }: Extent): Extent {
  return { ...extent, cells: extent.cells.filter(([, , rows]) => rows >= fewestNamed) };
}

function coverageOf(columns: readonly Column[]): ProfileFacts['timeCoverage'] {
  const ends = (pick: (column: Column) => Column['min']) =>
    columns.flatMap((column) => {
      const end = column.type === 'timestamp' ? pick(column) : null;
      return typeof end === 'string' ? [end] : [];
    });
  const [from] = ends((column) => column.min).sort();
  const to = ends((column) => column.max)
    .sort()
    .at(-1);
  return from !== undefined && to !== undefined ? { from, to } : null;
}

function coarse(column: Column): Column {
  const clipped = clipColumn(column);
  return {
    ...clipped,
    min: null,
    max: null,
    quantiles: [],
    mean: column.mean === null ? null : significant(column.mean, 2),
    deviation: column.deviation === null ? null : significant(column.deviation, 2),
    histogram: clipped.histogram.map(({ from, to, count }) => ({
      from: significant(from, 2),
      to: significant(to, 2),
      count,
    })),
  };
}

function countsOnly(column: Column): Column {
  return {
    ...column,
    min: null,
    max: null,
    mean: null,
    deviation: null,
    quantiles: [],
    histogram: [],
    top: [],
  };
}
