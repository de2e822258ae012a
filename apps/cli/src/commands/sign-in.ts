import {
  createSession,
  createToken,
  deleteSession,
  readSession,
  revokeToken,
} from '@scenario-lab/contracts/accounts';
import { type Client, call, ProblemError } from '@scenario-lab/contracts/call';
import { askLine, askSecret, readAll } from '../ask.js';
import {
  type Credentials,
  credentialsOf,
  forgetCredentials,
  labAddress,
  saveCredentials,
  storedCredentials,
} from '../credentials.js';
import { clientOf, type Desk, isNetwork, type Report } from '../desk.js';
import { exit } from '../exit.js';
import { Failure } from '../failure.js';

interface LoginOptions {
  email?: string;
  token?: string;
  days: string;
}

/** A session of one errand: the cookie the lab sets is sent back, as a browser would. */
function sessionClient(url: string): Client {
  let cookie = '';
  return {
    baseUrl: `${url}/api`,
    headers: (): Record<string, string> => (cookie ? { cookie } : {}),
    fetch: async (input, init) => {
      const response = await fetch(input, init);
      const set = response.headers.getSetCookie().map((line) => line.split(';', 1)[0]!);
      if (set.length > 0) cookie = set.join('; ');
      return response;
    },
  };
}

const isHere = (url: string) => ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);

/** Keeps an API token, made by password or given; the password itself is never kept. */
export async function login(desk: Desk, typed: string, options: LoginOptions): Promise<Report> {
  const url = labAddress(typed);
  const days = Number(options.days);
  if (!Number.isInteger(days) || days < 1 || days > 365) throw new Failure(exit.usage, 'login.bad_days');
  if (url.startsWith('http:') && !isHere(url)) desk.note(desk.t('login.plain', { url }));
  const credentials = options.token
    ? { url, token: options.token === '-' ? (await readAll(desk)).trim() : options.token }
    : await byPassword(desk, url, days, options.email);
  const { me } = await call(clientOf(url, credentials.token), readSession, {});
  if (!me) throw new Failure(exit.refused, 'login.bad_token');
  const file = desk.env.credentialsFile;
  await saveCredentials(file, { ...credentials, email: me.person.email });
  const organisation = desk.t.text(me.organisation.name);
  desk.say(desk.t('login.done', { url, name: me.person.name, organisation }));
  const until = credentials.expiresAt?.slice(0, 10);
  desk.say(until ? desk.t('login.until', { until, file }) : desk.t('login.kept', { file }));
  return { exit: exit.pass, json: { url, person: me.person, organisation: me.organisation, file } };
}

async function byPassword(desk: Desk, url: string, days: number, given?: string): Promise<Credentials> {
  const { t, signal } = desk;
  const email = given ?? (desk.stdin.isTTY ? await askLine(desk, t('login.email')) : '');
  if (!email) throw new Failure(exit.usage, 'login.no_email');
  const password = await askSecret(desk, t('login.password'));
  if (!password) throw new Failure(exit.usage, 'login.no_password');
  const client = sessionClient(url);
  await call(client, createSession, { body: { email, password } }, { signal });
  try {
    const { secret, id, expiresAt } = await call(client, createToken, {
      body: { name: 'scenario-lab', days },
    });
    return { url, token: secret, tokenId: id, expiresAt };
  } finally {
    await call(client, deleteSession, {});
  }
}

export async function logout(desk: Desk): Promise<Report> {
  const { env, t } = desk;
  const stored = await storedCredentials(env.credentialsFile);
  if (!stored) {
    desk.say(t('logout.none'));
    return { exit: exit.pass, json: { revoked: false } };
  }
  const revoked = stored.tokenId !== undefined && (await revoke(stored, stored.tokenId));
  await forgetCredentials(env.credentialsFile);
  const { url } = stored;
  const how = revoked ? 'logout.done' : stored.tokenId === undefined ? 'logout.given' : 'logout.kept';
  desk.say(t(how, { url }));
  return { exit: exit.pass, json: { url, revoked } };
}

/** A token may revoke itself. A lab that is gone must not keep anybody from forgetting it. */
async function revoke({ url, token }: Credentials, id: string): Promise<boolean> {
  try {
    await call(clientOf(url, token), revokeToken, { params: { id } });
    return true;
  } catch (error) {
    if (error instanceof ProblemError || isNetwork(error)) return false;
    throw error;
  }
}

export async function whoami(desk: Desk): Promise<Report> {
  const { url, token } = await credentialsOf(desk.env);
  const { me, lab } = await call(clientOf(url, token), readSession, {}, { signal: desk.signal });
  if (!me) throw new Failure(exit.refused, 'login.bad_token');
  const { name, email } = me.person;
  const organisation = desk.t.text(me.organisation.name);
  desk.say(desk.t('whoami.line', { url, name, email, organisation, roles: me.roles.join(', ') }));
  return { exit: exit.pass, json: { url, lab, ...me } };
}
