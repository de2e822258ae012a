import { listBrokerRecords, readBrokerFacts } from '@scenario-lab/contracts/broker-records';
import { engagementDeeds, inviteEngagement } from '@scenario-lab/contracts/engagements';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { makeActor } from '@scenario-lab/testing/builders';
import { makeAlgorithm, makeBenchmark } from '@scenario-lab/testing/exam';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
let broker: SignedIn;
let other: SignedIn;
beforeAll(async () => {
  app = await testApp();
  const lab = { name: 'Lab', roles: ['operate'], id: app.cast.operator.organisationId };
  broker = await makeActor(app.database.owner, lab, ['broker'], ['broker']);
  other = await makeActor(app.database.owner, lab, ['broker'], ['broker']);
});
afterAll(() => app?.close());

const list = (who: SignedIn) => app.as(who)(listBrokerRecords, {});
const facts = (who: SignedIn, of = broker) => app.as(who)(readBrokerFacts, { params: { id: of.personId } });
const tally = async (who: SignedIn, step: string, of = broker) =>
  (await list(who)).brokers.find(({ id }) => id === of.personId)?.tallies.find((one) => one.step === step);

it('counts what a broker proposed and what came of it; its own alone is a broker’s to read', async () => {
  const { department, vendor, otherVendor, operator, reviewer, admin, observer } = app.cast;
  const { owner } = app.database;
  expect((await list(broker)).brokers).toMatchObject([{ id: broker.personId, proposed: 0 }]);
  expect(await tally(broker, 'accepted')).toMatchObject({ facts: 0, share: null, estimate: null });
  const need = await makeBenchmark(owner, department);
  const invite = async (by: SignedIn, of: SignedIn) => {
    const { solutionId } = await makeAlgorithm(owner, of);
    const body = { scenarioId: need.scenarioId, solutionId, proposal: 'x', predictions: [] };
    return (await app.as(by)(inviteEngagement, { body })).id;
  };
  const deed = (who: SignedIn, name: 'accept' | 'decline' | 'withdraw' | 'shortlist', id: string) =>
    app.as(who)(engagementDeeds[name], { params: { id }, body: { reason: `why ${name}` } as never });
  const went = await invite(broker, vendor);
  await deed(vendor, 'accept', went);
  await deed(department, 'shortlist', went);
  const declined = await invite(broker, otherVendor);
  await deed(otherVendor, 'decline', declined);
  const waits = await invite(broker, vendor);
  const back = await invite(broker, otherVendor);
  await deed(broker, 'withdraw', back);
  // Not the broker's: another one's, and the department's own.
  const others = await invite(other, otherVendor);
  await invite(department, vendor);
  for (const who of [broker, operator, reviewer, admin, observer]) {
    expect(await tally(who, 'accepted'), who.roles[0]).toMatchObject({
      met: 1,
      facts: 2,
      open: 1,
      takenBack: 1,
      share: 0.5,
      estimate: 0.5,
    });
    expect((await facts(who)).map(({ engagementId }) => engagementId)).toEqual([back, waits, declined, went]);
  }
  expect(await tally(broker, 'shortlisted')).toMatchObject({ met: 1, facts: 2, open: 1, takenBack: 1 });
  expect(await tally(broker, 'field_accepted')).toMatchObject({ met: 0, facts: 1, open: 2, takenBack: 1 });
  const [first, , second] = await facts(broker);
  expect(first).toMatchObject({ status: 'withdrawn', outcomes: { accepted: 'taken_back' } });
  expect(second).toMatchObject({
    scenario: { id: need.scenarioId },
    vendor: { id: otherVendor.organisationId },
    department: { id: department.organisationId },
    endReason: 'why decline',
    outcomes: { accepted: 'missed', field_accepted: 'missed' },
  });
  // Counts agree with the list behind them, step by step.
  for (const { step, met, facts: counted, open, takenBack } of (await list(operator)).brokers.find(
    ({ id }) => id === broker.personId,
  )!.tallies) {
    const behind = (await facts(operator)).map(({ outcomes }) => outcomes[step]);
    const times = (outcome: string) => behind.filter((one) => one === outcome).length;
    expect([times('met'), times('met') + times('missed'), times('open'), times('taken_back')]).toEqual([
      met,
      counted,
      open,
      takenBack,
    ]);
  }
  expect((await list(operator)).brokers.map(({ id }) => id)).toEqual([broker.personId, other.personId]);
  const told = await list(broker);
  expect(told.brokers.map(({ id }) => id)).toEqual([broker.personId]);
  expect(JSON.stringify(told)).not.toContain(other.personId);
  expect(told.priors.every(({ share, ofAll }) => share === 0.5 && !ofAll)).toBe(true);
  expect(await refusalOf(facts(broker, other))).toBe('404 not_found');
  expect((await facts(other, other)).map(({ engagementId }) => engagementId)).toEqual([others]);
  for (const who of [vendor, department]) {
    expect(await refusalOf(list(who))).toBe('403 role_missing');
    expect(await refusalOf(facts(who))).toBe('403 role_missing');
  }
  expect(await refusalOf(app.as(null)(listBrokerRecords, {}))).toBe('401 sign_in_required');
});
