import {
  acceptInvitation,
  readInvitation,
  readOrganisation,
  readSession,
  registerOrganisation,
} from '@scenario-lab/contracts/accounts';
import type { ProblemError } from '@scenario-lab/contracts/call';
import {
  answerJoining,
  askJoiningLink,
  askMailDomain,
  changeJoining,
  decideMailDomain,
  endMailDomain,
  findJoining,
  followJoiningLink,
  type JoiningWay,
  join,
  listMailDomains,
  readJoining,
  readMailDomains,
} from '@scenario-lab/contracts/joining';
import { readInbox } from '@scenario-lab/contracts/lab';
import { changeMember, removeMember } from '@scenario-lab/contracts/members';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';
import { browser } from '../http/test-browser.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ MAIL: 'yes', PUBLIC_URL: 'https://lab.example' });
});
afterAll(() => app?.close());

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'went through',
    (error: unknown) => (error as ProblemError).problem.code,
  );
const password = 'correct horse battery';
const proof = 'Our letter-head and the site of the same name show it.';
let counter = 0;

/** Somebody with an organisation of their own; the address is confirmed where `proved`. */
async function somebody(email: string, proved = true) {
  counter += 1;
  const as = browser(app.baseUrl).do;
  const me = await as(registerOrganisation, {
    body: {
      name: { en: `Firm ${counter}` },
      roles: ['supply'],
      owner: { name: `P${counter}`, email, password },
    },
  });
  if (proved) await sql('UPDATE person SET email_proved_at = now() WHERE id = $1', me.person.id);
  return { as, id: me.organisation.id, personId: me.person.id };
}
const sql = async (text: string, ...values: unknown[]) => (await app.database.owner.query(text, values)).rows;
const verified = async (email: string) => {
  const one = await somebody(email);
  await sql('UPDATE organisation SET verified = true WHERE id = $1', one.id);
  return one;
};
type Somebody = Awaited<ReturnType<typeof somebody>>;

const ask = (who: Somebody, domain: string, way: JoiningWay = 'at_once') =>
  who.as(askMailDomain, { params: { id: who.id }, body: { domain, way, proof } });
const decide = (who: Somebody, domainId: string, confirmed = true) =>
  app.as(app.cast.admin)(decideMailDomain, {
    params: { id: who.id, domainId },
    body: confirmed ? { confirmed } : { confirmed, reason: 'It is not theirs.' },
  });
async function opened(domain: string, way: JoiningWay = 'at_once') {
  const who = await verified(`owner@${domain}`);
  const { id } = await ask(who, domain, way);
  await decide(who, id);
  return { ...who, domainId: id };
}
const offerTo = async (who: Somebody) => (await who.as(readJoining, {})).offer;
const membersOf = async (who: Somebody) =>
  (await who.as(readOrganisation, { params: { id: who.id } })).members?.map(({ email, roles }) => [
    email,
    roles,
  ]);
const linkTo = async (email: string) => {
  const [mail] = await sql(
    `SELECT text FROM mail WHERE address = $1 AND kind = 'joining' ORDER BY created_at DESC LIMIT 1`,
    email,
  );
  return mail ? (/\/(?:joining|invitations)\/(\S+)/.exec(mail.text)?.[1] ?? null) : null;
};

