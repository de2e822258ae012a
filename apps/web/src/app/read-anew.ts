import type { Query, QueryClient } from '@tanstack/react-query';

/**
 * Reads anew what fits. A first reading that is still under way may have been answered before the news, and the library
 * would take its answer for the new one: it is read once more when it has come. Until then its page would show the state
 * before, and for good where nothing else happens to the thing.
 */
export function readAnew(client: QueryClient, fits: (query: Query) => boolean = () => true): void {
  const first = client
    .getQueryCache()
    .findAll({ predicate: fits })
    .filter(({ state }) => state.data === undefined && state.fetchStatus !== 'idle');
  void client.invalidateQueries({ predicate: fits });
  for (const query of first) {
    const { queryKey } = query;
    void query.promise?.then(
      () => client.invalidateQueries({ queryKey, exact: true }),
      // Said where it is read.
      () => {},
    );
  }
}
