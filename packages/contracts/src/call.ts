import { cutText } from './cut-text.js';
import { Problem } from './problem.js';
import type { Answer, Args, Route } from './route.js';

export interface Client {
  /** Address the paths are appended to, e.g. `http://127.0.0.1:8080/api`. */
  baseUrl: string;
  headers?: () => Record<string, string>;
  fetch?: typeof fetch;
}

/** A refusal by the server, as problem+json said it. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(`${problem.status} ${problem.code}: ${problem.detail}`);
    this.name = 'ProblemError';
  }
}

type Loose = { params?: Record<string, unknown>; query?: Record<string, unknown>; body?: unknown };

/** The row's path with its parameters and query filled in. */
export function urlOf(row: Pick<Route, 'path'>, args: Loose = {}): string {
  const path = row.path.replace(/:(\w+)/g, (_, key: string) =>
    encodeURIComponent(String(args.params?.[key])),
  );
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(args.query ?? {})) {
    if (value === undefined || value === null || value === '') continue;
    for (const one of Array.isArray(value) ? value : [value]) search.append(key, String(one));
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

/**
 * Calls a route row. Errors: `ProblemError` for every answer that is not 2xx; network errors pass through.
 */
export async function call<Row extends Route>(
  client: Client,
  row: Row,
  args: Args<Row>,
  options: { signal?: AbortSignal; headers?: Record<string, string> } = {},
): Promise<Answer<Row>> {
  const loose = args as Loose;
  const send = client.fetch ?? fetch;
  const response = await send(client.baseUrl + urlOf(row, loose), {
    method: row.method,
    credentials: 'same-origin',
    signal: options.signal,
    headers: {
      accept: 'application/json',
      ...(loose.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...client.headers?.(),
      ...options.headers,
    },
    body: loose.body === undefined ? undefined : JSON.stringify(loose.body),
  });
  if (!response.ok) throw new ProblemError(await problemOf(response));
  if (row.reply === 'stream') return response as Answer<Row>;
  if (row.reply === 'none') return undefined as Answer<Row>;
  return (await response.json()) as Answer<Row>;
}

async function problemOf(response: Response): Promise<Problem> {
  const text = await response.text();
  try {
    return Problem.parse(JSON.parse(text));
  } catch {
    return {
      type: 'about:blank',
      status: response.status,
      code: 'unreadable_answer',
      title: response.statusText || 'Unreadable answer',
      detail: cutText(text, 200),
      requestId: response.headers.get('x-request-id') ?? '',
    };
  }
}
