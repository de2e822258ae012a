import type { Route } from '@scenario-lab/contracts/route';
import { routes } from '@scenario-lab/contracts/routes';
import { SaveScenario } from '@scenario-lab/contracts/scenarios';
import { SaveSolution } from '@scenario-lab/contracts/solutions';
import { newId } from '@scenario-lab/db/ids';
import { hashOf } from '@scenario-lab/db/organisations/sessions.queries';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { type Action, whoMay } from '@scenario-lab/domain/policies';
import { admits } from '@scenario-lab/domain/policy';
import { makeActor } from '@scenario-lab/testing/builders';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from './test-app.js';

// Every route × everybody, with ids of nothing and empty bodies. Regenerate with `npx vitest run -u` and read the
// diff: every changed line is a door opened or shut.

interface Caller {
  headers: Record<string, string>;
  /** What the policies see; null where nobody should be recognised. */
  actor: SignedIn | null;
}
interface Answered {
  status: number;
  code: string;
  detail: string;
}

let app: TestApp;
const callers = new Map<string, Caller>();
const answers = new Map<string, Map<string, Answered>>();

beforeAll(async () => {
  // A quick machine asks more of an address in a minute than anybody may; the limits have tests of their own.
  app = await testApp({ RATE_LIMITS: 'off' });
  await gather();
  for (const row of routes) {
    const byCaller = new Map<string, Answered>();
    answers.set(row.name, byCaller);
    await Promise.all(
      [...callers].map(async ([name, caller]) => byCaller.set(name, await ask(row, caller.headers))),
    );
    // Signing out everywhere ends tokens too; the rows after it are asked by the same people.
    await app.database.owner.query('UPDATE api_token SET revoked_at = NULL');
  }
}, 300_000);
afterAll(() => app?.close());

async function gather(): Promise<void> {
  const { owner } = app.database;
  const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });
  callers.set('anonymous', { headers: {}, actor: null });
  for (const [name, actor] of Object.entries(app.cast)) {
    callers.set(name, { headers: bearer(await app.tokenOf(actor)), actor });
  }
  const firm = { name: 'Vendor C', roles: ['supply'] };
  const suspended = await makeActor(owner, firm, ['owner'], ['vendor']);
  callers.set('suspended', { headers: bearer(await app.tokenOf(suspended)), actor: null });
  await owner.query('UPDATE person SET suspended = true WHERE id = $1', [suspended.personId]);
  const expired = await makeActor(owner, firm, ['owner'], ['vendor']);
  callers.set('expired', { headers: bearer(await app.tokenOf(expired)), actor: null });
  await owner.query(`UPDATE api_token SET expires_at = now() - interval '1 second' WHERE person_id = $1`, [
    expired.personId,
  ]);
  callers.set('site token', { headers: bearer(await siteToken()), actor: null });
}

/** A department's token of a pilot that exists. */
async function siteToken(): Promise<string> {
  const { vendor, department } = app.cast;
  const [scenario, solution, engagement, pilot] = [newId(), newId(), newId(), newId()];
  const title = { zh: '试点' };
  // Whole, as they are kept: some lists read every engagement there is.
  const need = JSON.stringify(SaveScenario.parse({ title }));
  const card = JSON.stringify(SaveSolution.parse({ title, summary: title, fields: [], trl: 5 }));
  const secret = `sls_${newId()}${newId()}`;
  const add = (table: string, row: Record<string, unknown>) => {
    const columns = Object.keys(row);
    const places = columns.map((_, at) => `$${at + 1}`);
    const sql = `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places.join(', ')})`;
    return app.database.owner.query(sql, Object.values(row));
  };
  await add('scenario', { id: scenario, owner_id: department.organisationId, status: 'draft', need });
  await add('solution', { id: solution, owner_id: vendor.organisationId, status: 'draft', card });
  await add('engagement', {
    id: engagement,
    status: 'piloting',
    scenario_id: scenario,
    solution_id: solution,
    vendor_id: vendor.organisationId,
    department_id: department.organisationId,
  });
  await add('pilot', {
    id: pilot,
    status: 'running',
    engagement_id: engagement,
    from_day: '2026-01-01',
    until_day: '2026-12-31',
    sites: '[]',
  });
  await add('site_token', {
    id: newId(),
    pilot_id: pilot,
    organisation_id: department.organisationId,
    issued_by: department.personId,
    site: 'A',
    token_hash: hashOf(secret),
  });
  return secret;
}

