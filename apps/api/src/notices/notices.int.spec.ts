import { registerOrganisation } from '@scenario-lab/contracts/accounts';
import { ProblemError } from '@scenario-lab/contracts/call';
import {
  listNotices,
  proveEmail,
  readNoticeChoice,
  readNotices,
  saveNoticeChoice,
  sendEmailProof,
  usualChoice,
} from '@scenario-lab/contracts/notices';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { makeNotices } from '@scenario-lab/db/notices/make-notices';
import { addParty } from '@scenario-lab/db/parties';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
let system: SystemDatabase;
beforeAll(async () => {
  app = await testApp({ MAIL: 'yes', PUBLIC_URL: 'https://lab.example' });
  system = await openSystemDatabase(app.database.urls.score, 'test');
});
afterAll(async () => {
  await system?.close();
  await app?.close();
});
beforeEach(() => app.database.owner.query('DELETE FROM notice'));

const told = async (who: SignedIn, query: { kind?: 'run' | 'desk'; unread?: 'yes' } = {}) =>
  (await app.as(who)(listNotices, { query })).items.map(({ event }) => event);
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'went through',
    (error: unknown) => (error as ProblemError).problem.code,
  );

/** A card of a vendor, and an event of it by somebody. */
async function card(owner: SignedIn, event: string, by?: SignedIn): Promise<string> {
  const id = newId();
  await app.database.owner.query(
    `INSERT INTO solution (id, owner_id, status, card) VALUES ($1, $2, 'in_review', '{"title": {"zh": "井盖监测"}}')`,
    [id, owner.organisationId],
  );
  await system.asSystem(async (tx) => {
    await addParty(tx, 'solution', id, owner.organisationId, 'own');
    await recordEvent(tx, { thing: 'solution', id, event, ...(by ? { by } : {}) });
  });
  return id;
}
const everybody = async () => {
  while ((await system.asSystem(makeNotices)) > 0);
};

describe('notices', () => {
  it('reach those whom a decision concerns, and nobody else', async () => {
    const { vendor, otherVendor, operator, reviewer } = app.cast;
    const id = await card(vendor, 'solution.listed', operator);
    await everybody();
    const { items, unread } = await app.as(vendor)(listNotices, {});
    expect(items).toMatchObject([
      {
        kind: 'decision',
        event: 'solution.listed',
        thing: 'solution',
        thingId: id,
        page: id,
        title: { zh: '井盖监测' },
        read: false,
      },
    ]);
    expect(unread).toBe(1);
    expect(items[0]?.at).toMatch(/:00\.000Z$/);
    for (const other of [otherVendor, operator, reviewer]) expect(await told(other)).toEqual([]);
  });

  it('tell the desk what waits for it, and not those who did it themselves', async () => {
    const { vendor, operator, reviewer } = app.cast;
    await card(vendor, 'solution.submitted', vendor);
    await card(vendor, 'solution.delisted', vendor);
    await everybody();
    expect(await told(operator)).toEqual(['solution.submitted']);
    expect(await told(reviewer)).toEqual([]);
    expect(await told(vendor)).toEqual([]);
  });

  it('are made once, however often events are looked at, and from no event passed over', async () => {
    const { vendor } = app.cast;
    const many = await Promise.all(Array.from({ length: 30 }, () => card(vendor, 'solution.listed')));
    await Promise.all([everybody(), everybody(), everybody()]);
    expect((await told(vendor)).length).toBe(many.length);
    const [{ n }] = (await app.database.owner.query('SELECT count(*)::int AS n FROM notice_due')).rows;
    expect(n).toBe(0);
    await app.database.owner.query('INSERT INTO notice_due SELECT event_id FROM notice');
    await everybody();
    expect((await told(vendor)).length).toBe(many.length);
  });

  it('are read by their own person only, some or all', async () => {
    const { vendor, otherVendor } = app.cast;
    await card(vendor, 'solution.listed');
    await card(vendor, 'solution.returned');
    await everybody();
    const { items } = await app.as(vendor)(listNotices, {});
    await app.as(otherVendor)(readNotices, { body: { ids: items.map(({ id }) => id) } });
    expect(await told(vendor, { unread: 'yes' })).toHaveLength(2);
    await app.as(vendor)(readNotices, { body: { ids: [items[0]!.id] } });
    expect(await told(vendor, { unread: 'yes' })).toEqual([items[1]!.event]);
    await app.as(vendor)(readNotices, { body: { ids: null } });
    expect((await app.as(vendor)(listNotices, {})).unread).toBe(0);
    expect(await app.sqlAs(otherVendor, 'SELECT * FROM notice')).toEqual([]);
    await expect(app.sqlAs(vendor, `UPDATE notice SET title = '{}'`)).rejects.toThrow('permission denied');
  });

  it('leave out the kinds somebody does not want', async () => {
    const { vendor } = app.cast;
    await app.as(vendor)(saveNoticeChoice, { body: { ...usualChoice, muted: ['decision'] } });
    await card(vendor, 'solution.listed');
    await everybody();
    expect(await told(vendor)).toEqual([]);
    await app.as(vendor)(saveNoticeChoice, { body: usualChoice });
    await card(vendor, 'solution.listed');
    await everybody();
    expect(await told(vendor)).toEqual(['solution.listed']);
  });
});

