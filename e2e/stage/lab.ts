import { registerOrganisation, verifyOrganisation } from '@scenario-lab/contracts/accounts';
import { signIn as signInAt, visitor } from '../../apps/standalone/src/seed/persona.js';

/** The address `lab-setup` left for the journeys. */
export const labUrl = (JSON.parse(process.env.E2E_LAB ?? '{}') as { url: string }).url;
export const password = 'scenario-lab-demo';
const api = `${labUrl}/api`;

export const people = {
  vendor: 'owner@lunzi.example',
  otherVendor: 'owner@shuyan.example',
  department: 'owner@water-bureau.example',
  waterGroup: 'owner@water-group.example',
  operator: 'operator@lab.example',
  reviewer: 'reviewer@lab.example',
  admin: 'admin@lab.example',
} as const;

export const signIn = (email: string) => signInAt(api, email, password);
export const stranger = () => visitor(api);

/** A vendor nobody has seen before, verified: it has looks and credits of its own however often the journey runs. */
export async function newVendor(name: string): Promise<{ email: string; name: string }> {
  const mark = `${Date.now().toString(36)}${process.pid.toString(36)}`;
  const email = `owner-${mark}@${name.toLowerCase().replace(/\W+/g, '-')}.example`;
  const { organisation } = await stranger().call(registerOrganisation, {
    body: {
      name: { zh: `${name} ${mark}`, en: `${name} ${mark}` },
      roles: ['supply'],
      owner: { name: `${name} owner`, email, password },
    },
  });
  const admin = await signIn(people.admin);
  await admin.call(verifyOrganisation, { params: { id: organisation.id } });
  return { email, name: `${name} ${mark}` };
}