const nothing: Record<string, string> = {
  thing: 'run',
  edition: 'vendor',
  number: 'SL-2026-999999',
  token: 'nothing-is-known-by-this-token-00000000',
};

async function ask(row: Route, headers: Record<string, string>): Promise<Answered> {
  const path = row.path.replace(/:(\w+)/g, (_, key: string) => nothing[key] ?? newId());
  const abort = new AbortController();
  const response = await fetch(app.baseUrl + path, {
    method: row.method,
    headers: { ...headers, ...(row.body ? { 'content-type': 'application/json' } : {}) },
    ...(row.body ? { body: '{}' } : {}),
    signal: abort.signal,
  });
  const { status } = response;
  if (status < 400) {
    abort.abort();
    return { status, code: '', detail: '' };
  }
  const text = await response.text();
  if (row.method === 'HEAD') return { status, code: '', detail: '' };
  if (!response.headers.get('content-type')?.includes('problem+json'))
    return { status, code: 'none', detail: text };
  const { code, detail } = JSON.parse(text) as Answered;
  return { status, code, detail };
}

const unmounted = ({ detail }: Answered) => /^Cannot (GET|POST|PUT|PATCH|DELETE) /.test(detail);

function* cells(): Generator<{ row: Route; name: string; caller: Caller; answer: Answered; at: string }> {
  for (const row of routes) {
    for (const [name, caller] of callers) {
      const answer = answers.get(row.name)?.get(name);
      if (answer) yield { row, name, caller, answer, at: `${row.name} for ${name}` };
    }
  }
}

describe('every route × everybody', () => {
  it('is the matrix on file', async () => {
    const matrix = Object.fromEntries(
      [...answers].flatMap(([route, byCaller]) => {
        if ([...byCaller.values()].some(unmounted)) return [];
        const byStatus = new Map<number, string[]>();
        for (const name of callers.keys()) {
          const status = byCaller.get(name)?.status ?? 0;
          byStatus.set(status, [...(byStatus.get(status) ?? []), name]);
        }
        const lines = [...byStatus].sort(([one], [other]) => one - other);
        return [[route, Object.fromEntries(lines.map(([status, names]) => [status, names.join(', ')]))]];
      }),
    );
    await expect(`${JSON.stringify(matrix, null, 1)}\n`).toMatchFileSnapshot('./matrix.snap.json');
  });

  it('has a handler for each', () => {
    const missing = [...cells()].filter(({ answer }) => unmounted(answer));
    expect([...new Set(missing.map(({ row }) => row.name))]).toEqual([]);
  });

  it('answers nothing with a fault of its own, and every refusal as a problem', () => {
    for (const { answer, at, row } of cells()) {
      expect(answer.status, at).toBeLessThan(500);
      if (row.method !== 'HEAD') expect(answer.code, at).not.toBe('none');
    }
  });

  it('asks whoever is not known to sign in, wherever it is not public', () => {
    for (const { row, caller, answer, at, name } of cells()) {
      if (caller.actor !== null) continue;
      if (row.access === 'public') expect(answer.status, at).not.toBe(403);
      else if (row.access === 'site_token' && name === 'site token') expect(answer.status, at).not.toBe(401);
      else expect(answer.status, at).toBe(401);
    }
  });

  it('refuses whom the policies’ roles rule out before looking at anything, and nobody else', () => {
    for (const { row, caller, answer, at } of cells()) {
      if (caller.actor === null) continue;
      if (row.access === 'site_token') expect(answer.status, at).toBe(401);
      else if (row.access === 'public' || row.access === 'signed_in') expect(answer.status, at).not.toBe(403);
      else if (admits(whoMay[row.access as Action], caller.actor).ok)
        expect([401, 403], at).not.toContain(answer.status);
      else expect([answer.status, answer.code], at).toEqual([403, 'role_missing']);
    }
  });

  it('answers two of the same role alike: an id of nothing tells nothing', () => {
    for (const [route, byCaller] of answers) {
      expect(byCaller.get('vendor')?.status, route).toBe(byCaller.get('otherVendor')?.status);
      expect(byCaller.get('department')?.status, route).toBe(byCaller.get('otherDepartment')?.status);
    }
  });

  it('finds nothing where an id is of nothing', () => {
    for (const { row, answer, at } of cells()) {
      if (/:(id|number|token|personId)\b/.test(row.path))
        expect(answer.status, at).toBeGreaterThanOrEqual(400);
    }
  });
});
