import { useSearchParams } from 'react-router';

/** Columns a list is saved without, in its address: `without=budget,owner`. No filter of any list is named so. */
export const leftOutKey = 'without';

/**
 * What the address says, of `columns` alone, or null where it says nothing; and how to say it. An address that was handed
 * on, or kept as a search, saves the same file.
 */
export function useLeftOut(
  columns: readonly string[],
): [string[] | null, (without: readonly string[]) => void] {
  const [params, setParams] = useSearchParams();
  const said = params.get(leftOutKey);
  const set = (without: readonly string[]) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (without.length > 0) next.set(leftOutKey, without.join(','));
        else next.delete(leftOutKey);
        return next;
      },
      { replace: true, preventScrollReset: true },
    );
  const names = said?.split(',').filter((one) => columns.includes(one));
  return [names ?? null, set];
}
