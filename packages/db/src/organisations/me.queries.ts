import type { Me } from '@scenario-lab/contracts/accounts';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { organisationPolicy } from '@scenario-lab/domain/organisations/organisations.policy';
import { type Action, whoMay } from '@scenario-lab/domain/policies';
import { admits, allowed } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { json, queryRow, queryRows } from '../core/rows.js';
import type { Tx } from '../database.js';

const ReadMeRow = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
});

const ReadMeRow2 = z.object({
  id: z.string(),
  name: json<Me['organisation']['name']>(),
  sides: json<Me['organisation']['roles']>(),
  verified: z.boolean(),
  roles: json<Me['memberships'][number]['roles']>(),
});

/**
 * Who somebody is and what its roles admit at all. `allowed` is the coarse answer, for navigation; only for
 * its own organisation is it exact. Errors: `Refusal('sign_in_required')` when the account is gone.
 */
export async function readMe(tx: Tx, actor: SignedIn): Promise<Me> {
  const person = await queryRow(
    tx,
    ReadMeRow,
    'SELECT id, name, email FROM person WHERE id = $1 AND NOT suspended',
    [actor.personId],
  );
  const memberships = await queryRows(
    tx,
    ReadMeRow2,
    `SELECT o.id, o.name, o.roles AS sides, o.verified, m.roles FROM membership m
     JOIN organisation o ON o.id = m.organisation_id WHERE m.person_id = $1 ORDER BY m.created_at, o.id`,
    [actor.personId],
  );
  const here = memberships.find((one) => one.id === actor.organisationId);
  if (!person || !here) throw new Refusal('sign_in_required');
  const facts = { status: 'existing', organisationId: actor.organisationId };
  const coarse = (Object.keys(whoMay) as Action[]).filter(
    (action) => !action.startsWith('organisation.') && admits(whoMay[action], actor).ok,
  );
  return {
    person,
    organisation: { id: here.id, name: here.name, roles: here.sides, verified: here.verified },
    roles: [...actor.roles],
    memberships: memberships.map(({ id, name, roles }) => ({ organisation: { id, name }, roles })),
    allowed: [...coarse, ...allowed(organisationPolicy, actor, facts)],
  };
}