describe('a mail domain', () => {
  it('is asked for by an owner of a verified organisation, and confirmed by the lab on what speaks for it', async () => {
    const young = await somebody('owner@young.example');
    expect(await codeOf(ask(young, 'young.example'))).toBe('not_verified');
    const who = await verified('owner@asked.example');
    const { id } = await ask(who, ' @Asked.Example ');
    expect(await codeOf(ask(who, 'asked.example'))).toBe('duplicate');
    const admin = app.as(app.cast.admin);
    expect((await admin(readInbox, {})).filter(({ id: at }) => at === who.id)).toMatchObject([
      { waitsFor: 'organisation.decide_mail_domain' },
    ]);
    const [listed] = (await admin(listMailDomains, {})).filter((one) => one.id === id);
    expect(listed).toMatchObject({
      domain: 'asked.example',
      state: 'asked',
      proof,
      evidence: { askerThere: true, members: 1, others: 0, joined: 0, heldBy: null },
    });
    expect(await offerTo(await somebody('eve@asked.example'))).toBeNull();
    await decide(who, id);
    expect(await codeOf(decide(who, id))).toBe('wrong_status');
    const { domains } = await who.as(readMailDomains, { params: { id: who.id } });
    expect(domains).toMatchObject([{ state: 'confirmed', way: 'at_once' }]);
  });

  it('is none that anybody can have, nor one that looks like another', async () => {
    const who = await verified('owner@picky.example');
    for (const [domain, code] of [
      ['qq.com', 'domain_public'],
      ['vip.163.com', 'domain_public'],
      ['gov.cn', 'domain_public'],
      ['p\u0456cky.example', 'domain_not_ascii'],
      ['xn--pcky-7wf.example', 'domain_not_ascii'],
      ['picky', 'domain_form'],
    ] as const)
      await expect(ask(who, domain)).rejects.toMatchObject({
        problem: { errors: [{ path: 'domain', code }] },
      });
  });

  it('is confirmed for one of two who ask', async () => {
    const first = await opened('two.example');
    const second = await verified('boss@two.example');
    const { id } = await ask(second, 'two.example');
    expect(await codeOf(decide(second, id))).toBe('conflict');
    expect(await offerTo(await somebody('x@two.example'))).toMatchObject({ organisation: { id: first.id } });
    // Both at once: one is confirmed.
    const [one, other] = [await verified('a@race.example'), await verified('b@race.example')];
    const asked = [await ask(one, 'race.example'), await ask(other, 'race.example')];
    const answers = await Promise.all([
      codeOf(decide(one, asked[0]?.id ?? '')),
      codeOf(decide(other, asked[1]?.id ?? '')),
    ]);
    expect(answers.sort()).toEqual(['conflict', 'went through']);
  });

  it('is not another organisation’s to ask for, read, change or decide', async () => {
    const who = await opened('mine.example');
    const stranger = await verified('owner@stranger.example');
    const params = { id: who.id, domainId: who.domainId };
    for (const attempt of [
      () => stranger.as(readMailDomains, { params: { id: who.id } }),
      () =>
        stranger.as(askMailDomain, {
          params: { id: who.id },
          body: { domain: 'x.example', way: 'at_once', proof },
        }),
      () => stranger.as(changeJoining, { params, body: { way: 'at_once' } }),
      () => stranger.as(endMailDomain, { params }),
    ])
      expect(await codeOf(attempt())).toBe('not_found');
    expect(await codeOf(who.as(decideMailDomain, { params, body: { confirmed: true } }))).toBe(
      'role_missing',
    );
    expect(await codeOf(app.as(app.cast.operator)(listMailDomains, {}))).toBe('role_missing');
    // Under one's own organisation another's domain is not there.
    expect(await codeOf(stranger.as(endMailDomain, { params: { ...params, id: stranger.id } }))).toBe(
      'not_found',
    );
  });
});

