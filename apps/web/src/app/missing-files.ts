import { useEffect, useState } from 'react';

/** After a new build the files an open tab would fetch next are gone from the server. */
const missing = new WeakSet<object>();
const key = 'scenario-lab.loaded-anew';
/** Milliseconds in which a second failure is no longer answered by loading anew: then the files are really missing. */
const patience = 60_000;

export function watchMissingFiles(): void {
  addEventListener('vite:preloadError', (event) => {
    missing.add(event.payload);
  });
}

const mayLoadAnew = (error: unknown) =>
  typeof error === 'object' &&
  error !== null &&
  missing.has(error) &&
  Date.now() - Number(sessionStorage.getItem(key) ?? 0) > patience;

/** Whether the page is being loaded anew because one of its files belongs to an older build. */
export function useLoadAnew(error: unknown): boolean {
  const [anew] = useState(() => mayLoadAnew(error));
  useEffect(() => {
    if (!anew) return;
    sessionStorage.setItem(key, String(Date.now()));
    location.reload();
  }, [anew]);
  return anew;
}
