import { type Client, ProblemError } from '@scenario-lab/contracts/call';
import { Problem } from '@scenario-lab/contracts/problem';
import type { Env } from './env.js';
import { type Exit, exit } from './exit.js';
import { Failure } from './failure.js';
import type { Translate } from './i18n/translate.js';

export interface Streams {
  out: (text: string) => void;
  err: (text: string) => void;
  stdin: NodeJS.ReadStream;
}

/** How a command ended: the code for the shell and the whole answer for `--json`. */
export interface Report {
  exit: Exit;
  json: unknown;
}

/** What every command works at. */
export interface Desk {
  t: Translate;
  env: Env;
  json: boolean;
  stdin: NodeJS.ReadStream;
  signal: AbortSignal;
  /** A line of the answer; silent with `--json`. */
  say(line: string): void;
  /** A line of what goes on meanwhile; goes to stderr, silent with `--json`. */
  note(line: string): void;
  /** Without an end of line, for prompts. */
  ask(text: string): void;
}

/** What others wrote may not steer the terminal: control characters are shown, not obeyed. */
export const plain = (text: string): string =>
  text.replace(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

export function makeDesk(base: Pick<Desk, 't' | 'env' | 'json' | 'signal'>, streams: Streams): Desk {
  return {
    ...base,
    stdin: streams.stdin,
    say: (line) => base.json || streams.out(`${plain(line)}\n`),
    note: (line) => base.json || streams.err(`${plain(line)}\n`),
    ask: (text) => streams.err(plain(text)),
  };
}

export interface Complaint {
  exit: Exit;
  json: { error: { code: string; message: string; lines: readonly string[] } };
}

/** Whatever ended a command early, in words. Errors that are nobody's doing come out as a fault of this program. */
export function complaintOf(error: unknown, t: Translate): Complaint {
  const say = (end: Exit, code: string, message: string, lines: readonly string[] = []) => ({
    exit: end,
    json: { error: { code, message, lines } },
  });
  if (error instanceof Failure) return say(error.exit, error.key, t(error.key, error.values), error.lines);
  if (error instanceof ProblemError) {
    const { code, detail, errors = [], requestId } = error.problem;
    const words = t.code(code);
    const lines = errors.map((one) => `${one.path}: ${t.code(one.code)}`);
    const message = t('lab.refused', { words: words === code ? `${code}: ${detail}` : words });
    return say(exit.refused, code, message, requestId ? [...lines, t('lab.request', { requestId })] : lines);
  }
  const refused = uploadRefusal(error);
  if (refused) return complaintOf(refused, t);
  if (isNetwork(error)) return say(exit.refused, 'unreachable', t('lab.unreachable'), [causeOf(error)]);
  if (error instanceof Error && error.name === 'AbortError')
    return say(exit.interrupted, 'interrupted', t('interrupted'));
  const text = error instanceof Error ? error.message : String(error);
  const code = (error as { code?: unknown } | null)?.code;
  if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR' || code === 'ENOTDIR')
    return say(exit.usage, String(code), t('file.unreadable', { detail: text }));
  return say(exit.fault, 'unexpected', t('unexpected', { detail: text }));
}

/** `fetch` says a TypeError, the upload protocol's client an error with the request that failed. */
export const isNetwork = (error: unknown): boolean =>
  (error instanceof TypeError && /fetch failed/i.test(error.message)) ||
  (error instanceof Error && 'originalRequest' in error);

/** The lab's own words where it answered an upload with a refusal. */
function uploadRefusal(error: unknown): ProblemError | null {
  if (!(error instanceof Error)) return null;
  const { originalResponse } = error as Error & { originalResponse?: { getBody(): string } | null };
  if (!originalResponse) return null;
  try {
    return new ProblemError(Problem.parse(JSON.parse(originalResponse.getBody())));
  } catch {
    return null;
  }
}

const causeOf = (error: unknown): string => {
  const { cause, message } = error as Error;
  if (!(cause instanceof Error)) return message.slice(0, 300);
  return (cause.message || String((cause as { code?: unknown }).code ?? '')).slice(0, 300);
};

export const clientOf = (url: string, token: string): Client => ({
  baseUrl: `${url}/api`,
  headers: () => ({ authorization: `Bearer ${token}` }),
});
