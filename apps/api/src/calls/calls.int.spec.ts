import { createHash, randomBytes } from 'node:crypto';
import {
  callDeeds,
  editCall,
  listCalls,
  type SaveBid,
  type SaveCall,
  withdrawBid,
} from '@scenario-lab/contracts/calls';
import { readInbox } from '@scenario-lab/contracts/lab';
import { listNotices } from '@scenario-lab/contracts/notices';
import { openSystemDatabase, type SystemDatabase } from '@scenario-lab/db/database';
import { makeNotices } from '@scenario-lab/db/notices/make-notices';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { makeRun } from '@scenario-lab/testing/evidence';
import { giveParty, makeAlgorithm } from '@scenario-lab/testing/exam';
import { maeResult } from '@scenario-lab/testing/results';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { refusalOf, type TestApp, testApp } from '../http/test-app.js';
import { bidOf, callsOf, price, secret, terms } from './test-calls.js';

let app: TestApp;
let system: SystemDatabase;
beforeAll(async () => {
  app = await testApp();
  system = await openSystemDatabase(app.database.urls.score, 'test');
});
afterAll(async () => {
  await system?.close();
  await app?.close();
});

type Who = Parameters<TestApp['as']>[0];
let desk: Awaited<ReturnType<typeof callsOf>>;
beforeEach(async () => {
  desk = await callsOf(app);
});

describe('a call', () => {
  it('is drafted by the department of the need, settled by it, opened by the lab, and read by everybody then', async () => {
    const { department, otherDepartment, operator, vendor } = app.cast;
    expect(await refusalOf(desk.create(vendor))).toBe('403 role_missing');
    expect(await refusalOf(desk.create(otherDepartment))).toBe('404 not_found');
    const { id } = await desk.create(department);
    for (const who of [null, vendor, otherDepartment]) {
      expect(await refusalOf(desk.read(who, id))).toBe('404 not_found');
      expect(await app.as(who)(listCalls, { params: { id: desk.scenarioId } })).toEqual([]);
    }
    const draft = await desk.read(department, id);
    expect(draft.allowed).toEqual(['call.edit', 'call.seal', 'call.cancel']);
    await app.as(department, { 'if-match': `"${draft.updatedAt}"` })(editCall, {
      params: { id },
      body: { ...terms, ceiling: 2_000_000 },
    });
    expect(await refusalOf(desk.opening(operator, id))).toBe('409 wrong_status');
    const { code } = await desk.sealing(department, id);
    expect(code).toMatch(/^([0-9A-Z]{5}-){11}[0-9A-Z]$/);
    expect(await refusalOf(app.as(department)(editCall, { params: { id }, body: terms }))).toBe(
      '409 wrong_status',
    );
    expect(await refusalOf(desk.opening(department, id))).toBe('403 role_missing');
    await desk.opening(operator, id);
    // By the lab's time zone, whatever the server's is.
    expect(await desk.read(null, id)).toMatchObject({
      status: 'open',
      deadline: '2099-01-15T09:00:00.000Z',
      given: [],
    });
    expect((await desk.read(null, id)).terms).toMatchObject({ priceWeight: 30, criteria: terms.criteria });
  });

  it('says what is wrong with its terms where it stands', async () => {
    const { department } = app.cast;
    const refused = (over: Partial<SaveCall>) => refusalOf(desk.create(department, over));
    expect(await refused({ priceWeight: 31 })).toBe('422 invalid_input priceWeight');
    expect(await refused({ deadline: '2020-01-01T00:00' })).toBe('422 invalid_input deadline');
    expect(await refused({ deadline: '2099-01-01' })).toBe('422 invalid_input deadline');
    expect(await refused({ priceFormula: 'linear_to_ceiling', ceiling: null })).toBe(
      '422 invalid_input ceiling',
    );
    expect(await refused({ panel: [] })).toBe('422 invalid_input panel');
    const [first, second] = terms.criteria as [SaveCall['criteria'][number], SaveCall['criteria'][number]];
    expect(await refused({ criteria: [{ ...first, id: 'f1' }, second] })).toBe(
      '422 invalid_input criteria.0.id',
    );
    expect(await refused({ criteria: [first, { ...second, must: true }] })).toBe(
      '422 invalid_input criteria.1.must',
    );
    expect(await refused({ criteria: [first, { ...second, id: 'mae' }] })).toBe(
      '422 invalid_input criteria.1.id',
    );
  });

  it('does not move once it is settled, past the API either', async () => {
    const { department, operator } = app.cast;
    const { id } = await desk.opened();
    for (const change of [
      `deadline = now() + interval '1 day'`,
      `terms = '{}'`,
      `lab_key = 'x'`,
      `department_key = NULL`,
    ])
      for (const who of [department, operator])
        await expect(app.sqlAs(who, `UPDATE open_call SET ${change} WHERE id = '${id}'`)).rejects.toThrow(
          /frozen/,
        );
  });
});

