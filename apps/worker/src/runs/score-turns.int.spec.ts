import { type Claim, claimScore, release } from '@scenario-lab/db/runs/claim';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { type Lab, openLab } from '../lifecycle/lab.js';

let lab: Lab;
beforeEach(async () => {
  lab ??= await openLab();
  await rows(`UPDATE run SET status = 'cancelled', lease_until = NULL, held = 0`);
  await rows('DELETE FROM attempt');
});
afterAll(() => lab.close());

const rows = async (sql: string, values: unknown[] = []) =>
  (await lab.database.owner.query(sql, values)).rows;
const claim = () => lab.db.asSystem((tx) => claimScore(tx, 'score-1'));
const collected = async (vendor: Lab['cast']['vendor']) => {
  const id = await lab.submit(vendor);
  await rows(`UPDATE run SET status = 'scoring' WHERE id = $1`, [id]);
};
const vendorOf = async ({ runId }: Claim) =>
  (await lab.run(runId)).vendor_id === lab.cast.vendor.organisationId ? 'A' : 'B';

it('scores one organisation’s answers in turn with another’s, however many the one has', async () => {
  const { vendor, otherVendor } = lab.cast;
  for (let n = 0; n < 6; n += 1) await collected(vendor);
  let order = '';
  // One is at work when the other's first answer comes.
  const atWork = await claim();
  order += await vendorOf(atWork!);
  for (let n = 0; n < 2; n += 1) await collected(otherVendor);
  for (let next = await claim(); next; next = await claim()) order += await vendorOf(next);
  expect(order).toBe('ABABAAAA');
});

it('gives an answer whose scoring was lost its turn like any other', async () => {
  const { vendor, otherVendor } = lab.cast;
  for (let n = 0; n < 2; n += 1) await collected(vendor);
  await collected(otherVendor);
  const lost = (await claim())!;
  await lab.db.asSystem((tx) => release(tx, lost, 'fault'));
  expect(await vendorOf((await claim())!)).toBe('B');
  expect(await vendorOf((await claim())!)).toBe('A');
});