describe('joining', () => {
  it('at once makes a plain member of whoever has a confirmed address there, and of nobody else', async () => {
    const who = await opened('water.example');
    const colleague = await somebody('li@water.example');
    expect(await offerTo(colleague)).toMatchObject({ organisation: { id: who.id }, state: 'open' });
    expect(await colleague.as(join, { body: { organisationId: who.id } })).toEqual({ joined: true });
    expect(await membersOf(who)).toContainEqual(['li@water.example', ['member']]);
    const { me } = await colleague.as(readSession, {});
    expect(me?.memberships).toHaveLength(2);
    expect(await codeOf(colleague.as(join, { body: { organisationId: who.id } }))).toBe('conflict');

    const unproved = await somebody('wang@water.example', false);
    expect(await unproved.as(readJoining, {})).toEqual({ offer: null, unconfirmed: true });
    for (const email of [
      'a@sub.water.example',
      'a@water.example.evil.example',
      'a@notwater.example',
      'water.example@evil.example',
    ]) {
      const other = await somebody(email);
      expect([email, await offerTo(other)]).toEqual([email, null]);
      expect(await codeOf(other.as(join, { body: { organisationId: who.id } }))).toBe('not_found');
    }
    expect(await codeOf(unproved.as(join, { body: { organisationId: who.id } }))).toBe('not_found');
    expect(await membersOf(who)).toHaveLength(2);
  });

  it('after a nod waits for an owner, who may decline for good', async () => {
    const who = await opened('nod.example', 'after_nod');
    const [one, other] = [await somebody('one@nod.example'), await somebody('other@nod.example')];
    for (const each of [one, other])
      expect(await each.as(join, { body: { organisationId: who.id } })).toEqual({ joined: false });
    expect(await membersOf(who)).toHaveLength(1);
    expect(await codeOf(one.as(join, { body: { organisationId: who.id } }))).toBe('conflict');
    const { waiting } = await who.as(readMailDomains, { params: { id: who.id } });
    expect(waiting.map(({ email }) => email)).toEqual(['one@nod.example', 'other@nod.example']);
    expect((await who.as(readInbox, {})).map(({ waitsFor }) => waitsFor)).toContain(
      'organisation.answer_joining',
    );
    const answer = (index: number, agreed: boolean, by: Somebody = who) =>
      by.as(answerJoining, { params: { id: who.id, requestId: waiting[index]?.id ?? '' }, body: { agreed } });
    expect(await codeOf(answer(0, true, other))).toBe('not_found');
    await answer(0, true);
    await answer(1, false);
    expect(await codeOf(answer(1, true))).toBe('not_found');
    expect(await membersOf(who)).toContainEqual(['one@nod.example', ['member']]);
    expect(await offerTo(other)).toMatchObject({ state: 'declined' });
    expect(await codeOf(other.as(join, { body: { organisationId: who.id } }))).toBe('conflict');
    // A plain member answers nobody.
    const third = await somebody('third@nod.example');
    await third.as(join, { body: { organisationId: who.id } });
    const [asked] = (await who.as(readMailDomains, { params: { id: who.id } })).waiting;
    expect(
      await codeOf(
        one.as(answerJoining, { params: { id: who.id, requestId: asked?.id ?? '' }, body: { agreed: true } }),
      ),
    ).toMatch(/not_found|not_yours|owner_only/);
  });

  it('is over when the lab takes the domain back, or the owner gives it up', async () => {
    const who = await opened('gone.example', 'after_nod');
    const waiting = await somebody('w@gone.example');
    await waiting.as(join, { body: { organisationId: who.id } });
    await decide(who, who.domainId, false);
    expect(await offerTo(waiting)).toBeNull();
    expect((await who.as(readMailDomains, { params: { id: who.id } })).waiting).toEqual([]);
    const given = await opened('given.example');
    const member = await somebody('m@given.example');
    await member.as(join, { body: { organisationId: given.id } });
    await given.as(endMailDomain, { params: { id: given.id, domainId: given.domainId } });
    expect(await offerTo(await somebody('late@given.example'))).toBeNull();
    // Whoever came in by it stays.
    expect(await membersOf(given)).toHaveLength(2);
  });

  it('ends for whom the domain alone let in where the lab takes it back, and not for whom an owner vouched', async () => {
    const who = await opened('notours.example');
    const plain = await somebody('a@notours.example');
    const vouched = await somebody('b@notours.example');
    const newcomer = browser(app.baseUrl).do;
    for (const one of [plain, vouched]) await one.as(join, { body: { organisationId: who.id } });
    await who.as(changeMember, {
      params: { id: who.id, personId: vouched.personId },
      body: { roles: ['owner', 'member'] },
    });
    await newcomer(askJoiningLink, { body: { email: 'c@notours.example' } });
    const link = await linkTo('c@notours.example');
    const { invitation } = await newcomer(followJoiningLink, {
      params: { token: String(link) },
      body: { name: 'C' },
    });
    expect(invitation).not.toBeNull();
    const { evidence } = (await app.as(app.cast.admin)(listMailDomains, {})).find(
      ({ id }) => id === who.domainId,
    )!;
    expect(evidence.joined).toBe(1);

    await decide(who, who.domainId, false);
    const staying = (await membersOf(who))?.map(([email]) => email);
    expect(staying).not.toContain('a@notours.example');
    expect(staying).toContain('b@notours.example');
    const { me } = await plain.as(readSession, {});
    expect(me?.memberships.map(({ organisation }) => organisation.id)).not.toContain(who.id);
    expect(await codeOf(newcomer(readInvitation, { params: { token: String(invitation) } }))).toBe(
      'not_found',
    );
    // Nobody else loses anything, and the owner may still ask them in by hand.
    expect(await codeOf(plain.as(join, { body: { organisationId: who.id } }))).toBe('not_found');
  });

  it('does not let back in whom an owner removed', async () => {
    const who = await opened('once.example');
    const member = await somebody('m@once.example');
    await member.as(join, { body: { organisationId: who.id } });
    await who.as(removeMember, { params: { id: who.id, personId: member.personId } });
    expect(await offerTo(member)).toMatchObject({ state: 'declined' });
    expect(await codeOf(member.as(join, { body: { organisationId: who.id } }))).toBe('conflict');
    expect(await codeOf(browser(app.baseUrl).do(askJoiningLink, { body: { email: 'm@once.example' } }))).toBe(
      'went through',
    );
    expect(await linkTo('m@once.example')).toBeNull();
  });
});

