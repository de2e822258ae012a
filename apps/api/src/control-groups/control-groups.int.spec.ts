import { accessRequestDeeds, listAccessRequests, requestAccess } from '@scenario-lab/contracts/access';
import { ProblemError } from '@scenario-lab/contracts/call';
import {
  createControlGroup,
  decideKinProposal,
  dissolveControlGroup,
  editControlGroup,
  type KinProposal,
  listControlGroups,
} from '@scenario-lab/contracts/control-groups';
import { preflightRun, readRun } from '@scenario-lab/contracts/runs';
import { scenarioDeeds } from '@scenario-lab/contracts/scenarios';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { makeRun, makeTrial } from '@scenario-lab/testing/evidence';
import { makeAlgorithm, makeBenchmark } from '@scenario-lab/testing/exam';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../http/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.close());

const said = (promise: Promise<unknown>) =>
  promise.then(
    () => 'went through',
    (error: unknown) => {
      if (!(error instanceof ProblemError)) throw error;
      const { status, code, errors } = error.problem;
      return `${status} ${code}${errors?.[0] ? ` ${errors[0].path} ${errors[0].code}` : ''}`;
    },
  );
const set = (actor: SignedIn, columns: string, ...values: unknown[]) =>
  app.database.owner.query(`UPDATE organisation SET ${columns} WHERE id = $1`, [
    actor.organisationId,
    ...values,
  ]);
const mail = (actor: SignedIn, email: string) =>
  app.database.owner.query('UPDATE person SET email = $2 WHERE id = $1', [actor.personId, email]);
const list = () => app.as(app.cast.admin)(listControlGroups, {});
const between = (one: SignedIn, other: SignedIn) =>
  [one.organisationId, other.organisationId].sort() as [string, string];
const proposalsOf = async (one: SignedIn, other: SignedIn) => {
  const pair = between(one, other);
  return (await list()).proposals.filter((it) => it.one.id === pair[0] && it.other.id === pair[1]);
};
const answer = ({ kind, value, one, other }: KinProposal, accepted: boolean, reason = 'looked it up') =>
  app.as(app.cast.admin)(decideKinProposal, {
    body: { kind, value, oneId: one.id, otherId: other.id, accepted, reason },
  });

beforeEach(async () => {
  const { vendor, otherVendor } = app.cast;
  await app.database.owner.query('UPDATE organisation SET control_group_id = NULL, address = NULL');
  await app.database.owner.query('DELETE FROM kin_decision');
  // Nobody shares anything until a test says so.
  await app.database.owner.query(`UPDATE person SET email = id || '@' || id || '.example'`);
  await app.database.owner.query('UPDATE algorithm_version SET sha256 = md5(id::text) || md5(id::text)');
  await set(vendor, 'credit_code = NULL');
  await set(otherVendor, 'credit_code = NULL');
});

