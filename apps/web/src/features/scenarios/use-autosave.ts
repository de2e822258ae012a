import { call, ProblemError } from '@scenario-lab/contracts/call';
import { editScenario, readScenario, type Scenario } from '@scenario-lab/contracts/scenarios';
import type { FormInstance } from 'antd';
import { useCallback, useEffect, useRef, useState } from 'react';
import { client, queries } from '../../app/api.js';
import { type Place, placeOf, showAtFields, tellProblem } from '../../app/problems.js';
import { issuesOf } from '../../components/row-issues.js';
import { bodyOf, type ScenarioValues } from './scenario-values.js';

export type SaveState = 'clean' | 'dirty' | 'saving' | 'saved' | 'failed' | 'conflict';

const keptKey = (id: string) => `scenario-lab.draft.${id}`;

/** What was written and not saved before a reload or a lost session. */
export function keptDraft(id: string): ScenarioValues | null {
  try {
    const text = localStorage.getItem(keptKey(id));
    return text ? (JSON.parse(text) as ScenarioValues) : null;
  } catch {
    return null;
  }
}

/**
 * Saves a moment after the last key, one request at a time. `updatedAt` of what was read travels along, so that
 * somebody else's edit is noticed instead of overwritten; until the server has it, this browser keeps a copy.
 */
export function useAutosave(scenario: Scenario, form: FormInstance<ScenarioValues>) {
  const { id } = scenario;
  const [state, setState] = useState<SaveState>('clean');
  const [savedAt, setSavedAt] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [places, setPlaces] = useState<Place[]>([]);
  const seen = useRef<string | undefined>(scenario.updatedAt);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const running = useRef<Promise<boolean> | null>(null);
  const changed = useRef(false);

  const save = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current);
    if (running.current) await running.current;
    if (!changed.current) return true;
    const body = { ...bodyOf(form.getFieldsValue(true)), updatedAt: seen.current };
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
    const doing = call(client, editScenario, { params: { id }, body } as Parameters<
      typeof call<typeof editScenario>
    >[2]).then(
      ({ updatedAt }) => {
        seen.current = updatedAt;
        setSavedAt(updatedAt);
        setError(null);
        if (!changed.current) localStorage.removeItem(keptKey(id));
        setState(changed.current ? 'dirty' : 'saved');
        return true;
      },
      (problem: unknown) => {
        changed.current = true;
        setError(problem);
        const conflict = problem instanceof ProblemError && problem.problem.code === 'conflict';
        setState(conflict ? 'conflict' : 'failed');
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
    localStorage.setItem(keptKey(id), JSON.stringify(form.getFieldsValue(true)));
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
