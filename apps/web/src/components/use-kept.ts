import { useCallback, useState } from 'react';
import { keep, readKept } from './kept.js';

const sameKind = (one: unknown, other: unknown) =>
  one !== null &&
  other !== null &&
  typeof one === typeof other &&
  Array.isArray(one) === Array.isArray(other);

/**
 * A state of a form that is no row's (`useRowForm` keeps its own): typed, it is kept in this browser under its draft's
 * name; back at `empty` it is forgotten.
 */
export function useKept(draft: string, empty: string): [string, (next: string) => void];
export function useKept<T extends object>(draft: string, empty: T): [T, (next: T) => void];
export function useKept<T>(draft: string, empty: T): [T, (next: T) => void] {
  const [value, setValue] = useState<T>(() => {
    const kept = readKept(draft);
    if (!sameKind(kept, empty)) return empty;
    return typeof empty === 'object' && !Array.isArray(empty)
      ? ({ ...empty, ...(kept as object) } as T)
      : (kept as T);
  });
  const blank = JSON.stringify(empty);
  const write = useCallback(
    (next: T) => {
      setValue(next);
      keep(draft, JSON.stringify(next) === blank ? null : next);
    },
    [draft, blank],
  );
  return [value, write];
}