describe('control groups', () => {
  it('are proposed from what two organisations share, each with its evidence', async () => {
    const { vendor, otherVendor, department, otherDepartment } = app.cast;
    expect(await proposalsOf(vendor, otherVendor)).toEqual([]);
    await set(vendor, 'credit_code = $2, address = $3', '91510100MA6CK1234X', '成都市天府大道 1 号（A座）');
    await set(otherVendor, 'credit_code = $2, address = $3', '91310115MA6CK1234W', '成都市天府大道1号, a座');
    await mail(vendor, 'a@firm.example');
    await mail(otherVendor, 'b@firm.example');
    const { owner } = app.database;
    const sha256 = 'ab'.repeat(32);
    for (const who of [vendor, otherVendor]) {
      const { algorithmVersionId } = await makeAlgorithm(owner, who);
      await owner.query('UPDATE algorithm_version SET sha256 = $2 WHERE id = $1', [
        algorithmVersionId,
        sha256,
      ]);
    }
    await owner.query(
      `INSERT INTO membership (person_id, organisation_id, roles) VALUES ($1, $2, '{member}')`,
      [vendor.personId, otherVendor.organisationId],
    );
    const found = await proposalsOf(vendor, otherVendor);
    expect(Object.fromEntries(found.map(({ kind, value }) => [kind, value]))).toEqual({
      credit_code: 'MA6CK1234',
      address: expect.stringContaining('天府大道'),
      email_domain: 'firm.example',
      artifact: sha256,
      person: 'a@firm.example',
    });
    await owner.query('DELETE FROM membership WHERE person_id = $1 AND organisation_id = $2', [
      vendor.personId,
      otherVendor.organisationId,
    ]);
    // Two departments buy and make no runs: they are nobody's accomplices.
    await mail(department, 'a@city.example');
    await mail(otherDepartment, 'b@city.example');
    expect(await proposalsOf(department, otherDepartment)).toEqual([]);
    // What anybody may have says nothing.
    await owner.query('DELETE FROM kin_decision');
    await mail(vendor, 'a@qq.com');
    await mail(otherVendor, 'b@vip.163.com');
    await mail(department, 'c@vip.163.com');
    expect((await proposalsOf(vendor, otherVendor)).map(({ kind }) => kind)).not.toContain('email_domain');
    expect(await proposalsOf(otherVendor, department)).toEqual([]);
  });

  it('keep a refusal with its reason, and ask again on other evidence', async () => {
    const { vendor, otherVendor } = app.cast;
    await set(vendor, 'address = $2', 'Harbour Road 5');
    await set(otherVendor, 'address = $2', 'Harbour road 5');
    const [address] = (await proposalsOf(vendor, otherVendor)).filter(({ kind }) => kind === 'address');
    await answer(address!, false, 'a business park');
    expect((await proposalsOf(vendor, otherVendor)).filter(({ kind }) => kind === 'address')).toEqual([]);
    expect(await said(answer(address!, true))).toBe('404 not_found');
    expect((await list()).decisions).toMatchObject([{ accepted: false, reason: 'a business park' }]);
    await mail(vendor, 'a@firm.example');
    await mail(otherVendor, 'b@firm.example');
    expect((await proposalsOf(vendor, otherVendor)).map(({ kind }) => kind)).toContain('email_domain');
  });

  it('take nobody’s word for evidence that is not there', async () => {
    const { vendor, otherVendor } = app.cast;
    const [oneId, otherId] = between(vendor, otherVendor);
    const made = app.as(app.cast.admin)(decideKinProposal, {
      body: { kind: 'address', value: 'nowhere', oneId, otherId, accepted: true, reason: 'x' },
    });
    expect(await said(made)).toBe('404 not_found');
  });

  it('count looks together from the moment a proposal is accepted, and are shown where looks are decided', async () => {
    const { vendor, otherVendor, reviewer } = app.cast;
    const { owner } = app.database;
    const bench = await makeBenchmark(owner, app.cast.department, { plan: { looks: 1 } });
    const first = { ...(await makeAlgorithm(owner, vendor)), ...bench };
    const second = { ...(await makeAlgorithm(owner, otherVendor)), ...bench };
    await makeTrial(owner, { ...first, vendor });
    await makeTrial(owner, { ...second, vendor: otherVendor });
    const runId = await makeRun(owner, { ...first, vendor, split: 'hidden', status: 'in_review' });
    const asks = () =>
      app.as(otherVendor)(preflightRun, {
        body: {
          algorithmVersionId: second.algorithmVersionId,
          benchmarkVersionId: bench.benchmarkVersionId,
          split: 'hidden',
        },
      });
    expect((await asks()).looks?.used).toBe(0);
    await mail(vendor, 'a@firm.example');
    await mail(otherVendor, 'b@firm.example');
    const read = (who: SignedIn) => app.as(who)(readRun, { params: { id: runId } });
    expect((await read(reviewer)).kinship).toMatchObject({
      group: null,
      proposals: [{ kind: 'email_domain', value: 'firm.example' }],
    });
    expect((await read(vendor)).kinship).toBeNull();
    const [proposal] = (await proposalsOf(vendor, otherVendor)).filter(({ kind }) => kind === 'email_domain');
    await answer(proposal!, true);
    expect((await asks()).looks?.used).toBe(1);
    const { kinship } = await read(reviewer);
    expect(kinship?.group?.members.map(({ id }) => id)).toEqual(between(vendor, otherVendor));
    expect(kinship?.proposals).toEqual([]);
  });

  it('are set, named and dissolved by the admin alone, with the reason kept', async () => {
    const { admin, vendor, otherVendor, department, operator, reviewer } = app.cast;
    const organisationIds = between(vendor, otherVendor);
    const body = { name: 'Holding', organisationIds, reason: 'annual report, page 4' };
    for (const who of [vendor, department, operator, reviewer])
      expect(await said(app.as(who)(createControlGroup, { body }))).toBe('403 role_missing');
    const { id } = await app.as(admin)(createControlGroup, { body });
    expect((await list()).groups.map(({ name, members }) => [name, members.length])).toEqual([
      ['Holding', 2],
    ]);
    expect(await said(app.as(admin)(createControlGroup, { body }))).toBe(
      '422 invalid_input organisationIds.0 in_another_group',
    );
    const wider = {
      ...body,
      name: 'Holding AG',
      organisationIds: [...organisationIds, department.organisationId],
    };
    await app.as(admin)(editControlGroup, { params: { id }, body: wider });
    const narrow = { ...wider, organisationIds: [vendor.organisationId, department.organisationId] };
    await app.as(admin)(editControlGroup, { params: { id }, body: narrow });
    expect((await list()).groups[0]).toMatchObject({ name: 'Holding AG', members: [{}, {}] });
    expect((await app.as(reviewer)(listControlGroups, {})).allowed).toEqual(['control_group.list']);
    await app.as(admin)(dissolveControlGroup, { params: { id }, body: { reason: 'sold' } });
    expect((await list()).groups).toEqual([]);
    expect((await list()).history.slice(0, 2)).toMatchObject([
      { event: 'dissolved', name: 'Holding AG', reason: 'sold' },
      { event: 'changed' },
    ]);
    expect(
      await said(app.as(admin)(dissolveControlGroup, { params: { id }, body: { reason: 'sold' } })),
    ).toBe('404 not_found');
  });

  it('are the lab’s below the API, too', async () => {
    const { vendor } = app.cast;
    const group = 'b2b6fd5e-0000-7000-8000-000000000001';
    await app.database.owner.query(`INSERT INTO control_group (id, name) VALUES ($1, 'g')`, [group]);
    const tries = [
      ['UPDATE organisation SET control_group_id = $1 WHERE id = $2', [group, vendor.organisationId]],
      ['INSERT INTO control_group (id, name) VALUES (gen_random_uuid(), $1)', ['mine']],
    ] as const;
    for (const [sql, values] of tries) await expect(app.sqlAs(vendor, sql, [...values])).rejects.toThrow();
    expect(await app.sqlAs(vendor, 'SELECT 1 FROM kin_decision')).toEqual([]);
  });
});

