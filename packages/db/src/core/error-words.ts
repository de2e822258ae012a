import { cutText } from '@scenario-lab/contracts/cut-text';

/** What a log may hold of an error. */
export interface ErrorWords {
  type: string;
  message: string;
  code?: string;
  stack?: string;
  cause?: ErrorWords;
}

/**
 * An error without what it was about: a failed statement carries its parameters (passwords' hashes, names, whole texts)
 * and Postgres' detail quotes the row. Kept: kind, message, code, stack, and the same of what caused it.
 */
export function errorWords(error: unknown, depth = 0): ErrorWords {
  if (!(error instanceof Error)) return { type: typeof error, message: cutText(String(error), 500) };
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    message: cutText(error.message, 1_000),
    ...(typeof code === 'string' ? { code } : {}),
    ...(error.stack ? { stack: cutText(error.stack, 4_000) } : {}),
    ...(error.cause === undefined || depth >= 3 ? {} : { cause: errorWords(error.cause, depth + 1) }),
  };
}
