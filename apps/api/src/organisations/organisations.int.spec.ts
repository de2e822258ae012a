import {
  acceptInvitation,
  createInvitation,
  createSession,
  editOrganisation,
  listOrganisations,
  readInvitation,
  readOrganisation,
  readSession,
  registerOrganisation,
  verifyOrganisation,
} from '@scenario-lab/contracts/accounts';
import { changeMember, removeMember } from '@scenario-lab/contracts/members';
import { checkCharacter } from '@scenario-lab/domain/organisations/credit-code';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';
import { browser, statusOf } from '../http/test-browser.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

const password = 'correct horse battery';
let counter = 0;

const visitor = () => browser(app.baseUrl).do;

const codeOf = (serial: number) => {
  const body = `91510100MA${String(serial).padStart(7, '0')}`;
  return body + checkCharacter(body);
};

async function organisation(creditCode?: string) {
  counter += 1;
  const as = visitor();
  const email = `owner-${counter}@firm.example`;
  const me = await as(registerOrganisation, {
    body: {
      name: { zh: `成都第${counter}智能有限公司`, en: `Firm ${counter}` },
      roles: ['supply', 'demand'],
      ...(creditCode ? { creditCode } : {}),
      owner: { name: '李四', email, password },
    },
  });
  return { as, email, me, id: me.organisation.id };
}

const tokenIn = (link: string) => link.split('/').at(-1) ?? '';

