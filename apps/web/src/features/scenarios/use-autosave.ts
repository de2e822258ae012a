import { call } from '@scenario-lab/contracts/call';
import { editScenario, readScenario, type Scenario } from '@scenario-lab/contracts/scenarios';
import type { FormInstance } from 'antd';
import { useCallback, useEffect, useRef, useState } from 'react';
import { client, ifMatch, queries } from '../../app/api.js';
import { type Place, placeOf, showAtFields, tellProblem } from '../../app/problems.js';
import { isConflict } from '../../components/conflict-notice.js';
import { clearErrors } from '../../components/row-form.js';
import { issuesOf } from '../../components/row-issues.js';
import { bodyOf, type ScenarioValues, unfinishedOf } from './scenario-values.js';

export type SaveState = 'clean' | 'dirty' | 'saving' | 'saved' | 'failed' | 'conflict';

const keptKey = (id: string) => `scenario-lab.draft.${id}`;

interface KeptDraft {
  values: ScenarioValues;
  /** What had been read when it was written: a draft kept through a reload does not overwrite what came since. */
  seen: string | undefined;
}

/** What was written and not saved before a reload or a lost session. */
export function keptDraft(id: string): KeptDraft | null {
  try {
    const kept = JSON.parse(localStorage.getItem(keptKey(id)) ?? 'null') as Partial<KeptDraft> | null;
    return kept?.values ? { values: kept.values, seen: kept.seen } : null;
  } catch {
    return null;
  }
}

/** After a save only what could not go along with it stays behind. */
function keepUnsaved(id: string, values: ScenarioValues, seen: string) {
  if (unfinishedOf(values).length === 0) localStorage.removeItem(keptKey(id));
  else localStorage.setItem(keptKey(id), JSON.stringify({ values, seen }));
}

/**
 * Saves a moment after the last key, one request at a time. `updatedAt` of what was read travels along, so that
 * somebody else's edit is noticed instead of overwritten; until the server has it, this browser keeps a copy.
 */
export function useAutosave(scenario: Scenario, form: FormInstance<ScenarioValues>, kept: KeptDraft | null) {
  const { id } = scenario;
  const [state, setState] = useState<SaveState>('clean');
  const [savedAt, setSavedAt] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [places, setPlaces] = useState<Place[]>([]);
  const seen = useRef<string | undefined>(kept ? kept.seen : scenario.updatedAt);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const running = useRef<Promise<boolean> | null>(null);
  const changed = useRef(false);

  const save = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current);
    if (running.current) await running.current;
    if (!changed.current) return true;
    const values = form.getFieldsValue(true);
    const body = bodyOf(values);
    clearErrors(form);
    const found = issuesOf(editScenario, body).map(placeOf);
    setPlaces(found);
    if (found.length > 0) {
      showAtFields(form, found);
      setError(null);
      setState('failed');
      return false;
    }
    changed.current = false;
    setState('saving');
    const args = { params: { id }, body } as Parameters<typeof call<typeof editScenario>>[2];
    const headers = seen.current ? ifMatch(seen.current) : {};
    const doing = call(client, editScenario, args, { headers }).then(
      ({ updatedAt }) => {
        seen.current = updatedAt;
        setSavedAt(updatedAt);
        setError(null);
        if (!changed.current) keepUnsaved(id, values, updatedAt);
        setState(changed.current ? 'dirty' : 'saved');
        return true;
      },
      (problem: unknown) => {
        changed.current = true;
        setError(problem);
        setState(isConflict(problem) ? 'conflict' : 'failed');
        showAtFields(form, tellProblem(problem).places);
        return false;
      },
    );
    running.current = doing;
    const done = await doing;
    running.current = null;
    return done;
  }, [form, id]);

  const touched = useCallback(() => {
    changed.current = true;
    const draft = { values: form.getFieldsValue(true), seen: seen.current };
    localStorage.setItem(keptKey(id), JSON.stringify(draft));
    setState((now) => (now === 'conflict' ? now : 'dirty'));
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void save(), 800);
  }, [form, id, save]);

  const keepMine = useCallback(() => {
    seen.current = undefined;
    changed.current = true;
    void save();
  }, [save]);

  const takeTheirs = useCallback(async () => {
    localStorage.removeItem(keptKey(id));
    changed.current = false;
    await queries.invalidateQueries({ queryKey: [readScenario.name] });
    location.reload();
  }, [id]);

  useEffect(() => {
    const hidden = () => document.visibilityState === 'hidden' && void save();
    document.addEventListener('visibilitychange', hidden);
    return () => {
      document.removeEventListener('visibilitychange', hidden);
      void save();
    };
  }, [save]);

  return { state, savedAt, error, places, touched, save, keepMine, takeTheirs };
}
