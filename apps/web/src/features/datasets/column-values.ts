import type { ColumnEntry } from '@scenario-lab/contracts/datasets';

/** A column as its fields hold it: what is left empty is an empty text. */
export type ColumnValues = Omit<ColumnEntry, 'title' | 'unit' | 'rules' | 'openReason' | 'values'> & {
  openReason?: string;
  title?: { zh?: string; en?: string };
  unit?: string;
  values?: { value?: string; says?: { zh?: string; en?: string } }[];
  rules?: {
    required?: boolean | undefined;
    unique?: boolean | undefined;
    least?: number | null | undefined;
    most?: number | null | undefined;
    pattern?: string | undefined;
    oneOf?: string[] | undefined;
    inData?: { datasetId?: string | null; column?: string | null } | undefined;
  };
};

/** What was declared; undefined where nothing was. */
function bodyRules(rules: ColumnValues['rules']): ColumnEntry['rules'] {
  const { required, unique, least, most, pattern, oneOf, inData } = rules ?? {};
  const said = {
    ...(required ? { required } : {}),
    ...(unique ? { unique } : {}),
    ...(typeof least === 'number' ? { least } : {}),
    ...(typeof most === 'number' ? { most } : {}),
    ...(pattern?.trim() ? { pattern: pattern.trim() } : {}),
    ...(oneOf && oneOf.length > 0 ? { oneOf } : {}),
    ...(inData?.datasetId ? { inData: { datasetId: inData.datasetId, column: inData.column ?? '' } } : {}),
  };
  return Object.keys(said).length > 0 ? said : undefined;
}

/** Whether anything is declared of a column's values: fields that were drawn and left empty declare nothing. */
export const hasRules = (rules: ColumnValues['rules']) => bodyRules(rules) !== undefined;

/** A language that was left empty is not said. */
const named = ({ value, says }: NonNullable<ColumnValues['values']>[number]) => ({
  value: value ?? '',
  says: { zh: says?.zh?.trim() || undefined, en: says?.en?.trim() || undefined },
});

export const bodyColumns = (columns: readonly ColumnValues[]) =>
  columns.map(({ title, unit, rules, openReason, values, ...column }) => ({
    ...column,
    ...(openReason?.trim() ? { openReason: openReason.trim() } : {}),
    ...(bodyRules(rules) ? { rules: bodyRules(rules) } : {}),
    ...(title?.zh || title?.en ? { title: { zh: title.zh || undefined, en: title.en || undefined } } : {}),
    ...(unit ? { unit } : {}),
    ...(values && values.length > 0 ? { values: values.map(named) } : {}),
  }));
