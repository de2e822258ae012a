import { call, ProblemError } from '@scenario-lab/contracts/call';
import type { Answer, Args, Route } from '@scenario-lab/contracts/route';

export interface Browser {
  do<Row extends Route>(row: Row, args: Args<Row>, headers?: Record<string, string>): Promise<Answer<Row>>;
  /** `name=value`, as it will be sent. */
  cookie(): string;
  plant(cookie: string): void;
  /** Every Set-Cookie line so far. */
  seen: string[];
}

/** Calls rows like a browser: it keeps the cookies it is given. */
export function browser(baseUrl: string): Browser {
  const jar = new Map<string, string>();
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const keep = (pair: string) => {
    const [name = '', value = ''] = pair.split('=', 2);
    if (value === '') jar.delete(name);
    else jar.set(name, value);
  };
  const seen: string[] = [];
  const send: typeof fetch = async (input, init) => {
    const headers = new Headers(init?.headers);
    if (jar.size > 0) headers.set('cookie', cookie());
    const response = await fetch(input, { ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      seen.push(line);
      keep(line.split(';')[0] ?? '');
    }
    return response;
  };
  return {
    seen,
    cookie,
    plant: (value) => {
      jar.clear();
      for (const pair of value.split('; ')) keep(pair);
    },
    do: (row, args, headers = {}) => call({ baseUrl, fetch: send, headers: () => headers }, row, args),
  };
}

/** `done`, or the status and code of the refusal. */
export const statusOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof ProblemError) return `${error.problem.status} ${error.problem.code}`;
      throw error;
    },
  );
