import { editScenario, type Scenario } from '@scenario-lab/contracts/scenarios';
import { bodyOf, type ScenarioValues, unfinishedOf, valuesOf } from './scenario-values.js';

const keptKey = (id: string) => `scenario-lab.draft.${id}`;

export interface KeptDraft {
  values: ScenarioValues;
  /** What had been read when it was written: a draft kept through a reload does not overwrite what came since. */
  seen: string | undefined;
}

/** The body as the server would take it: two forms with the same words are the same, whatever was left open in them. */
export const saidBy = (values: ScenarioValues) =>
  JSON.stringify(editScenario.body?.safeParse(bodyOf(values)).data ?? values);

/** What was written and not saved before a reload or a lost session. */
export function keptDraft(scenario: Scenario): KeptDraft | null {
  const { id, updatedAt } = scenario;
  try {
    const kept = JSON.parse(localStorage.getItem(keptKey(id)) ?? 'null') as Partial<KeptDraft> | null;
    if (!kept?.values) return null;
    // The last save of a page that was left can have come through without its answer: it is nobody else's edit.
    if (saidBy(kept.values) !== saidBy(valuesOf(scenario))) return { values: kept.values, seen: kept.seen };
    return unfinishedOf(kept.values).length > 0 ? { values: kept.values, seen: updatedAt } : null;
  } catch {
    return null;
  }
}

export const keep = (id: string, draft: KeptDraft) =>
  localStorage.setItem(keptKey(id), JSON.stringify(draft));
export const drop = (id: string) => localStorage.removeItem(keptKey(id));

/** After a save only what could not go along with it stays behind. */
export function keepUnsaved(id: string, values: ScenarioValues, seen: string) {
  if (unfinishedOf(values).length === 0) drop(id);
  else keep(id, { values, seen });
}