describe('an address', () => {
  const letters = async (who: SignedIn) =>
    (
      await app.database.owner.query(
        `SELECT text FROM mail WHERE person_id = $1 AND kind = 'proof' ORDER BY created_at`,
        [who.personId],
      )
    ).rows as { text: string }[];
  const linkIn = (text: string) => /https:\/\/lab\.example\/email-proof\/(\S+)/.exec(text)?.[1] ?? '';

  it('is proved by the link that was mailed to it, once', async () => {
    const { department } = app.cast;
    const read = () => app.as(department)(readNoticeChoice, {});
    expect(await read()).toMatchObject({ mail: true, emailProved: false });
    await app.as(department)(sendEmailProof, {});
    const [letter] = await letters(department);
    const token = linkIn(letter?.text ?? '');
    expect(await codeOf(app.as(null)(proveEmail, { params: { token: `${token}x` } }))).toBe('not_found');
    await app.as(null)(proveEmail, { params: { token } });
    expect((await read()).emailProved).toBe(true);
    expect(await codeOf(app.as(null)(proveEmail, { params: { token } }))).toBe('not_found');
    // Proved, it is not asked again.
    await app.as(department)(sendEmailProof, {});
    expect(await letters(department)).toHaveLength(1);
  });

  it('is asked to prove itself when it registers', async () => {
    const email = 'new-owner@firm.example';
    await app.as(null)(registerOrganisation, {
      body: {
        name: { zh: '新企业' },
        roles: ['supply'],
        owner: { name: '张三', email, password: 'correct horse battery' },
      },
    });
    const { rows } = await app.database.owner.query(
      `SELECT m.kind, m.address, m.text FROM mail m JOIN person p ON p.id = m.person_id WHERE p.email = $1`,
      [email],
    );
    expect(rows).toMatchObject([{ kind: 'proof', address: email }]);
    const { email: proved } = await app.as(null)(proveEmail, { params: { token: linkIn(rows[0].text) } });
    expect(proved).toBe(email);
  });

  it('is not proved by a link that went to another one', async () => {
    const { otherDepartment } = app.cast;
    await app.as(otherDepartment)(sendEmailProof, {});
    const [letter] = await letters(otherDepartment);
    await app.database.owner.query(`UPDATE person SET email = 'moved@city.example' WHERE id = $1`, [
      otherDepartment.personId,
    ]);
    const token = linkIn(letter?.text ?? '');
    expect(await codeOf(app.as(null)(proveEmail, { params: { token } }))).toBe('not_found');
    expect((await app.as(otherDepartment)(readNoticeChoice, {})).emailProved).toBe(false);
  });

  it('is asked at most five times an hour, and what letters say is nobody’s to read', async () => {
    const { otherVendor } = app.cast;
    for (let time = 0; time < 5; time += 1) await app.as(otherVendor)(sendEmailProof, {});
    expect(await codeOf(app.as(otherVendor)(sendEmailProof, {}))).toBe('too_many_requests');
    await expect(app.sqlAs(otherVendor, 'SELECT text FROM mail')).rejects.toThrow('permission denied');
  });
});
