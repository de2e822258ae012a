import { call } from '@scenario-lab/contracts/call';
import { editScenario, readScenario, type Scenario } from '@scenario-lab/contracts/scenarios';
import { useCallback, useEffect, useRef, useState } from 'react';
import { client, ifMatch, queries } from '../../app/api.js';
import { type Place, placeOf, showAtFields, tellProblem } from '../../app/problems.js';
import { isConflict } from '../../components/conflict-notice.js';
import type { FormInstance } from '../../components/form.js';
import { clearErrors } from '../../components/row-form.js';
import { issuesOf } from '../../components/row-issues.js';
import { drop, type KeptDraft, keep, keepUnsaved, saidBy } from './kept-draft.js';
import { bodyOf, type ScenarioValues, valuesOf } from './scenario-values.js';

export type SaveState = 'dirty' | 'saving' | 'saved' | 'failed' | 'conflict';

/** After a refusal for somebody else's edit: when that is now, if what stands there is just what was to be saved. */
async function alreadyThere(id: string, values: ScenarioValues): Promise<string | null> {
  const now = await call(client, readScenario, { params: { id } }).catch(() => null);
  return now && saidBy(valuesOf(now)) === saidBy(values) ? now.updatedAt : null;
}

/**
 * Saves a moment after the last key, one request at a time. `updatedAt` of what was read travels along, so that
 * somebody else's edit is noticed instead of overwritten; until the server has it, this browser keeps a copy.
 */
export function useAutosave(scenario: Scenario, form: FormInstance<ScenarioValues>, kept: KeptDraft | null) {
  const { id } = scenario;
  const [state, setState] = useState<SaveState>('saved');
  const [savedAt, setSavedAt] = useState(scenario.updatedAt);
  const [error, setError] = useState<unknown>(null);
  const [places, setPlaces] = useState<Place[]>([]);
  const seen = useRef<string | undefined>(kept ? kept.seen : scenario.updatedAt);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const running = useRef<Promise<boolean> | null>(null);
  const changed = useRef(false);

  const save = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current);
    if (running.current !== null) await running.current;
    if (!changed.current) return true;
    const values = form.getFieldsValue(true);
    const body = bodyOf(values);
    clearErrors(form);
    const found = issuesOf(editScenario, body).map(placeOf);
    setPlaces(found);
    if (found.length > 0) {
      showAtFields(form, found, 'scroll');
      setError(null);
      setState('failed');
      return false;
    }
    changed.current = false;
    setState('saving');
    const args = { params: { id }, body } as Parameters<typeof call<typeof editScenario>>[2];
    const headers = seen.current ? ifMatch(seen.current) : {};
    const send = async () => {
      try {
        return (await call(client, editScenario, args, { headers })).updatedAt;
      } catch (problem) {
        const since = isConflict(problem) ? await alreadyThere(id, values) : null;
        if (since === null) throw problem;
        return since;
      }
    };
    const doing = send().then(
      (updatedAt) => {
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
        showAtFields(form, tellProblem(problem).places, 'scroll');
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
    keep(id, { values: form.getFieldsValue(true), seen: seen.current });
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
    drop(id);
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
