import { useEffect, useState } from 'react';

const turnMs = 12_000;

/** Which of `boards` is shown; goes round by itself unless it is stopped. */
export function useTurn(boards: number, stopped: boolean): [board: number, show: (board: number) => void] {
  const [board, setBoard] = useState(0);
  useEffect(() => {
    if (stopped || boards < 2) return;
    const timer = setInterval(() => setBoard((now) => now + 1), turnMs);
    return () => clearInterval(timer);
  }, [boards, stopped]);
  return [boards > 0 ? board % boards : 0, setBoard];
}

/** Whoever has asked for less motion is not shown any until they start it. */
export const startsStill = (): boolean =>
  globalThis.matchMedia?.('(prefers-reduced-motion: reduce)').matches ?? false;
