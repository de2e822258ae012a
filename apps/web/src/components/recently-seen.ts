import { useEffect } from 'react';
import { useLocation } from 'react-router';
import { useMe } from '../app/session.js';
import { keep, readKept } from './kept.js';

/** A thing's page somebody has opened here. */
interface Seen {
  to: string;
  name: string;
}
const key = 'recently-seen';
const most = 12;

/** Newest first. Kept in this browser for whoever is signed in, and forgotten with signing out. */
export function recentlySeen(): Seen[] {
  const kept = readKept(key);
  if (!Array.isArray(kept)) return [];
  return kept.filter(
    (one): one is Seen =>
      typeof one?.to === 'string' && one.to.startsWith('/') && typeof one.name === 'string',
  );
}

/** Remembers the page at hand. Of visitors nothing is kept: a machine may be everybody's. */
export function useSeen(name: string): void {
  const { pathname } = useLocation();
  const { me } = useMe();
  const known = me !== null;
  useEffect(() => {
    if (!known || name.trim() === '') return;
    const others = recentlySeen().filter(({ to }) => to !== pathname);
    keep(key, [{ to: pathname, name }, ...others].slice(0, most));
  }, [known, pathname, name]);
}
