import type { PaperField } from '@scenario-lab/contracts/need-papers';
import type { ScenarioValues } from './scenario-values.js';

const listed = ['ask', 'indicators', 'data', 'period'] as const;

/** Whether the draft says anything there: what was left out or taken away again is of no document any more. */
export function stillSaid(values: ScenarioValues, field: PaperField): boolean {
  const part = listed.find((one) => one === field);
  const value: unknown = part ? values.inList[part] : values[field as keyof ScenarioValues];
  if (value === null || value === undefined || value === '') return false;
  if (Array.isArray(value)) return value.length > 0;
  return typeof value === 'object' ? Object.values(value).some(Boolean) : true;
}
