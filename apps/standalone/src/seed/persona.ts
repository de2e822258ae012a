import { createSession } from '@scenario-lab/contracts/accounts';
import { type Client, call } from '@scenario-lab/contracts/call';
import type { Answer, Args, Route } from '@scenario-lab/contracts/route';
import { uploadFile } from '@scenario-lab/contracts/upload-file';
import type { uploadPurposes } from '@scenario-lab/contracts/uploads';

/** Somebody at the lab's door: calls rows and uploads files as that person, through the public API only. */
export interface Persona {
  email: string;
  client: Client;
  call<Row extends Route>(row: Row, args: Args<Row>): Promise<Answer<Row>>;
  upload(purpose: (typeof uploadPurposes)[number], name: string, data: Uint8Array): Promise<string>;
}

export function visitor(baseUrl: string): Persona {
  return persona({ baseUrl }, 'visitor');
}

/** Signs in and keeps the session's cookie; `tap` sees every exchange (uploads apart). Errors: `ProblemError` as the API said it. */
export async function signIn(
  baseUrl: string,
  email: string,
  password: string,
  tap: typeof fetch = fetch,
): Promise<Persona> {
  let cookie = '';
  const keeping: typeof fetch = async (input, init) => {
    const response = await tap(input, init);
    cookie = response.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    return response;
  };
  await call({ baseUrl, fetch: keeping }, createSession, { body: { email, password } });
  return persona({ baseUrl, headers: () => ({ cookie }), fetch: tap }, email);
}

function persona(client: Client, email: string): Persona {
  return {
    email,
    client,
    call: (row, args) => call(client, row, args),
    upload: async (purpose, name, data) => {
      const upload = await uploadFile(client, {
        name,
        purpose,
        data: Buffer.from(data),
        size: data.byteLength,
      });
      return upload.id;
    },
  };
}

/**
 * Asks again until `done` says so. Errors: names what was waited for after `seconds`.
 */
export async function until<T>(
  what: string,
  ask: () => Promise<T>,
  done: (answer: T) => boolean,
  seconds = 120,
): Promise<T> {
  const end = Date.now() + seconds * 1_000;
  for (;;) {
    const answer = await ask();
    if (done(answer)) return answer;
    if (Date.now() > end)
      throw new Error(
        `${what}: not there after ${seconds} s; last answer ${JSON.stringify(answer).slice(0, 600)}`,
      );
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
