import { type Machine } from '@scenario-lab/contracts/machine';
import { machines } from '@scenario-lab/contracts/machines';
import { describe, expect, it } from 'vitest';
import type { SignedIn } from './actor.js';
import { peopleOf } from './machine.js';
import { type Action, policies, whoMay } from './policies.js';
import { allowed, may, type Rule } from './policy.js';
import { refusalCodes } from './refusal.js';
import { foreignPackStates } from './replication-packs/foreign-packs.policy.js';
import { packStates } from './replication-packs/replication-packs.policy.js';
import type { RunFacts } from './runs/runs.policy.js';

const everyRule = Object.values(policies).flatMap((policy) =>
  Object.entries<Pick<Rule<never>, 'who' | 'fires' | 'from'>>(policy.rules).map(([name, rule]) => ({
    action: `${policy.thing}.${name}`,
    ...rule,
  })),
);

describe('policies and machines', () => {
  it('every event a person may fire has exactly one action that fires it', () => {
    const fired = everyRule.flatMap((rule) => [...(rule.fires ?? [])]).sort();
    const human = Object.values<Machine>(machines)
      .flatMap((machine) =>
        Object.entries(machine.events)
          .filter(([, step]) => peopleOf(step).length > 0)
          .map(([event]) => `${machine.thing}.${event}`),
      )
      .sort();
    expect(fired).toEqual(human);
  });

  it('whose turn it is, is told by an action that is possible then', () => {
    const flaws = Object.values<Machine>(machines).flatMap((machine) =>
      Object.entries(machine.turns).flatMap(([status, turns]) =>
        (typeof turns === 'object' ? turns : []).flatMap(({ deed }) => {
          const rule = everyRule.find(({ action }) => action === deed);
          if (!rule) return [`${machine.thing}.${status}: ${deed} is no action`];
          // Of another thing's action the status is that thing's.
          const own = rule.fires?.some((event) => event.startsWith(`${machine.thing}.`));
          return own && rule.from && !rule.from.includes(status)
            ? [`${machine.thing}.${status}: ${deed} is not possible then`]
            : [];
        }),
      ),
    );
    expect(flaws).toEqual([]);
  });

  it('every status an action names is a status of its lifecycle', () => {
    const known = new Set(Object.values<Machine>(machines).flatMap((machine) => machine.statuses));
    // Things without a lifecycle, whose state is told by dates.
    for (const state of ['published', ...packStates, ...foreignPackStates]) known.add(state);
    for (const rule of everyRule) {
      for (const status of rule.from ?? []) expect(known, rule.action).toContain(status);
    }
  });

  it('an observer is named in reading rules only, an anonymous visitor may only read', () => {
    const reading = /\.(read\w*|list)$/;
    for (const { action, who } of everyRule) {
      if (who === 'anyone') expect(action).toMatch(/\.read\w*$/);
      if (Array.isArray(who) && who.includes('observer')) expect(action).toMatch(reading);
    }
  });

  it('the guard knows every action once', () => {
    expect(Object.keys(whoMay).sort()).toEqual(everyRule.map((rule) => rule.action).sort());
    expect(whoMay['review.approve']).toEqual(['reviewer']);
    const action: Action = 'pilot.accept';
    expect(whoMay[action]).toEqual(['department']);
  });
});

const reviewer: SignedIn = {
  personId: 'rita',
  organisationId: 'lab',
  controlGroupId: null,
  roles: ['reviewer'],
  isOwner: false,
};
const reviewed: RunFacts = {
  status: 'in_review',
  ownerOrganisationId: 'vendor',
  ownerControlGroupId: null,
  needOwnerOrganisationId: 'bureau',
  dataOwnerOrganisationId: 'bureau',
  split: 'hidden',
  published: false,
  reported: true,
  decidedByPersonId: null,
  lookOpen: false,
  handledByPersonIds: [],
  otherReviewer: true,
  actorBelongsToVendor: false,
};
const decide = (actor: SignedIn, facts: Partial<RunFacts>) =>
  may(policies.review, actor, 'review.approve', { ...reviewed, ...facts });

it('no refusal code is listed twice', () => {
  expect(new Set(refusalCodes).size).toBe(refusalCodes.length);
});

