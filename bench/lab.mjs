import { rm } from 'node:fs/promises';
import { acceptInvitation, createInvitation, readSession } from '@scenario-lab/contracts/accounts';
import pg from 'pg';
import { gatherPeople } from '../apps/standalone/dist/chain-demo/stage.js';
import { signIn, visitor } from '../apps/standalone/dist/seed/persona.js';
import { SupervisedLab } from '../apps/standalone/dist/testing/supervised-lab.js';
import { whenEnded } from './on-signal.mjs';

let opening = null;

/** The built lab with all its processes, empty but for a few people; one for all benchmarks of a run. */
export function openLab() {
  if (!opening) {
    opening = begin();
    whenEnded(closeLab);
  }
  return opening;
}

export async function closeLab() {
  if (!opening) return;
  const held = await opening.catch(() => null);
  await held?.owner.end();
  await held?.lab.stop();
  if (held) await rm(held.lab.folder, { recursive: true, force: true });
}

async function begin() {
  const lab = await SupervisedLab.open();
  try {
    // One caller asks what many would: how much one may ask is not what is measured.
    await lab.start([], { RATE_LIMITS: 'off' });
    return await furnish(lab);
  } catch (error) {
    await lab.stop().catch(() => {});
    await rm(lab.folder, { recursive: true, force: true });
    throw error;
  }
}

async function furnish(lab) {
  const owner = new pg.Client({ connectionString: await lab.databaseUrl() });
  await owner.connect();
  const password = await lab.adminPassword();
  const email = (role) => `${role}@lab.example`;
  const admin = await signIn(lab.api, email('admin'), password);
  const { me } = await admin.call(readSession, {});
  for (const role of ['operator', 'reviewer']) {
    const { link } = await admin.call(createInvitation, {
      params: { id: me.organisation.id },
      body: { email: email(role), roles: [role] },
    });
    await visitor(lab.api).call(acceptInvitation, {
      params: { token: link.split('/').at(-1) },
      body: { name: role, password },
    });
  }
  const people = await gatherPeople(lab.api, { email, password }, 'bench');
  return { lab, owner, people, url: lab.url, databaseUrl: await lab.databaseUrl() };
}

/** The header that signs a persona's raw requests in. */
export const cookieOf = (persona) => persona.client.headers();
