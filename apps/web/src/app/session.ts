import { type Me, readSession } from '@scenario-lab/contracts/accounts';
import type { Answer } from '@scenario-lab/contracts/route';
import { useQuery } from '@tanstack/react-query';
import { queries, rowQuery } from './api.js';

type Session = Answer<typeof readSession>;
type Role = Me['roles'][number];

const sessionQuery = { ...rowQuery(readSession, {}), staleTime: 5 * 60_000 };
/** How often the progress of a demonstration that is being told is asked for. */
const tellingMs = 3_000;

/** Who is here: `me` is null for a visitor. The lab's name and the demonstration accounts come with it. */
export function useSession() {
  return useQuery({
    ...sessionQuery,
    // A lab that has just been started fills while it is looked at.
    refetchInterval: ({ state }) => (state.data?.lab.telling ? tellingMs : false),
  });
}

/** Asked for before anything stands; whoever needs it then finds it there. */
export const fetchSession = (): Promise<Session> => queries.fetchQuery(sessionQuery);

/** Whose browser this is now; `visitor` before anybody has signed in. */
export const personHere = (): string =>
  queries.getQueryData<Session>(sessionQuery.queryKey)?.me?.person.id ?? 'visitor';

export interface Here {
  me: Me | null;
  loading: boolean;
  /** Holds one of the roles in the organisation acted for now. */
  is: (...roles: Role[]) => boolean;
  /** May do what is not bound to one thing (`scenario.create`, `lab.read_console`). */
  may: (action: string) => boolean;
}

export function useMe(): Here {
  const { data, isPending } = useSession();
  const me = data?.me ?? null;
  return {
    me,
    loading: isPending,
    is: (...roles) => roles.some((role) => me?.roles.includes(role)),
    may: (action) => me?.allowed.includes(action) ?? false,
  };
}

/** Another person or organisation sees other things: everything read so far is dropped. */
export async function becameSomebody(me: Me | null): Promise<void> {
  const before = queries.getQueryData<Session>(sessionQuery.queryKey);
  queries.removeQueries({ predicate: (query) => query.queryKey[0] !== readSession.name });
  if (before) queries.setQueryData<Session>(sessionQuery.queryKey, { ...before, me });
  await queries.invalidateQueries({ queryKey: [readSession.name] });
}
