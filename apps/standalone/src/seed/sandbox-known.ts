/** Whether it is known if code can be run: a worker has registered, and its sandbox is no longer trying itself. */
export const sandboxKnown = (state: {
  available: boolean;
  workers: number;
  reasons: readonly { code: string }[];
}): boolean => state.available || (state.workers > 0 && state.reasons.some(({ code }) => code !== 'testing'));