describe('an organisation', () => {
  it('registers with a wallet, unverified, with both its sides', async () => {
    const { as, id, me } = await organisation();
    expect(me.roles).toEqual(['vendor', 'department']);
    const seen = await as(readOrganisation, { params: { id } });
    expect(seen).toMatchObject({ verified: false, wallet: { balance: 1_000, held: 0 }, invitations: [] });
    expect(seen.members).toMatchObject([{ personId: me.person.id, roles: ['owner'] }]);
    const { rows } = await app.database.owner.query(
      'SELECT kind, amount FROM wallet_entry WHERE organisation_id = $1',
      [id],
    );
    expect(rows).toEqual([{ kind: 'credit', amount: 1_000 }]);
  });

  it('is refused whole when the code is wrong or anything of it is taken', async () => {
    const code = codeOf(1);
    const first = await organisation(code);
    const before = await app.database.owner.query('SELECT count(*) FROM organisation');
    const again = (body: object) =>
      visitor()(registerOrganisation, {
        body: {
          name: { zh: '另一家' },
          roles: ['supply'],
          owner: { name: '王五', email: 'unused@firm.example', password },
          ...body,
        },
      });
    await expect(again({ creditCode: code })).rejects.toMatchObject({
      problem: { status: 409, code: 'duplicate', errors: [{ path: 'creditCode' }] },
    });
    const wrong = code.slice(0, 17) + (code.endsWith('0') ? '1' : '0');
    await expect(again({ creditCode: wrong })).rejects.toMatchObject({
      problem: { status: 422, errors: [{ path: 'creditCode', code: 'credit_code_check' }] },
    });
    await expect(again({ owner: { name: '王五', email: first.email, password } })).rejects.toMatchObject({
      problem: { status: 409, errors: [{ path: 'owner.email' }] },
    });
    expect(await statusOf(again({ name: { zh: 'a\u0000b' } }))).toBe('422 invalid_input');
    expect(await statusOf(again({ roles: ['operate'] }))).toBe('422 invalid_input');
    const after = await app.database.owner.query('SELECT count(*) FROM organisation');
    expect(after.rows).toEqual(before.rows);
  });

  it('keeps markup and odd keys as text', async () => {
    const as = visitor();
    const me = await as(registerOrganisation, {
      body: {
        name: { en: '<script>alert(1)</script>', ...JSON.parse('{"__proto__": {"zh": "x"}}') },
        roles: ['supply'],
        owner: { name: '<b>x</b>', email: 'markup@firm.example', password },
      },
    });
    expect(me.organisation.name).toEqual({ en: '<script>alert(1)</script>' });
    expect(me.person.name).toBe('<b>x</b>');
  });

  it('is verified by the admin, its code checked, and again when its owner changes name or code', async () => {
    const admin = app.as(app.cast.admin);
    const { as, id } = await organisation();
    const params = { id };
    expect(await statusOf(as(verifyOrganisation, { params }))).toBe('403 role_missing');
    expect(await statusOf(app.as(app.cast.operator)(verifyOrganisation, { params }))).toBe(
      '403 role_missing',
    );
    await app.database.owner.query(
      `UPDATE organisation SET credit_code = '91510100MA0000000X' WHERE id = $1`,
      [id],
    );
    await expect(admin(verifyOrganisation, { params })).rejects.toMatchObject({
      problem: { status: 422, errors: [{ path: 'creditCode', code: 'credit_code_check' }] },
    });
    const named = { name: { zh: '新名' }, creditCode: codeOf(2) };
    expect(await as(editOrganisation, { params, body: named })).toMatchObject({
      creditCode: codeOf(2),
      verified: false,
    });
    expect(await admin(verifyOrganisation, { params })).toMatchObject({ verified: true });
    expect(await as(editOrganisation, { params, body: { ...named, region: '510107' } })).toMatchObject({
      verified: true,
    });
    expect(await as(editOrganisation, { params, body: { ...named, name: { zh: '又一名' } } })).toMatchObject({
      verified: false,
    });
    const office = await organisation();
    expect(await admin(verifyOrganisation, { params: { id: office.id } })).toMatchObject({ verified: true });
    const missing = { id: '018f0000-0000-7000-8000-000000000000' };
    expect(await statusOf(admin(verifyOrganisation, { params: missing }))).toBe('404 not_found');
  });

  it('shows strangers its name and no more, and answers them as if it were not there', async () => {
    const { as, id } = await organisation(codeOf(3));
    const stranger = app.as(app.cast.otherVendor);
    const seen = await stranger(readOrganisation, { params: { id } });
    expect(seen).toMatchObject({
      creditCode: null,
      wallet: null,
      members: null,
      invitations: null,
      allowed: [],
    });
    const edit = { params: { id }, body: { name: { zh: '偷' } } };
    const invite = { params: { id }, body: { email: 'x@y.example', roles: ['owner' as const] } };
    const member = { params: { id, personId: app.cast.vendor.personId } };
    expect(await statusOf(stranger(editOrganisation, edit))).toBe('404 not_found');
    expect(await statusOf(stranger(createInvitation, invite))).toBe('404 not_found');
    expect(await statusOf(stranger(removeMember, member))).toBe('404 not_found');
    expect(await statusOf(app.as(null)(readOrganisation, { params: { id } }))).toBe('401 sign_in_required');
    expect(await app.as(app.cast.observer)(readOrganisation, { params: { id } })).toMatchObject({
      creditCode: codeOf(3),
      wallet: { balance: 1_000 },
      invitations: null,
      allowed: ['organisation.list'],
    });
    expect((await as(readOrganisation, { params: { id } })).allowed).toContain('organisation.manage_members');
  });

  it('is found in the list by name and side', async () => {
    const { id } = await organisation(codeOf(4));
    const operator = app.as(app.cast.operator);
    const found = await operator(listOrganisations, { query: { q: codeOf(4) } });
    expect(found.items.map((one) => one.id)).toEqual([id]);
    const named = await operator(listOrganisations, { query: { q: id } });
    expect(named.items.map((one) => one.id)).toEqual([id]);
    expect((await app.as(app.cast.vendor)(listOrganisations, { query: { q: codeOf(4) } })).items).toEqual([]);
    const labs = await operator(listOrganisations, { query: { role: 'operate' } });
    expect(labs.items.map((one) => one.id)).toEqual([app.cast.operator.organisationId]);
    const seen: string[] = [];
    for (let cursor: string | undefined, first = true; first || cursor; first = false) {
      const page = await operator(listOrganisations, { query: { limit: 2, ...(cursor ? { cursor } : {}) } });
      seen.push(...page.items.map((one) => one.id));
      cursor = page.next ?? undefined;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThan(5);
  });
});

describe('an invitation', () => {
  it('makes a new member, once', async () => {
    const { as, id } = await organisation();
    const invite = { params: { id }, body: { email: 'New@Member.example', roles: ['member' as const] } };
    const stale = await as(createInvitation, invite);
    const { link } = await as(createInvitation, invite);
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:8080\/invitations\/[\w-]{43}$/);
    const token = tokenIn(link);
    const guest = visitor();
    expect(await statusOf(guest(readInvitation, { params: { token: tokenIn(stale.link) } }))).toBe(
      '404 not_found',
    );
    expect(await guest(readInvitation, { params: { token } })).toMatchObject({
      organisation: { id },
      email: 'new@member.example',
      known: false,
    });
    await expect(
      guest(acceptInvitation, { params: { token }, body: { name: '新人' } }),
    ).rejects.toMatchObject({
      problem: { status: 422, errors: [{ path: 'password' }] },
    });
    const both = [guest, visitor()].map((one) =>
      statusOf(one(acceptInvitation, { params: { token }, body: { name: '新人', password } })),
    );
    const answers = await Promise.all(both);
    expect(answers.filter((answer) => answer === 'done')).toHaveLength(1);
    expect(await statusOf(visitor()(readInvitation, { params: { token } }))).toBe('410 expired');
    const seen = await as(readOrganisation, { params: { id } });
    expect(seen.members).toHaveLength(2);
    expect(seen.invitations).toEqual([]);
    expect(await statusOf(as(createInvitation, invite))).toBe('409 duplicate');
  });

  it('asks who already has an account to sign in, and then leads into the organisation', async () => {
    const host = await organisation();
    const guest = await organisation();
    const { link } = await host.as(createInvitation, {
      params: { id: host.id },
      body: { email: guest.email, roles: ['owner'] },
    });
    const params = { token: tokenIn(link) };
    const body = { name: '冒名', password };
    expect(await statusOf(visitor()(acceptInvitation, { params, body }))).toBe('401 sign_in_required');
    expect(await statusOf(host.as(acceptInvitation, { params, body }))).toBe('403 own_invitation');
    const me = await guest.as(acceptInvitation, { params, body: {} });
    expect(me.organisation.id).toBe(host.id);
    expect((await guest.as(readSession, {})).me?.memberships).toHaveLength(2);
  });

  it('gives roles of the lab only inside the lab', async () => {
    const { as, id } = await organisation();
    const body = { email: 'desk@firm.example', roles: ['reviewer' as const] };
    await expect(as(createInvitation, { params: { id }, body })).rejects.toMatchObject({
      problem: { status: 422, errors: [{ path: 'roles', code: 'desk_role' }] },
    });
    const lab = { id: app.cast.admin.organisationId };
    expect(await statusOf(app.as(app.cast.operator)(createInvitation, { params: lab, body }))).toBe(
      '403 owner_only',
    );
    const { link } = await app.as(app.cast.admin)(createInvitation, { params: lab, body });
    const me = await visitor()(acceptInvitation, {
      params: { token: tokenIn(link) },
      body: { name: '评审', password },
    });
    expect(me.roles).toEqual(['reviewer']);
  });
});