describe('who reviews a run', () => {
  it('a reviewer of another organisation', () => {
    expect(decide(reviewer, {})).toEqual({ ok: true });
  });

  it.each([
    ['the lab owns the algorithm', {}, { ownerOrganisationId: 'lab' }],
    ['one owner stands behind both', { controlGroupId: 'g1' }, { ownerControlGroupId: 'g1' }],
    ['the person also works for the vendor', {}, { actorBelongsToVendor: true }],
  ])('not when %s', (_why, actor, facts) => {
    expect(decide({ ...reviewer, ...actor }, facts)).toEqual({ ok: false, code: 'own_organisation' });
  });

  it('two organisations without a control group are not kin', () => {
    expect(decide(reviewer, { ownerControlGroupId: null }).ok).toBe(true);
  });

  it('an appeal goes to another reviewer', () => {
    expect(decide(reviewer, { decidedByPersonId: 'rita' })).toEqual({ ok: false, code: 'decided_by_you' });
    expect(decide(reviewer, { decidedByPersonId: 'ruth' }).ok).toBe(true);
  });

  it('nobody before the run is in review', () => {
    expect(decide(reviewer, { status: 'scoring' })).toEqual({ ok: false, code: 'wrong_status' });
  });
});

describe('who sees a run whole', () => {
  const actor = (organisationId: string, roles: SignedIn['roles']): SignedIn => ({
    ...reviewer,
    personId: organisationId,
    organisationId,
    roles,
  });
  const whole = (who: SignedIn, facts: Partial<RunFacts>) =>
    may(policies.run, who, 'run.read_internal', { ...reviewed, ...facts });
  const bureau = actor('bureau', ['department']);

  it('the data’s owner, and not whose need or exam it is', () => {
    expect(whole(bureau, {}).ok).toBe(true);
    expect(whole(bureau, { dataOwnerOrganisationId: 'utilities' })).toEqual({ ok: false, code: 'not_yours' });
    const concerned = may(policies.run, bureau, 'run.read', {
      ...reviewed,
      dataOwnerOrganisationId: 'utilities',
    });
    expect(concerned.ok).toBe(true);
  });

  it('not the organisation that wrote the program, though the data are its own, but for the sample', () => {
    const own = { ownerOrganisationId: 'bureau' };
    expect(whole(actor('bureau', ['department', 'vendor']), own).ok).toBe(false);
    expect(whole(bureau, { ...own, split: 'validation' }).ok).toBe(false);
    expect(whole(bureau, { ...own, split: 'sample' }).ok).toBe(true);
  });
});

describe('what is answered first', () => {
  it('sign in, then role, then belonging, then status', () => {
    const facts: RunFacts = { ...reviewed, status: 'approved' };
    const vendor: SignedIn = { ...reviewer, organisationId: 'elsewhere', roles: ['vendor'] };
    expect(may(policies.run, 'anonymous', 'run.cancel', facts)).toMatchObject({ code: 'sign_in_required' });
    expect(may(policies.run, reviewer, 'run.cancel', facts)).toMatchObject({ code: 'role_missing' });
    expect(may(policies.run, vendor, 'run.cancel', facts)).toMatchObject({ code: 'not_yours' });
    const own = { ...vendor, organisationId: 'vendor' };
    expect(may(policies.run, own, 'run.cancel', facts)).toMatchObject({ code: 'wrong_status' });
  });
});

describe('a state-owned enterprise on both sides', () => {
  const both: SignedIn = {
    personId: 'p',
    organisationId: 'soe',
    controlGroupId: null,
    roles: ['vendor', 'department'],
    isOwner: false,
  };
  const facts = {
    status: 'proposed',
    vendorOrganisationId: 'soe',
    partnerOrganisationIds: [],
    departmentOrganisationId: 'bureau',
    pilotLive: false,
  };

  it('cannot answer its own proposal', () => {
    expect(may(policies.engagement, both, 'engagement.accept', facts)).toEqual({
      ok: false,
      code: 'not_the_other_side',
    });
    expect(allowed(policies.engagement, both, facts)).toEqual([
      'engagement.read',
      'engagement.message',
      'engagement.read_room',
      'engagement.keep_room',
      'engagement.confirm_record',
      'engagement.propose_talk',
      'engagement.agree_talk',
      'engagement.hand_over',
      'engagement.export_room',
      'engagement.withdraw',
    ]);
  });

  it('offers nothing to itself: its own card on its own need is no one to invite', () => {
    const own = { ...facts, status: null, departmentOrganisationId: 'soe' };
    for (const action of ['engagement.invite', 'engagement.propose'] as const)
      expect(may(policies.engagement, both, action, own)).toEqual({ ok: false, code: 'own_organisation' });
    const broker: SignedIn = { ...both, organisationId: 'lab', roles: ['broker'] };
    expect(may(policies.engagement, broker, 'engagement.invite', own)).toMatchObject({ ok: false });
    expect(allowed(policies.engagement, both, own)).not.toContain('engagement.invite');
    expect(allowed(policies.engagement, both, { ...facts, status: null })).toContain('engagement.propose');
  });
});
