import { type Client, call, ProblemError } from '@scenario-lab/contracts/call';
import type { Answer, Args, Route } from '@scenario-lab/contracts/route';
import {
  QueryClient,
  queryOptions,
  type UseMutationOptions,
  useInfiniteQuery,
  useMutation,
  useQueries,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { readAnew } from './read-anew.js';

export const client: Client = {
  baseUrl: '/api',
  headers: () => ({ 'accept-language': document.documentElement.lang || 'zh-CN' }),
};

/** A refusal will not become an agreement by asking again; a broken line may. */
const worthRetrying = (count: number, error: Error) =>
  count < 2 && (!(error instanceof ProblemError) || error.problem.status >= 502);

export const queries = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 15_000, retry: worthRetrying, refetchOnWindowFocus: false },
    mutations: { retry: false },
  },
});

/** Query options of a GET row: the key is `[row.name, args]`, so that live events find it by the name. */
export function rowQuery<Row extends Route>(row: Row, args: Args<Row>) {
  return queryOptions<Answer<Row>>({
    queryKey: [row.name, args],
    queryFn: ({ signal }) => call(client, row, args, { signal }),
  });
}

/** Reads a row. `enabled: false` holds it back. */
export function useRow<Row extends Route>(
  row: Row,
  args: Args<Row>,
  options: { enabled?: boolean; refetchInterval?: number; staleTime?: number } = {},
) {
  return useQuery({ ...rowQuery(row, args), ...options });
}

/** Reads a row for several arguments, in their order. */
export function useRows<Row extends Route>(row: Row, several: readonly Args<Row>[]) {
  return useQueries({ queries: several.map((args) => rowQuery(row, args)) });
}

/** Holds a save to what was read: whoever saved in between is not overwritten. */
export const ifMatch = (updatedAt: string): Record<string, string> => ({ 'if-match': `"${updatedAt}"` });

/** A key for one request that shall be done once, however often it is sent. Also where there is no TLS. */
export const onceKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );

/**
 * Does what a row does. Afterwards every query is read anew (they are few, and what a deed touches is the
 * server's to know); errors are `ProblemError`s for `ProblemAlert`. `headers` are asked for with each request.
 */
export function useDeed<Row extends Route>(
  row: Row,
  {
    headers,
    ...options
  }: Omit<UseMutationOptions<Answer<Row>, Error, Args<Row>>, 'mutationFn'> & {
    headers?: () => Record<string, string>;
  } = {},
) {
  const client_ = useQueryClient();
  return useMutation<Answer<Row>, Error, Args<Row>>({
    ...options,
    mutationFn: (args) => call(client, row, args, { headers: headers?.() }),
    onSettled: (...settled) => {
      readAnew(client_);
      return options.onSettled?.(...settled);
    },
  });
}

export interface Page<T> {
  items: T[];
  next: string | null;
  total: number;
  facets?: Record<string, Record<string, number>>;
  corrected?: { typed: string; taken: string }[];
}
export type ItemOf<Row> = Answer<Row> extends { items: (infer T)[] } ? T : never;

/** Reads a catalogue row page by page. `query` comes from the address, so its values are text; `params`: whose list. */
export function usePages<Row extends Route>(
  row: Row,
  query: Record<string, string | undefined>,
  params?: Record<string, string>,
) {
  return useInfiniteQuery({
    queryKey: [row.name, 'pages', query, params],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) => {
      const args = { params, query: { ...query, cursor: pageParam } } as unknown as Args<Row>;
      return (await call(client, row, args, { signal })) as unknown as Page<ItemOf<Row>>;
    },
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: (before) => before,
  });
}
