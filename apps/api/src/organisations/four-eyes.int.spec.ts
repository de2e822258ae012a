import {
  acceptInvitation,
  createInvitation,
  createResetLink,
  readOrganisation,
  suspendPerson,
} from '@scenario-lab/contracts/accounts';
import { readInbox } from '@scenario-lab/contracts/lab';
import { agreeInvitation, agreeMember, changeMember, removeMember } from '@scenario-lab/contracts/members';
import { listSecurityLog } from '@scenario-lab/contracts/security';
import type { MembershipRole, Role, SignedIn } from '@scenario-lab/domain/actor';
import { makeActor } from '@scenario-lab/testing/builders';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';
import { browser, statusOf } from '../http/test-browser.js';

let app: TestApp;
let id: string;
let first: SignedIn;
beforeEach(async () => {
  app = await testApp();
  first = app.cast.admin;
  id = first.organisationId;
});
afterEach(() => app?.close());

const everything: MembershipRole[] = ['admin', 'operator', 'reviewer', 'broker'];
const another = (...roles: Role[]) =>
  makeActor(app.database.owner, { name: 'Lab', roles: ['operate'], id }, roles, roles);
const give = (who: SignedIn, personId: string, roles: MembershipRole[]) =>
  app.as(who)(changeMember, { params: { id, personId }, body: { roles } });
const answer = (who: SignedIn, personId: string, agreed = true) =>
  statusOf(app.as(who)(agreeMember, { params: { id, personId }, body: { agreed } }));
const memberOf = async (personId: string) => {
  const { members } = await app.as(app.cast.observer)(readOrganisation, { params: { id } });
  return members?.find((one) => one.personId === personId);
};
const waits = async (who: SignedIn) =>
  (await app.as(who)(readInbox, {})).filter((one) => one.waitsFor === 'organisation.agree').length;
const daysLater = (days: number) =>
  app.database.owner.query(
    'UPDATE organisation SET admin_left_at = admin_left_at - make_interval(days => $1)',
    [days],
  );

describe('several desks in an admin’s hands', () => {
  it('wait for a second admin, who finds it; neither who proposed it nor whom it is about agrees', async () => {
    const second = await another('admin');
    await give(first, first.personId, everything);
    expect(await memberOf(first.personId)).toMatchObject({
      roles: ['admin'],
      proposal: { roles: everything, asked: ['Lab admin'], mine: false },
    });
    expect([await waits(first), await waits(second), await waits(app.cast.operator)]).toEqual([0, 1, 0]);
    expect(await answer(first, first.personId)).toBe('403 own_account');
    expect(await answer(app.cast.operator, first.personId)).toBe('403 role_missing');
    expect(await answer(app.cast.vendor, first.personId)).toBe('403 role_missing');
    expect(await answer(second, second.personId)).toBe('404 not_found');
    expect(await answer(second, first.personId)).toBe('done');
    expect(await memberOf(first.personId)).toMatchObject({ roles: everything, alone: false, proposal: null });
    expect(await waits(second)).toBe(0);

    const third = await another('operator');
    await give(first, third.personId, ['operator', 'admin']);
    expect(await answer(first, third.personId)).toBe('403 decided_by_you');
    expect(await answer(second, third.personId, false)).toBe('done');
    expect(await memberOf(third.personId)).toMatchObject({ roles: ['operator'], proposal: null });
  });

  it('are given by the only admin there ever was, and it is said', async () => {
    await give(first, first.personId, everything);
    expect(await memberOf(first.personId)).toMatchObject({ roles: everything, alone: true });
    const log = await app.as(first)(listSecurityLog, { query: { kind: 'done_alone' } });
    expect(log.items).toMatchObject([{ kind: 'done_alone' }]);
  });

  it('are not had by removing, demoting or suspending the other admin first', async () => {
    const getRidOf: ((who: SignedIn) => Promise<unknown>)[] = [
      (who) => app.as(first)(removeMember, { params: { id, personId: who.personId } }),
      (who) => give(first, who.personId, ['observer']),
      (who) => app.as(first)(suspendPerson, { params: { id: who.personId }, body: { suspended: true } }),
    ];
    for (const rid of getRidOf) {
      await app.database.owner.query('UPDATE organisation SET admin_left_at = NULL');
      const second = await another('admin');
      // What the other one had put up falls with it: nobody agrees to a proposal of somebody who is gone.
      await give(second, app.cast.operator.personId, ['operator', 'admin']);
      await rid(second);
      expect(await answer(first, app.cast.operator.personId)).toBe('404 not_found');
      await give(first, first.personId, everything);
      expect(await memberOf(first.personId)).toMatchObject({
        roles: ['admin'],
        proposal: { asked: [], mine: false },
      });
      const accomplice = await app.as(first)(createInvitation, {
        params: { id },
        body: { email: `${second.personId}@firm.example`, roles: ['admin'] },
      });
      expect(accomplice.consent).toBe('asked');
      await daysLater(29);
      await give(first, first.personId, everything);
      expect(await memberOf(first.personId)).toMatchObject({ roles: ['admin'] });
    }
    await daysLater(2);
    await give(first, first.personId, everything);
    expect(await memberOf(first.personId)).toMatchObject({ roles: everything, alone: true });
  });

  it('are not had with the other admin’s account by a link for its password, either way round', async () => {
    const second = await another('admin');
    await give(first, first.personId, everything);
    await app.as(first)(createResetLink, { params: { id: second.personId } });
    expect(await answer(second, first.personId)).toBe('403 one_hand');
    await give(second, app.cast.operator.personId, ['operator', 'admin']);
    expect(await answer(first, app.cast.operator.personId)).toBe('403 one_hand');
    expect(await statusOf(give(second, first.personId, everything))).toBe('403 one_hand');
    const third = await another('admin');
    expect(await answer(third, first.personId)).toBe('done');
  });
});

