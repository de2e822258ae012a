import { newId } from '@scenario-lab/db/ids';
import type { Role, SignedIn } from '@scenario-lab/domain/actor';
import type pg from 'pg';

export interface Cast {
  vendor: SignedIn;
  otherVendor: SignedIn;
  department: SignedIn;
  otherDepartment: SignedIn;
  operator: SignedIn;
  reviewer: SignedIn;
  admin: SignedIn;
  observer: SignedIn;
}

/** An organisation with one person, written past every policy. */
export async function makeActor(
  owner: pg.Client,
  organisation: { name: string; roles: string[]; id?: string },
  membership: string[],
  roles: Role[],
): Promise<SignedIn> {
  const organisationId = organisation.id ?? newId();
  const personId = newId();
  await owner.query(
    `INSERT INTO organisation (id, name, roles, verified) VALUES ($1, $2, $3, true) ON CONFLICT (id) DO NOTHING`,
    [organisationId, JSON.stringify({ en: organisation.name, zh: organisation.name }), organisation.roles],
  );
  await owner.query(
    `INSERT INTO wallet (organisation_id, balance) VALUES ($1, 1000000) ON CONFLICT DO NOTHING`,
    [organisationId],
  );
  await owner.query(`INSERT INTO person (id, email, name, password_hash) VALUES ($1, $2, $3, 'x')`, [
    personId,
    `${personId}@example.org`,
    `${organisation.name} ${membership.join(' ')}`,
  ]);
  await owner.query(`INSERT INTO membership (person_id, organisation_id, roles) VALUES ($1, $2, $3)`, [
    personId,
    organisationId,
    membership,
  ]);
  return { personId, organisationId, controlGroupId: null, roles, isOwner: membership.includes('owner') };
}

/** The people most tests need: two vendors, two departments, and the lab's desk. */
export async function makeCast(owner: pg.Client): Promise<Cast> {
  const lab = { name: 'Lab', roles: ['operate'], id: newId() };
  const one = (name: string, role: string, as: Role) =>
    makeActor(owner, { name, roles: [role] }, ['owner'], [as]);
  return {
    vendor: await one('Vendor A', 'supply', 'vendor'),
    otherVendor: await one('Vendor B', 'supply', 'vendor'),
    department: await one('Department A', 'demand', 'department'),
    otherDepartment: await one('Department B', 'demand', 'department'),
    operator: await makeActor(owner, lab, ['operator'], ['operator']),
    reviewer: await makeActor(owner, lab, ['reviewer'], ['reviewer']),
    admin: await makeActor(owner, lab, ['admin'], ['admin']),
    observer: await makeActor(owner, lab, ['observer'], ['observer']),
  };
}
