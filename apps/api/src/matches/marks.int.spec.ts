import { createHash } from 'node:crypto';
import { engagementDeeds, listEngagements, readEngagement } from '@scenario-lab/contracts/engagements';
import { inviteSeveral, listLetters } from '@scenario-lab/contracts/letters';
import {
  listMatchDigests,
  listMatchMarks,
  listMatchSubscriptions,
  markMatch,
  subscribeMatches,
  unmarkMatch,
  unsubscribeMatches,
} from '@scenario-lab/contracts/match-marks';
import { listMatchWeights } from '@scenario-lab/contracts/match-weights';
import { matchScenario, matchSolution } from '@scenario-lab/contracts/scenarios';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { makeActor } from '@scenario-lab/testing/builders';
import { makeAlgorithm, makeBenchmark } from '@scenario-lab/testing/exam';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
let broker: SignedIn;
let need: { scenarioId: string };
let first: { solutionId: string };
let second: { solutionId: string };
let third: { solutionId: string };
beforeAll(async () => {
  app = await testApp();
  const lab = { name: 'Lab', roles: ['operate'], id: app.cast.operator.organisationId };
  broker = await makeActor(app.database.owner, lab, ['broker'], ['broker']);
});
afterAll(() => app?.close());
beforeEach(async () => {
  const { owner } = app.database;
  await owner.query('UPDATE solution SET listed = NULL');
  need = await makeBenchmark(owner, app.cast.department);
  first = await makeAlgorithm(owner, app.cast.vendor);
  second = await makeAlgorithm(owner, app.cast.otherVendor);
  third = await makeAlgorithm(owner, app.cast.vendor);
});

const params = (card = first) => ({ id: need.scenarioId, solutionId: card.solutionId });
type Said = Partial<{ mark: 'dismissed' | 'shortlisted'; reason: string | null; words: string | null }>;
const mark = (who: SignedIn, card = first, said: Said = {}) =>
  app.as(who)(markMatch, {
    params: params(card),
    body: { mark: 'dismissed', reason: 'site', words: '现场没有 GPU <b>', ...said } as never,
  });
const ranked = async (who: SignedIn) =>
  (await app.as(who)(matchScenario, { params: { id: need.scenarioId }, query: {} })).map(
    ({ solution }) => solution.id,
  );
const marked = (who: SignedIn) => app.as(who)(listMatchMarks, { query: { scenarioId: need.scenarioId } });
const everybody = () => Object.entries({ ...app.cast, broker });