describe('an invitation into the lab', () => {
  const password = 'correct horse battery';
  it('that makes an admin is of no use before a second one agrees', async () => {
    const second = await another('admin');
    const email = 'third@lab.example';
    const made = await app.as(first)(createInvitation, { params: { id }, body: { email, roles: ['admin'] } });
    expect(made.consent).toBe('asked');
    const params = { token: made.link.split('/').at(-1) ?? '' };
    const guest = browser(app.baseUrl).do;
    const accept = () => statusOf(guest(acceptInvitation, { params, body: { name: '三', password } }));
    expect(await accept()).toBe('409 second_admin_missing');
    const agree = (who: SignedIn) =>
      statusOf(
        app.as(who)(agreeInvitation, { params: { id, invitationId: made.id }, body: { agreed: true } }),
      );
    expect(await waits(second)).toBe(1);
    expect(await agree(first)).toBe('403 decided_by_you');
    expect(await agree(app.cast.reviewer)).toBe('403 role_missing');
    expect(await agree(second)).toBe('done');
    expect(await agree(second)).toBe('404 not_found');
    expect(await accept()).toBe('done');
  });

  it('declined is withdrawn', async () => {
    const second = await another('admin');
    const invite = (email: string, roles: MembershipRole[]) =>
      app.as(first)(createInvitation, { params: { id }, body: { email, roles } });
    const made = await invite('fourth@lab.example', ['admin']);
    await app.as(second)(agreeInvitation, { params: { id, invitationId: made.id }, body: { agreed: false } });
    const token = made.link.split('/').at(-1) ?? '';
    const params = { token };
    expect(await statusOf(browser(app.baseUrl).do(acceptInvitation, { params, body: {} }))).toBe(
      '404 not_found',
    );
    const { rows } = await app.database.owner.query('SELECT 1 FROM invitation WHERE id = $1', [made.id]);
    expect(rows).toEqual([]);
  });
});

describe('an invitation of one’s own making', () => {
  it('is made for nobody of the same account', async () => {
    const { rows } = await app.database.owner.query('SELECT email FROM person WHERE id = $1', [
      first.personId,
    ]);
    const body = { email: rows[0].email, roles: ['member' as const] };
    const own = app.as(first)(createInvitation, { params: { id: app.cast.vendor.organisationId }, body });
    expect(await statusOf(own)).toBe('403 own_invitation');
  });
});
