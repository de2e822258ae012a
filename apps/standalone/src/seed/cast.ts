import {
  acceptInvitation,
  createInvitation,
  readSession,
  registerOrganisation,
  verifyOrganisation,
} from '@scenario-lab/contracts/accounts';
import { STORY } from '../demo-data/story/story.js';
import type { PersonStory } from '../demo-data/story/types.js';
import { type Persona, signIn, visitor } from './persona.js';

/** Public on purpose: the accounts of a demonstration, shown on its sign-in page. */
export const demonstrationPassword = 'scenario-lab-demo';

export interface Cast {
  organisationId(slug: string): string;
  /** The owner of an organisation, or whoever holds the role named there. */
  of(organisation: string, role?: PersonStory['roles'][number]): Persona;
  lab(role: 'operator' | 'reviewer' | 'broker' | 'admin'): Persona;
}

/** Registers and verifies the organisations, invites their people, signs everybody in. */
export async function gather(api: string, adminEmail: string): Promise<Cast> {
  const admin = await signIn(api, adminEmail, demonstrationPassword);
  const { me } = await admin.call(readSession, {});
  if (!me) throw new Error('the administrator could not sign in');
  const ids = new Map<string, string>([['lab', me.organisation.id]]);
  const personas = new Map<string, Persona>([['lab/admin', admin]]);
  for (const organisation of STORY.organisations.filter((one) => one.slug !== 'lab')) {
    const people = STORY.people.filter((person) => person.organisation === organisation.slug);
    const owner = people.find((person) => person.roles.includes('owner'));
    if (!owner) throw new Error(`${organisation.slug} has no owner in the story`);
    const registered = await visitor(api).call(registerOrganisation, {
      body: {
        name: organisation.name,
        roles: organisation.roles.filter((role) => role !== 'operate'),
        creditCode: organisation.creditCode,
        region: organisation.region,
        owner: { name: owner.name, email: owner.email, password: demonstrationPassword },
      },
    });
    ids.set(organisation.slug, registered.organisation.id);
    await admin.call(verifyOrganisation, { params: { id: registered.organisation.id } });
    personas.set(`${organisation.slug}/owner`, await signIn(api, owner.email, demonstrationPassword));
  }
  const invited = STORY.people.filter((one) => !one.roles.includes('owner') || one.organisation === 'lab');
  await invite(api, { adminEmail, ids, personas }, invited);
  const of: Cast['of'] = (organisation, role = 'owner') => {
    const persona = personas.get(`${organisation}/${role}`);
    if (!persona) throw new Error(`nobody is ${role} of ${organisation}`);
    return persona;
  };
  return {
    organisationId: (slug) => {
      const id = ids.get(slug);
      if (!id) throw new Error(`${slug} is not registered`);
      return id;
    },
    of,
    lab: (role) => of('lab', role),
  };
}

/** The lab's own people without the rest of the story: for a lab that somebody else fills. */
export async function gatherLabOnly(api: string, adminEmail: string): Promise<void> {
  const admin = await signIn(api, adminEmail, demonstrationPassword);
  const { me } = await admin.call(readSession, {});
  if (!me) throw new Error('the administrator could not sign in');
  const ids = new Map([['lab', me.organisation.id]]);
  const personas = new Map([['lab/admin', admin]]);
  await invite(
    api,
    { adminEmail, ids, personas },
    STORY.people.filter((one) => one.organisation === 'lab'),
  );
}

interface Known {
  adminEmail: string;
  ids: Map<string, string>;
  personas: Map<string, Persona>;
}

/** Each is invited by its organisation's owner (the lab's by the administrator) and accepts. */
async function invite(
  api: string,
  { adminEmail, ids, personas }: Known,
  people: readonly PersonStory[],
): Promise<void> {
  for (const person of people) {
    if (person.email === adminEmail) continue;
    const host =
      person.organisation === 'lab'
        ? personas.get('lab/admin')
        : personas.get(`${person.organisation}/owner`);
    const id = ids.get(person.organisation);
    if (!host || !id) throw new Error(`${person.slug} belongs to nobody`);
    const { link } = await host.call(createInvitation, {
      params: { id },
      body: { email: person.email, roles: person.roles },
    });
    const token = link.split('/').at(-1) ?? '';
    await visitor(api).call(acceptInvitation, {
      params: { token },
      body: { name: person.name, password: demonstrationPassword },
    });
    const persona = await signIn(api, person.email, demonstrationPassword);
    for (const role of person.roles) personas.set(`${person.organisation}/${role}`, persona);
  }
}

/** What the sign-in page may offer: everybody in the story with the one password. */
export function demonstrationAccounts() {
  const sides = { supply: 'vendor', demand: 'department' } as const;
  return STORY.people.flatMap((person) => {
    const organisation = STORY.organisations.find((one) => one.slug === person.organisation);
    if (!organisation) return [];
    const own = organisation.roles.flatMap((role) => (role === 'operate' ? [] : [sides[role]]));
    const desk = person.roles.filter((role) => role !== 'owner' && role !== 'member');
    const roles = organisation.slug === 'lab' ? desk : own;
    return [
      {
        email: person.email,
        password: demonstrationPassword,
        name: person.name,
        organisation: organisation.name,
        roles,
      },
    ];
  });
}