describe('a mark', () => {
  it('takes a match off one’s own side’s list until it is brought back; nobody else reads it', async () => {
    const { department, vendor, otherVendor } = app.cast;
    const before = await ranked(department);
    await mark(department);
    expect(await ranked(department)).toEqual(before.filter((id) => id !== first.solutionId));
    for (const [name, who] of everybody())
      if (who !== department) {
        expect(await ranked(who), name).toContain(first.solutionId);
        expect(await marked(who), name).toEqual([]);
      }
    expect(await app.sqlAs(otherVendor, 'SELECT * FROM match_mark')).toEqual([]);
    expect(await app.sqlAs(app.cast.operator, 'SELECT * FROM match_mark')).toEqual([]);
    const [kept] = await marked(department);
    expect(kept).toMatchObject({
      solution: { id: first.solutionId, owner: { id: vendor.organisationId } },
      mark: { mark: 'dismissed', reason: 'site', words: '现场没有 GPU <b>', at: expect.stringMatching(/Z$/) },
      engagementId: null,
    });
    // The card's own side still sees its need, and puts it aside for itself alone.
    const needs = await app.as(vendor)(matchSolution, { params: { id: first.solutionId }, query: {} });
    expect(needs[0]).toMatchObject({ scenario: { id: need.scenarioId }, mark: null });
    await app.as(department)(unmarkMatch, { params: params() });
    expect(await ranked(department)).toEqual(before);
    expect(await refusalOf(app.as(department)(unmarkMatch, { params: params() }))).toBe('404 not_found');
    const { rows } = await app.database.owner.query(
      'SELECT count(*)::int AS kept FROM match_mark WHERE scenario_id = $1 AND taken_back_at IS NOT NULL',
      [need.scenarioId],
    );
    expect(rows).toEqual([{ kept: 1 }]);
  });

  it('keeps a shortlist; a new mark takes the place of the old, also when two come at once', async () => {
    const { department } = app.cast;
    await Promise.all([
      mark(department, second, { mark: 'shortlisted', reason: null, words: null }),
      mark(department, second, { mark: 'shortlisted', reason: null, words: '先看现场' }),
    ]);
    expect(await marked(department)).toHaveLength(1);
    const list = await app.as(department)(matchScenario, { params: { id: need.scenarioId }, query: {} });
    expect(list.find(({ solution }) => solution.id === second.solutionId)?.mark?.mark).toBe('shortlisted');
    await mark(department, second);
    expect((await marked(department)).map(({ mark }) => mark.mark)).toEqual(['dismissed']);
  });

  it('is for the sides of the pair and brokers, of what they see, with a reason that fits', async () => {
    const { department, otherDepartment, otherVendor, operator, vendor } = app.cast;
    for (const who of [otherDepartment, otherVendor])
      expect(await refusalOf(mark(who))).toBe('404 not_found');
    expect(await refusalOf(mark(operator))).toBe('403 role_missing');
    await mark(vendor);
    await mark(broker);
    const refused = (said: Said) => refusalOf(mark(department, first, said));
    expect(await refused({ reason: null })).toMatch(/^422 invalid_input /);
    expect(await refused({ reason: 'ugly' })).toMatch(/^422 invalid_input /);
    expect(await refused({ reason: 'other', words: ' ' })).toMatch(/^422 invalid_input /);
    expect(await refused({ mark: 'shortlisted' })).toMatch(/^422 invalid_input /);
    expect(await refused({ words: 'x'.repeat(1_001) })).toMatch(/^422 invalid_input /);
    await app.database.owner.query("UPDATE scenario SET status = 'draft' WHERE id = $1", [need.scenarioId]);
    expect(await refusalOf(mark(otherDepartment))).toBe('404 not_found');
    expect(await refusalOf(mark(vendor))).toBe('404 not_found');
  });

  it('is told to the lab in counts alone, and none of one or two', async () => {
    const { department, vendor } = app.cast;
    await app.database.owner.query('UPDATE match_mark SET taken_back_at = now() WHERE taken_back_at IS NULL');
    for (const [card, reason] of [
      [first, 'terms'],
      [second, 'terms'],
      [third, 'terms'],
    ] as const)
      await mark(department, card, { reason });
    await mark(vendor, first, { reason: 'later' });
    const answer = await app.as(app.cast.admin)(listMatchWeights, {});
    expect(answer.dismissals).toEqual([
      { reason: 'later', times: null },
      { reason: 'terms', times: 3 },
    ]);
    expect(JSON.stringify(answer)).not.toContain('GPU');
  });

  it('teaches only where the department put it aside because of the card, nothing came of it, and not more than five', async () => {
    const { department, vendor, admin } = app.cast;
    await mark(department, first, { reason: 'unproven' });
    await mark(department, second, { reason: 'known' });
    await mark(vendor, third, { reason: 'unproven' });
    const lessons = async (who: SignedIn) =>
      (
        (await app.sqlAs(
          who,
          "SELECT * FROM match_lessons(ARRAY['unproven', 'site']) WHERE scenario_id = $1",
          [need.scenarioId],
        )) as { solution_id: string }[]
      ).map(({ solution_id }) => solution_id);
    expect(await lessons(admin)).toEqual([first.solutionId]);
    expect(await lessons(department)).toEqual([]);
    for (let at = 0; at < 6; at += 1)
      await mark(department, await makeAlgorithm(app.database.owner, vendor), { reason: 'site' });
    expect(await lessons(admin)).toHaveLength(5);
  });
});

