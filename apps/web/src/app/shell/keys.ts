import { path, pattern } from '../paths.js';
import type { Here } from '../session.js';
import { type NavigationKey, navigationFor } from './navigation.js';

/** Keys that lead somewhere after `g`; only to what the reader's own navigation shows. */
export const goKeys = {
  h: 'home',
  w: 'workbench',
  s: 'scenarios',
  c: 'solutions',
  a: 'algorithms',
  d: 'datasets',
  e: 'engagements',
  b: 'benchmarks',
  r: 'runs',
  v: 'reviews',
  t: 'certificates',
  p: 'pilots',
  k: 'cases',
  u: 'cockpit',
  o: 'console',
} as const satisfies Record<string, NavigationKey>;
type GoKey = keyof typeof goKeys;

/** The pages this reader can go to by key, in the order of the navigation. */
export function goEntries(here: Here): { letter: GoKey; key: NavigationKey; to: string }[] {
  const letters = Object.entries(goKeys) as [GoKey, NavigationKey][];
  return navigationFor(here)
    .flatMap(({ entries }) => entries)
    .flatMap(({ key, to }) => {
      const letter = letters.find(([, named]) => named === key)?.[0];
      return letter ? [{ letter, key, to }] : [];
    });
}

/** Somebody writes there, so that a letter is a letter. */
export const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** What one can begin, by the right it needs. */
export const beginnings = [
  { right: 'scenario.create', word: 'need', to: pattern.newScenario },
  { right: 'solution.create', word: 'solution', to: pattern.newSolution },
  { right: 'algorithm.create', word: 'algorithm', to: pattern.newAlgorithm },
  { right: 'dataset.create', word: 'dataset', to: pattern.newDataset },
  { right: 'run.submit', word: 'run', to: path.newRun() },
] as const;

const storage = 'scenario-lab.single-keys';

/** Single letters can be switched off (WCAG 2.1.4); `Ctrl K` stays. */
export const singleKeys = {
  on: (): boolean => {
    try {
      return localStorage.getItem(storage) !== 'off';
    } catch {
      return true;
    }
  },
  set: (on: boolean): void => {
    try {
      if (on) localStorage.removeItem(storage);
      else localStorage.setItem(storage, 'off');
    } catch {
      return;
    }
  },
};
