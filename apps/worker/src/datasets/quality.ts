import type { QualityDefect } from '@scenario-lab/contracts/data-quality';
import type { ColumnEntry, FileProblem, Profile } from '@scenario-lab/contracts/datasets';
import type { z } from 'zod';

import { defectsOf, timelinessOf } from './defects.js';

type ProfileFacts = Omit<Profile, 'defects'>;
type Problem = z.infer<typeof FileProblem>;

/** Types found in a file that serve a declared type. A code is a text even where all of it are digits. */
const serves: Record<ColumnEntry['type'], readonly string[]> = {
  number: ['number'],
  string: ['string', 'number', 'boolean', 'timestamp'],
  boolean: ['boolean', 'number'],
  timestamp: ['timestamp'],
  image: ['image'],
};

/** Where the file is not what its owner declared. Codes: `column_missing`, `column_type`. */
export function misfits(declared: readonly ColumnEntry[], found: ProfileFacts): Problem[] {
  const byName = new Map(found.columns.map((column) => [column.name, column] as const));
  return declared.flatMap((entry): Problem[] => {
    const column = byName.get(entry.name);
    if (!column) return [{ code: 'column_missing', place: entry.name, detail: entry.type }];
    // A column without a single value can be of any type.
    if (column.count === 0 || serves[entry.type].includes(column.type)) return [];
    return [{ code: 'column_type', place: entry.name, detail: `${column.type} ≠ ${entry.type}` }];
  });
}

/**
 * Columns of open data that hold personal data, by what the file holds or its owner says, and for which the owner gives no
 * reason; code `personal_data`.
 */
export function personalColumns(declared: readonly ColumnEntry[], found: ProfileFacts): Problem[] {
  const confessed = new Set(
    declared.filter((entry) => entry.sensitivity === 'personal').map(({ name }) => name),
  );
  const reasoned = new Set(declared.filter((entry) => entry.openReason).map(({ name }) => name));
  return found.columns.flatMap(({ name, personal }): Problem[] => {
    if (reasoned.has(name)) return [];
    const kinds = Object.entries(personal).map(([kind, cells]) => `${kind}: ${cells}`);
    if (kinds.length === 0 && !confessed.has(name)) return [];
    return [{ code: 'personal_data', place: name, detail: kinds.join(', ') }];
  });
}

/**
 * Quality, 0 to 1 by dimension: cells that hold a value; rows that repeat no other; columns without a value that cannot be
 * meant, and without two spellings of one; how lately the time covered ends (absent where none is); declared columns whose
 * dictionary entry says what they mean; columns free of personal data not declared as such.
 */
export function qualityOf(
  declared: readonly ColumnEntry[],
  found: ProfileFacts,
  now = new Date(),
): Record<string, number> {
  const cells = found.columns.length * found.rows;
  const filled = found.columns.reduce((sum, column) => sum + column.count, 0);
  const sensitive = new Set(
    declared.filter((entry) => entry.sensitivity === 'personal').map((entry) => entry.name),
  );
  const quiet = found.columns.filter(
    (column) => Object.keys(column.personal).length === 0 || sensitive.has(column.name),
  );
  const described = declared.filter((entry) => entry.title !== undefined || entry.meaning !== undefined);
  const defects = defectsOf(declared, found, now);
  const sound = (dimension: QualityDefect['dimension']) => {
    const bad = new Set(defects.filter((one) => one.dimension === dimension).map(({ column }) => column));
    return share(found.columns.length - bad.size, found.columns.length);
  };
  const timeliness = timelinessOf(found, now);
  return {
    completeness: share(filled, cells),
    uniqueness: share(found.rows - found.duplicates, found.rows),
    validity: sound('validity'),
    consistency: sound('consistency'),
    ...(timeliness === null ? {} : { timeliness }),
    documentation: share(described.length, declared.length),
    privacy: share(quiet.length, found.columns.length),
  };
}

const share = (part: number, whole: number) => (whole === 0 ? 0 : Math.round((part / whole) * 1e4) / 1e4);
