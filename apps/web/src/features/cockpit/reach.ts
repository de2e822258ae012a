import { createContext, useContext } from 'react';
import { path } from '../../app/paths.js';

/** Where the numbers of this page lead: a screen on a wall leads nowhere, a visitor to what is public. */
export type Reach = 'lab' | 'public' | 'nowhere';
export const ReachContext = createContext<Reach>('nowhere');

/** Address of the list behind a number, for who may open it. */
export type To = { open: string } | { lab: string };

export const behind = (query: Record<string, string | undefined>): To => ({ lab: path.cockpitBehind(query) });

export function useAddress(): (to: To | null) => string | null {
  const reach = useContext(ReachContext);
  return (to) => {
    if (to === null || reach === 'nowhere') return null;
    if ('open' in to) return to.open;
    return reach === 'lab' ? to.lab : null;
  };
}