describe('a sealed bid', () => {
  it('is acknowledged with digests, replaced, withdrawn and handed in again until the deadline', async () => {
    const { vendor, department, operator } = app.cast;
    const { id } = await desk.opened();
    expect(await refusalOf(desk.handIn(null, id))).toBe('401 sign_in_required');
    expect(await refusalOf(desk.handIn(department, id))).toBe('403 role_missing');
    expect(await refusalOf(desk.handIn(operator, id))).toBe('403 role_missing');
    const first = await desk.handIn(vendor, id);
    const second = await desk.handIn(vendor, id);
    expect(second.contentDigest).not.toBe(first.contentDigest);
    expect((await desk.own(vendor, id)).items.map(({ state }) => state)).toEqual(['standing', 'replaced']);
    expect(await refusalOf(app.as(vendor)(withdrawBid, { params: { id: first.id }, body: {} }))).toBe(
      '409 wrong_status',
    );
    await app.as(vendor)(withdrawBid, { params: { id: second.id }, body: {} });
    await desk.handIn(vendor, id);
    expect((await desk.own(vendor, id)).items.map(({ state }) => state)).toEqual([
      'standing',
      'withdrawn',
      'replaced',
    ]);
    const race = await Promise.all([
      desk.handIn(vendor, id),
      desk.handIn(vendor, id),
      desk.handIn(vendor, id),
    ]);
    expect(race).toHaveLength(3);
    const { items } = await desk.own(vendor, id);
    expect(items.filter(({ state }) => state === 'standing')).toHaveLength(1);
  });

  it('is refused where it leaves something unanswered, and nothing of it is kept', async () => {
    const { vendor } = app.cast;
    const { id } = await desk.opened();
    const refused = (over: Partial<SaveBid>) => refusalOf(desk.handIn(vendor, id, bidOf(over)));
    const [first, second] = bidOf().answers as [SaveBid['answers'][number], SaveBid['answers'][number]];
    expect(await refused({ answers: [first] })).toBe('422 invalid_input answers.1');
    expect(await refused({ answers: [{ ...first, value: null }, second] })).toBe(
      '422 invalid_input answers.0',
    );
    expect(await refused({ answers: [first, second, { ...first, criterion: 'x' }] })).toBe(
      '422 invalid_input answers.2.criterion',
    );
    expect(await refused({ price: 1_000_001 })).toBe('422 invalid_input price');
    expect(await refused({ price: -1 })).toBe('422 invalid_input price');
    expect(await refused({ salt: 'short' })).toBe('422 invalid_input salt');
    expect(await refused({ solutionId: '00000000-0000-4000-8000-000000000001' })).toBe(
      '422 invalid_input solutionId',
    );
    const large = { name: 'a', data: 'A'.repeat(3_400_000) };
    expect(await refused({ files: [large] })).toBe('422 invalid_input files');
    expect((await desk.own(vendor, id)).items).toEqual([]);
  });

  it('that is late is refused, and the attempt is on record', async () => {
    const { vendor, otherVendor } = app.cast;
    const { id, department, lab } = await desk.opened();
    const { id: bidId } = await desk.handIn(vendor, id);
    await desk.passDeadline(id);
    expect(await refusalOf(desk.handIn(otherVendor, id))).toBe('409 too_late');
    expect(await refusalOf(desk.handIn(vendor, id))).toBe('409 too_late');
    expect(await refusalOf(app.as(vendor)(withdrawBid, { params: { id: bidId }, body: {} }))).toBe(
      '409 too_late',
    );
    expect((await desk.own(otherVendor, id)).late).toHaveLength(1);
    // Nor past the API, by its own role.
    await expect(
      app.sqlAs(
        otherVendor,
        `INSERT INTO bid (id, call_id, vendor_id, person_id, sealed, sealed_digest, content_digest)
        VALUES (gen_random_uuid(), '${id}', app_org(), app_person(), '', '', '')`,
      ),
    ).rejects.toThrow(/row-level security/);
    await desk.bring(app.cast.department, id, department);
    await desk.bring(app.cast.operator, id, lab);
    expect((await desk.read(null, id)).opening).toMatchObject({ late: 2, bids: [{ number: 1 }] });
  });
});