describe('members', () => {
  it('change roles with effect on the next request, and somebody always leads', async () => {
    const { as, id, me } = await organisation();
    const { link } = await as(createInvitation, {
      params: { id },
      body: { email: `second-${counter}@firm.example`, roles: ['owner'] },
    });
    const second = visitor();
    const them = await second(acceptInvitation, {
      params: { token: tokenIn(link) },
      body: { name: '二', password },
    });
    const personId = them.person.id;
    await as(changeMember, { params: { id, personId }, body: { roles: ['member'] } });
    const invite = { params: { id }, body: { email: 'third@firm.example', roles: ['member' as const] } };
    expect(await statusOf(second(createInvitation, invite))).toBe('403 owner_only');
    const oneself = { params: { id, personId: me.person.id } };
    expect(await statusOf(as(changeMember, { ...oneself, body: { roles: ['member'] } }))).toBe(
      '409 conflict',
    );
    expect(await statusOf(as(removeMember, oneself))).toBe('409 conflict');
    expect((await as(readOrganisation, { params: { id } })).allowed).toContain('organisation.invite');
    await as(removeMember, { params: { id, personId } });
    expect((await second(readSession, {})).me).toBeNull();
    expect(await statusOf(as(removeMember, { params: { id, personId } }))).toBe('404 not_found');
    const email = `second-${counter}@firm.example`;
    expect(await statusOf(second(createSession, { body: { email, password } }))).toBe('403 role_missing');
  });

  it('of the lab keep an admin', async () => {
    const { organisationId: id, personId } = app.cast.admin;
    const change = { params: { id, personId }, body: { roles: ['observer' as const] } };
    expect(await statusOf(app.as(app.cast.admin)(changeMember, change))).toBe('409 conflict');
  });
});
