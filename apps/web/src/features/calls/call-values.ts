import type { Call } from '@scenario-lab/contracts/calls';
import type { Text } from '@scenario-lab/contracts/common';
import type { Criterion } from '@scenario-lab/contracts/metrics';
import type { Issue } from '../../app/problems.js';
import { writtenText } from '../../components/written-text.js';

/** What the form's fields hold. The need's criteria come first, each with what it weighs here. */
export interface CallValues {
  title: Text | null;
  text: Text | null;
  deadline: string | null;
  measured: { id: string; title: Text; weight: number | null; must: boolean }[];
  judged: { id?: string; title: Text | null; weight: number | null }[];
  priceWeight: number | null;
  priceFormula: string | null;
  ceiling: number | null;
  panel: { name: string; organisation: string; ties: string }[];
  commonControl: string | null;
  standstillDays: number | null;
}

type Told = Pick<Criterion, 'id' | 'must'> & { title: Text };

export function callValuesOf(needs: readonly Told[], terms: Call['terms'] | null): CallValues {
  return {
    title: terms?.title ?? null,
    text: terms?.text ?? null,
    deadline: terms?.deadline ?? null,
    measured: needs.map(({ id, title, must }) => {
      const had = terms?.criteria.find((one) => one.id === id && one.kind === 'measured');
      return {
        id,
        title: had?.title ?? title,
        weight: had?.weight ?? null,
        must: had?.must ?? (terms ? false : must),
      };
    }),
    judged: terms
      ? terms.criteria
          .filter(({ kind }) => kind === 'judged')
          .map(({ id, title, weight }) => ({ id, title, weight }))
      : [{ title: null, weight: null }],
    priceWeight: terms?.priceWeight ?? null,
    priceFormula: terms?.priceFormula ?? 'lowest_ratio',
    ceiling: terms?.ceiling ?? null,
    panel: terms?.panel ?? [{ name: '', organisation: '', ties: '' }],
    commonControl: terms?.commonControl ?? 'exclude',
    standstillDays: terms?.standstillDays ?? 7,
  };
}

/** A line of the need without weight that excludes nobody plays no part. */
const counts = (line: CallValues['measured'][number]) => line.must || (line.weight ?? 0) > 0;

export function weightsOf(values: Pick<CallValues, 'measured' | 'judged' | 'priceWeight'>): number {
  const lines = [...(values.measured ?? []), ...(values.judged ?? [])];
  return lines.reduce((sum, line) => sum + (line?.weight ?? 0), values.priceWeight ?? 0);
}

/** The fields → the row's body. */
export function callOf(values: CallValues) {
  const taken = new Set(values.judged.map((line) => line.id));
  let next = 1;
  const fresh = () => {
    while (taken.has(`j${next}`)) next += 1;
    taken.add(`j${next}`);
    return `j${next}`;
  };
  return {
    title: writtenText(values.title) ?? undefined,
    text: writtenText(values.text) ?? undefined,
    deadline: values.deadline ?? undefined,
    criteria: [
      ...values.measured.filter(counts).map(({ id, title, weight, must }) => ({
        id,
        title,
        weight: weight ?? 0,
        kind: 'measured' as const,
        must,
      })),
      ...values.judged.map(({ id, title, weight }) => ({
        id: id ?? fresh(),
        title: writtenText(title) ?? undefined,
        weight: weight ?? undefined,
        kind: 'judged' as const,
        must: false,
      })),
    ],
    priceWeight: values.priceWeight ?? undefined,
    priceFormula: values.priceFormula ?? undefined,
    ceiling: values.ceiling,
    panel: values.panel,
    commonControl: values.commonControl ?? undefined,
    standstillDays: values.standstillDays ?? undefined,
  };
}

/** A place of the body → the field that holds it. */
export const fieldOfCall =
  (values: CallValues) =>
  (issue: Issue): Issue => {
    const [part, at, ...rest] = issue.path;
    if (part !== 'criteria' || typeof at !== 'number') return issue;
    const measured = values.measured.flatMap((line, index) => (counts(line) ? [index] : []));
    const path: Issue['path'] =
      at < measured.length
        ? ['measured', measured[at] ?? 0, ...rest]
        : ['judged', at - measured.length, ...rest];
    return { ...issue, path };
  };
