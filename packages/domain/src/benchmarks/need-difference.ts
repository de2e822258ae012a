import type { Criterion } from '../scenarios/criterion.js';

/** In what an exam's criterion may differ from the need's of the same id, so that passing it means something else. */
export const criterionParts = ['metric', 'direction', 'threshold', 'unit', 'slice', 'must'] as const;
type Part = (typeof criterionParts)[number];

export interface NeedDifference {
  /** The criterion's id. */
  criterion: string;
  kind: 'dropped' | 'added' | 'changed';
  /** Of a changed one; empty otherwise. */
  parts: Part[];
  need: Criterion | null;
  exam: Criterion | null;
}

const partOf = (criterion: Criterion, part: Part): string =>
  part === 'slice'
    ? JSON.stringify(criterion.slice ? [criterion.slice.column, criterion.slice.value] : null)
    : JSON.stringify(criterion[part] ?? null);

/**
 * Where an exam asks something else than its need: criteria left out, brought in, or changed in what decides. Weight and
 * margin decide no verdict and are left aside. In the order of the need, then of the exam.
 */
export function differencesOf(need: readonly Criterion[], exam: readonly Criterion[]): NeedDifference[] {
  const asked = new Map(exam.map((criterion) => [criterion.id, criterion]));
  const wanted = new Set(need.map(({ id }) => id));
  const ofNeed = need.flatMap((criterion): NeedDifference[] => {
    const twin = asked.get(criterion.id);
    if (!twin) return [{ criterion: criterion.id, kind: 'dropped', parts: [], need: criterion, exam: null }];
    const parts = criterionParts.filter((part) => partOf(criterion, part) !== partOf(twin, part));
    return parts.length === 0
      ? []
      : [{ criterion: criterion.id, kind: 'changed', parts, need: criterion, exam: twin }];
  });
  const added = exam
    .filter(({ id }) => !wanted.has(id))
    .map(
      (criterion): NeedDifference => ({
        criterion: criterion.id,
        kind: 'added',
        parts: [],
        need: null,
        exam: criterion,
      }),
    );
  return [...ofNeed, ...added];
}

/** What a department has agreed to: these criteria of the need against those of the exam, and no others. */
export interface NeedAgreement {
  differences: readonly NeedDifference[];
  reason: string;
}

/** Whether the exam asks what the need does, or the department has agreed to just this difference. */
export function examAgrees(
  need: readonly Criterion[],
  exam: readonly Criterion[],
  agreed: NeedAgreement | null,
): boolean {
  const differences = differencesOf(need, exam);
  return differences.length === 0 || (agreed !== null && sameDifferences(differences, agreed.differences));
}

function sameDifferences(one: readonly NeedDifference[], other: readonly NeedDifference[]): boolean {
  const told = (criterion: Criterion | null) =>
    criterion && [criterion.id, ...criterionParts.map((part) => partOf(criterion, part))];
  const all = (differences: readonly NeedDifference[]) =>
    JSON.stringify(differences.map(({ kind, need, exam }) => [kind, told(need), told(exam)]));
  return all(one) === all(other);
}
