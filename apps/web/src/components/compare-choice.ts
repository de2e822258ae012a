import { useSyncExternalStore } from 'react';

export const comparedKinds = ['solutions', 'algorithms', 'scenarios'] as const;
export type ComparedKind = (typeof comparedKinds)[number];
export const comparedAtMost = 4;

export interface Compared {
  id: string;
  /** As it was read when it was chosen, in the language then. */
  name: string;
}

/** For this tab's life: what is worth keeping is the address of the comparison itself. */
const address = (kind: ComparedKind) => `scenario-lab.compare.${kind}`;
const listeners = new Set<() => void>();
const cache = new Map<ComparedKind, readonly Compared[]>();

function stored(kind: ComparedKind): readonly Compared[] {
  const had = cache.get(kind);
  if (had) return had;
  let read: readonly Compared[] = [];
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(address(kind)) ?? '[]');
    if (Array.isArray(kept))
      read = kept
        .filter((one): one is Compared => typeof one?.id === 'string' && typeof one?.name === 'string')
        .slice(0, comparedAtMost);
  } catch {
    // What cannot be read is not there.
  }
  cache.set(kind, read);
  return read;
}

function write(kind: ComparedKind, next: readonly Compared[]): void {
  cache.set(kind, next);
  try {
    sessionStorage.setItem(address(kind), JSON.stringify(next));
  } catch {
    // A browser that refuses to store keeps it until the next load.
  }
  for (const tell of listeners) tell();
}

/** Adds it, or takes it out again; a fifth is not taken. */
export function toggleCompared(kind: ComparedKind, one: Compared): void {
  const now = stored(kind);
  if (now.some(({ id }) => id === one.id)) {
    write(
      kind,
      now.filter(({ id }) => id !== one.id),
    );
  } else if (now.length < comparedAtMost) write(kind, [...now, one]);
}

export const clearCompared = (kind: ComparedKind): void => write(kind, []);

export function useCompared(kind: ComparedKind): readonly Compared[] {
  return useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => stored(kind),
  );
}
