import type { Route } from '@scenario-lab/contracts/route';
import type { Issue } from '../app/problems.js';

/** What the row's schema has against a body; empty when it would be taken. */
export function issuesOf(row: Route, body: unknown): Issue[] {
  const checked = row.body?.safeParse(body);
  if (!checked || checked.success) return [];
  return checked.error.issues.map((issue) => {
    const { minimum, maximum } = issue as { minimum?: number; maximum?: number };
    return {
      path: issue.path.filter((part): part is string | number => typeof part !== 'symbol'),
      code: kindOf(issue, body),
      message: issue.message,
      values: {
        ...(minimum === undefined ? {} : { minimum }),
        ...(maximum === undefined ? {} : { maximum }),
      },
    };
  });
}

/** A field left empty reads better as “missing” than as a wrong type or a length below one. */
function kindOf(issue: { code: string; path: PropertyKey[]; minimum?: unknown }, body: unknown): string {
  const value = issue.path.reduce<unknown>(
    (at, part) =>
      typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[part] : undefined,
    body,
  );
  if (typeof value === 'number' && Number.isNaN(value)) return 'not_a_number';
  const empty = value === undefined || value === null || value === '';
  if (empty && issue.code !== 'custom') return 'required';
  if (issue.code === 'too_small' || issue.code === 'too_big') {
    const kind = Array.isArray(value) ? 'list' : typeof value === 'string' ? 'text' : 'number';
    return `${issue.code}_${kind}`;
  }
  return issue.code;
}