describe('a newcomer without an account', () => {
  const newcomer = () => browser(app.baseUrl).do;

  it('is told of the organisation, mailed a link, and comes in by it as a plain member', async () => {
    const who = await opened('new.example');
    const as = newcomer();
    expect((await as(findJoining, { query: { email: 'n@new.example' } })).offer).toMatchObject({
      organisation: { id: who.id },
    });
    expect((await as(findJoining, { query: { email: 'n@sub.new.example' } })).offer).toBeNull();
    await as(askJoiningLink, { body: { email: 'n@new.example' } });
    // An address elsewhere gets the same answer and no mail.
    await as(askJoiningLink, { body: { email: 'n@elsewhere.example' } });
    expect(await linkTo('n@elsewhere.example')).toBeNull();
    const token = (await linkTo('n@new.example')) ?? '';
    const { invitation } = await as(followJoiningLink, { params: { token }, body: { name: 'N' } });
    expect(await codeOf(as(followJoiningLink, { params: { token }, body: {} }))).toBe('not_found');
    expect(await as(readInvitation, { params: { token: invitation ?? '' } })).toMatchObject({
      email: 'n@new.example',
      roles: ['member'],
      known: false,
    });
    const me = await as(acceptInvitation, {
      params: { token: invitation ?? '' },
      body: { name: 'N', password },
    });
    expect(me).toMatchObject({ organisation: { id: who.id } });
  });

  it('waits for a nod where the organisation wants one, and is then invited', async () => {
    const who = await opened('wait.example', 'after_nod');
    const as = newcomer();
    await as(askJoiningLink, { body: { email: 'n@wait.example' } });
    // Before the link is followed nobody hears of it: an address is not a person's word.
    expect((await who.as(readMailDomains, { params: { id: who.id } })).waiting).toEqual([]);
    const token = (await linkTo('n@wait.example')) ?? '';
    expect(await as(followJoiningLink, { params: { token }, body: { name: 'Nie' } })).toMatchObject({
      invitation: null,
    });
    const [asked] = (await who.as(readMailDomains, { params: { id: who.id } })).waiting;
    expect(asked).toMatchObject({ name: 'Nie', email: 'n@wait.example' });
    await who.as(answerJoining, {
      params: { id: who.id, requestId: asked?.id ?? '' },
      body: { agreed: true },
    });
    const invitation = (await linkTo('n@wait.example')) ?? '';
    await as(acceptInvitation, { params: { token: invitation }, body: { name: 'Nie', password } });
    expect(await membersOf(who)).toContainEqual(['n@wait.example', ['member']]);
  });

  it('gets nothing by a link whose domain was taken back meanwhile', async () => {
    const who = await opened('short.example');
    const as = newcomer();
    await as(askJoiningLink, { body: { email: 'n@short.example' } });
    const token = (await linkTo('n@short.example')) ?? '';
    await decide(who, who.domainId, false);
    expect(await codeOf(as(followJoiningLink, { params: { token }, body: {} }))).toBe('not_found');
  });

  it('cannot have an address flooded', async () => {
    await opened('flood.example');
    const as = newcomer();
    for (let turn = 0; turn < 3; turn += 1) await as(askJoiningLink, { body: { email: 'n@flood.example' } });
    expect(await codeOf(as(askJoiningLink, { body: { email: 'n@flood.example' } }))).toBe(
      'too_many_requests',
    );
  });
});