describe('the opening', () => {
  it('takes two people with a key each, after the deadline, and records what was found', async () => {
    const { vendor, otherVendor, department, otherDepartment, operator, reviewer } = app.cast;
    const { id, department: ours, lab } = await desk.opened();
    const mine = await desk.handIn(vendor, id);
    const theirs = await desk.handIn(otherVendor, id, bidOf({ price: 500_000 }));
    expect(await refusalOf(desk.bring(department, id, ours))).toBe('409 sealed');
    await desk.passDeadline(id);
    expect(await refusalOf(desk.bring(vendor, id, ours))).toBe('403 role_missing');
    expect(await refusalOf(desk.bring(reviewer, id, lab))).toBe('403 role_missing');
    expect(await refusalOf(desk.bring(otherDepartment, id, ours))).toBe('404 not_found');
    for (const wrong of [lab, 'x', `${ours.slice(0, -1)}${ours.endsWith('0') ? '1' : '0'}`])
      expect(await refusalOf(desk.bring(department, id, wrong))).toBe('422 invalid_input code');
    expect(await desk.bring(department, id, ours.toLowerCase())).toEqual({ opened: false });
    expect(await refusalOf(desk.bids(department, id))).toBe('409 sealed');
    expect((await desk.read(department, id)).given).toEqual(['department']);
    expect((await desk.read(vendor, id)).given).toEqual([]);
    expect(await refusalOf(desk.bring(department, id, ours))).toBe('403 one_hand');
    const waits = async (who: SignedIn) =>
      (await app.as(who)(readInbox, {})).filter((one) => one.id === id).map(({ waitsFor }) => waitsFor);
    expect([await waits(department), await waits(operator), await waits(vendor)]).toEqual([
      [],
      ['call.unseal'],
      [],
    ]);
    expect(await desk.bring(operator, id, lab)).toEqual({ opened: true });

    const { status, opening } = await desk.read(null, id);
    expect(status).toBe('opened');
    expect(opening).toMatchObject({ withdrawn: 0, late: 0, broken: 0 });
    const digests = opening?.bids.map(
      ({ sealedDigest, contentDigest }) => `${sealedDigest} ${contentDigest}`,
    );
    expect(digests?.sort()).toEqual(
      [mine, theirs].map(({ sealedDigest, contentDigest }) => `${sealedDigest} ${contentDigest}`).sort(),
    );
    expect((await desk.read(vendor, id)).opening?.hands.map(({ side, person }) => [side, person])).toEqual([
      ['department', null],
      ['lab', null],
    ]);
    expect((await desk.read(department, id)).opening?.hands.map(({ person }) => person)).toEqual([
      'Department A owner',
      'Lab operator',
    ]);
    const offered = await desk.bids(department, id);
    expect(offered.map(({ content }) => content.price).sort()).toEqual([500_000, price]);
    expect(offered.find(({ content }) => content.price === price)).toMatchObject({
      vendor: { id: vendor.organisationId },
      content: { text: secret, files: [{ name: '方案.txt' }] },
    });
    // A rival reads the record, never the bids; each knows its own number.
    expect(await refusalOf(desk.bids(otherVendor, id))).toBe('403 role_missing');
    expect(await refusalOf(desk.bids(otherDepartment, id))).toBe('404 not_found');
    expect(await app.sqlAs(otherVendor, 'SELECT 1 FROM bid WHERE vendor_id <> app_org()')).toEqual([]);
    expect((await desk.own(vendor, id)).items[0]?.number).toBe(
      opening?.bids.find(({ sealedDigest }) => sealedDigest === mine.sealedDigest)?.number,
    );
    await expect(
      app.sqlAs(department, `UPDATE open_call SET opening = '{}' WHERE id = '${id}'`),
    ).rejects.toThrow(/frozen/);
    expect(
      await app.sqlAs(department, `UPDATE bid SET content = '{}' WHERE call_id = '${id}' RETURNING id`),
    ).toEqual([[], 0]);
  });

  it('is not done by one person of both sides, nor by an operator of the department itself', async () => {
    const { department, operator } = app.cast;
    const { id, department: ours, lab } = await desk.opened();
    await desk.passDeadline(id);
    const both: SignedIn = { ...operator, personId: department.personId };
    await desk.bring(department, id, ours);
    await app.database.owner.query(
      'INSERT INTO membership (person_id, organisation_id, roles) VALUES ($1, $2, $3)',
      [department.personId, operator.organisationId, ['operator']],
    );
    const asLab = await makeToken(both);
    const reply = await fetch(`${app.baseUrl}/calls/${id}/unseal`, {
      method: 'POST',
      headers: { authorization: `Bearer ${asLab}`, 'content-type': 'application/json' },
      body: JSON.stringify({ code: lab }),
    });
    expect(await reply.json()).toMatchObject({ code: 'one_hand' });
    expect((await desk.read(null, id)).status).toBe('open');
    await app.database.owner.query('DELETE FROM membership WHERE person_id = $1 AND organisation_id = $2', [
      department.personId,
      operator.organisationId,
    ]);
  });

  it('names a bid whose bytes were changed, and opens the others', async () => {
    const { vendor, otherVendor, department, operator } = app.cast;
    const { id, department: ours, lab } = await desk.opened();
    const mine = await desk.handIn(vendor, id);
    await desk.handIn(otherVendor, id);
    await app.database.owner.query(
      `UPDATE bid SET sealed = set_byte(sealed, 100, get_byte(sealed, 100) # 1) WHERE id = $1`,
      [mine.id],
    );
    await desk.passDeadline(id);
    await desk.bring(operator, id, lab);
    await desk.bring(department, id, ours);
    expect((await desk.read(null, id)).opening).toMatchObject({ broken: 1, bids: [{ number: 1 }] });
    expect((await desk.own(vendor, id)).items).toMatchObject([{ state: 'broken', number: null }]);
  });

  it('sets what the lab measured beside what was predicted, and puts out whoever a must puts out', async () => {
    const { vendor, otherVendor, department, operator } = app.cast;
    const { id, department: ours, lab } = await desk.opened();
    await desk.handIn(vendor, id);
    await desk.handIn(otherVendor, id, bidOf({ price: 500_000 }));
    const benchmark = await app.database.owner.query(
      `SELECT v.id FROM benchmark b JOIN benchmark_version v ON v.benchmark_id = b.id WHERE b.scenario_id = $1`,
      [desk.scenarioId],
    );
    const { algorithmVersionId } = await makeAlgorithm(app.database.owner, vendor);
    const runId = await makeRun(app.database.owner, {
      vendor,
      algorithmVersionId,
      benchmarkVersionId: benchmark.rows[0].id,
      split: 'hidden',
      status: 'approved',
    });
    await giveParty(app.database.owner, 'run', runId, department.organisationId, 'read');
    await app.database.owner.query(
      `INSERT INTO result (run_id, edition, body, digest) VALUES ($1, 'vendor', $2, repeat('e', 64)), ($1, 'owner', $2, repeat('e', 64))`,
      [runId, JSON.stringify(maeResult(10.37))],
    );
    await passAndOpen(id, ours, lab);
    const offered = await desk.bids(department, id);
    expect(offered.find((bid) => bid.vendor.id === vendor.organisationId)).toMatchObject({
      measured: { mae: { value: 10.37, verdict: 'pass' } },
      excludedBy: [],
      points: { mae: 100 },
      pricePoints: 100,
      computed: 80,
    });
    // Cheaper, and never measured.
    expect(offered.find((bid) => bid.vendor.id === otherVendor.organisationId)).toMatchObject({
      measured: {},
      excludedBy: ['mae'],
      points: { mae: null },
      pricePoints: null,
      computed: null,
    });
    expect(await desk.bids(operator, id)).toEqual(offered);
  });

  it('of a call without bids says so, and a failed call says why', async () => {
    const { department, operator } = app.cast;
    const { id, department: ours, lab } = await desk.opened();
    expect(
      await refusalOf(app.as(department)(callDeeds.fail, { params: { id }, body: { reason: '无' } })),
    ).toBe('409 sealed');
    await desk.passDeadline(id);
    expect(
      await refusalOf(app.as(department)(callDeeds.cancel, { params: { id }, body: { reason: '无' } })),
    ).toBe('409 too_late');
    await desk.bring(operator, id, lab);
    await desk.bring(department, id, ours);
    expect((await desk.read(null, id)).opening).toMatchObject({ bids: [], late: 0 });
    await app.as(department)(callDeeds.fail, { params: { id }, body: { reason: '无人递交。' } });
    expect(await desk.read(null, id)).toMatchObject({ status: 'failed', endReason: '无人递交。' });
  });

  it('tells whoever offered', async () => {
    const { vendor, otherVendor, department, operator } = app.cast;
    const { id, department: ours, lab } = await desk.opened();
    await desk.handIn(vendor, id);
    await desk.passDeadline(id);
    await desk.bring(operator, id, lab);
    await desk.bring(department, id, ours);
    while ((await system.asSystem(makeNotices)) > 0);
    const told = async (who: Who) =>
      (await app.as(who)(listNotices, { query: {} })).items
        .filter(({ thingId }) => thingId === id)
        .map(({ event }) => event);
    expect(await told(vendor)).toEqual(['call.opened', 'call.open']);
    expect(await told(otherVendor)).toEqual([]);
    // Not a byte of what was handed in is the notices' to read.
    await expect(system.asSystem((tx) => tx.query('SELECT sealed FROM bid'))).rejects.toThrow(
      /permission denied/,
    );
    await expect(system.asSystem((tx) => tx.query('SELECT content FROM bid'))).rejects.toThrow(
      /permission denied/,
    );
  });
});

async function passAndOpen(id: string, ours: string, lab: string): Promise<void> {
  await desk.passDeadline(id);
  await desk.bring(app.cast.operator, id, lab);
  await desk.bring(app.cast.department, id, ours);
}

async function makeToken(who: SignedIn): Promise<string> {
  const token = `slt_${randomBytes(24).toString('base64url')}`;
  await app.database.owner.query(
    `INSERT INTO api_token (id, token_hash, person_id, organisation_id, name, expires_at)
     VALUES (gen_random_uuid(), $1, $2, $3, 'test', now() + interval '1 day')`,
    [createHash('sha256').update(token).digest('hex'), who.personId, who.organisationId],
  );
  return token;
}