describe('an organisation that the lab has not verified', () => {
  it('is given no grant, and whoever decides sees that and whose group it is', async () => {
    const { admin, vendor, otherVendor, department } = app.cast;
    const { owner } = app.database;
    const { datasetId } = await makeBenchmark(owner, department);
    await owner.query(
      `UPDATE dataset SET access_mode = 'on_request', status = 'listed', listed = card WHERE id = $1`,
      [datasetId],
    );
    await set(vendor, 'verified = false');
    await app.as(admin)(createControlGroup, {
      body: { name: 'Holding', organisationIds: between(vendor, otherVendor), reason: 'register' },
    });
    const { id } = await app.as(vendor)(requestAccess, {
      params: { id: datasetId },
      body: { purpose: 'to test what we have made', until: '2099-01-01' },
    });
    const read = async (who: SignedIn) =>
      (await app.as(who)(listAccessRequests, { query: { datasetId } })).items[0];
    const seen = await read(department);
    expect(seen?.organisation.verified).toBe(false);
    expect(seen?.group).toMatchObject({ name: 'Holding', members: [{}, {}] });
    expect(seen?.allowed).not.toContain('access_request.approve');
    expect(seen?.allowed).toContain('access_request.refuse');
    expect((await read(vendor))?.group).toBeNull();
    const approve = () => app.as(department)(accessRequestDeeds.approve, { params: { id }, body: {} });
    expect(await said(approve())).toBe('403 not_verified');
    await set(vendor, 'verified = true');
    expect(await said(approve())).toBe('went through');
  });

  it('publishes no need', async () => {
    const { department, operator } = app.cast;
    const { owner } = app.database;
    const { scenarioId } = await makeBenchmark(owner, department);
    await owner.query(`UPDATE scenario SET status = 'in_review' WHERE id = $1`, [scenarioId]);
    const approve = () => app.as(operator)(scenarioDeeds.approve, { params: { id: scenarioId! }, body: {} });
    await set(department, 'verified = false');
    const refused = await said(approve());
    await set(department, 'verified = true');
    const then = await said(approve());
    expect([refused, then]).toEqual(['403 not_verified', 'went through']);
  });
});