describe('one letter', () => {
  const text = '请于两周内答复。\n附件见需求页。';
  const send = (who: SignedIn, cards: { solutionId: string }[], said = text) =>
    app.as(who)(inviteSeveral, {
      params: { id: need.scenarioId },
      body: { solutionIds: cards.map(({ solutionId }) => solutionId), text: said },
    });
  const letters = (who: SignedIn) => app.as(who)(listLetters, { params: { id: need.scenarioId } });

  it('invites each vendor on its own; none learns of another in any answer', async () => {
    const { department, vendor, otherVendor, operator, otherDepartment } = app.cast;
    const sent = await send(department, [first, second, third]);
    expect(sent.invited.map(({ solutionId }) => solutionId)).toEqual([first.solutionId, second.solutionId]);
    expect(sent.skipped).toEqual([{ solutionId: third.solutionId, why: 'named_twice' }]);
    const [forVendor, forOther] = sent.invited;
    const read = await app.as(vendor)(readEngagement, { params: { id: forVendor!.engagementId } });
    expect(read).toMatchObject({ status: 'invited', proposal: text });
    const answers = [
      read,
      await app.as(vendor)(listEngagements, { query: {} }),
      await app.as(vendor)(matchScenario, { params: { id: need.scenarioId }, query: {} }),
    ];
    expect(JSON.stringify(answers)).not.toContain(forOther!.engagementId);
    expect(JSON.stringify(answers)).not.toContain(sent.letterId);
    for (const who of [vendor, otherVendor, otherDepartment]) {
      expect(await letters(who)).toEqual([]);
      expect(await app.sqlAs(who, 'SELECT * FROM invitation_letter_to')).toEqual([]);
    }
    for (const who of [department, operator]) {
      const [letter] = await letters(who);
      expect(letter).toMatchObject({
        id: sent.letterId,
        text,
        sha256: createHash('sha256').update(text).digest('hex'),
        organisation: { id: department.organisationId },
        to: [
          { vendor: { id: vendor.organisationId }, status: 'invited', skipped: null },
          { vendor: { id: otherVendor.organisationId }, status: 'invited', skipped: null },
          { vendor: { id: vendor.organisationId }, engagementId: null, status: null, skipped: 'named_twice' },
        ],
      });
    }
    await app.as(otherVendor)(engagementDeeds.decline, {
      params: { id: forOther!.engagementId },
      body: { reason: 'no capacity' },
    });
    expect((await letters(department))[0]?.to.map(({ status }) => status)).toEqual([
      'invited',
      'declined',
      null,
    ]);
  });

  it('skips who talks already and says so; of nobody left nothing is kept; two at once invite once', async () => {
    const { department, vendor } = app.cast;
    const sent = await Promise.all([send(department, [first]), send(broker, [third, first])]);
    expect(sent.map(({ invited }) => invited.length).sort()).toEqual([0, 1]);
    expect(await letters(department)).toHaveLength(1);
    expect(await send(department, [third])).toEqual({
      letterId: null,
      invited: [],
      skipped: [{ solutionId: third.solutionId, why: 'engaged' }],
    });
    await app.database.owner.query('UPDATE solution SET listed = NULL WHERE id = $1', [second.solutionId]);
    expect(await refusalOf(send(department, [second]))).toMatch(/^422 invalid_input /);
    expect((await send(broker, [second])).skipped).toEqual([
      { solutionId: second.solutionId, why: 'not_listed' },
    ]);
    expect((await app.as(vendor)(listEngagements, { query: { scenarioId: need.scenarioId } })).total).toBe(1);
  });

  it('is the department’s and the broker’s, while the need is published, with words and known cards', async () => {
    const { vendor, otherDepartment, operator, department } = app.cast;
    expect(await refusalOf(send(vendor, [second]))).toBe('403 role_missing');
    expect(await refusalOf(send(operator, [second]))).toBe('403 role_missing');
    expect(await refusalOf(send(otherDepartment, [second]))).toBe('404 not_found');
    expect(await refusalOf(send(department, []))).toMatch(/^422 invalid_input /);
    expect(await refusalOf(send(department, [second], '  '))).toMatch(/^422 invalid_input /);
    expect(await refusalOf(send(department, [{ solutionId: need.scenarioId }]))).toMatch(
      /^422 invalid_input /,
    );
    await app.database.owner.query("UPDATE scenario SET status = 'closed' WHERE id = $1", [need.scenarioId]);
    expect(await refusalOf(send(department, [second]))).toBe('409 wrong_status');
    expect(await letters(department)).toEqual([]);
  });
});

describe('a subscription', () => {
  const of = (thing: 'scenario' | 'solution', id: string) => ({ params: { thing, id } });

  it('is one’s own, of what one sees, and takes what is on the list for known', async () => {
    const { department, otherDepartment, vendor } = app.cast;
    await app.as(department)(subscribeMatches, of('scenario', need.scenarioId));
    await app.as(department)(subscribeMatches, of('scenario', need.scenarioId));
    await app.as(vendor)(subscribeMatches, of('solution', first.solutionId));
    expect(await app.as(department)(listMatchSubscriptions, {})).toMatchObject([
      { thing: 'scenario', id: need.scenarioId, title: { zh: expect.any(String) } },
    ]);
    expect(await app.as(otherDepartment)(listMatchSubscriptions, {})).toEqual([]);
    expect(await app.sqlAs(otherDepartment, 'SELECT * FROM match_told')).toEqual([]);
    expect(await app.sqlAs(department, 'SELECT * FROM match_told')).toHaveLength(3);
    expect(await app.as(department)(listMatchDigests, {})).toEqual([]);
    await app.database.owner.query("UPDATE scenario SET status = 'draft' WHERE id = $1", [need.scenarioId]);
    expect(await refusalOf(app.as(vendor)(subscribeMatches, of('scenario', need.scenarioId)))).toBe(
      '404 not_found',
    );
    await app.as(department)(unsubscribeMatches, of('scenario', need.scenarioId));
    expect(await app.as(department)(listMatchSubscriptions, {})).toEqual([]);
  });
});
