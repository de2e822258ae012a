import { Inject, Injectable } from '@nestjs/common';
import type {
  editOrganisation,
  Me,
  Organisation,
  registerOrganisation,
} from '@scenario-lab/contracts/accounts';
import type { Received } from '@scenario-lab/contracts/route';
import { execute, json, queryOne, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { readMe } from '@scenario-lab/db/organisations/me.queries';
import { actorFor, openSession } from '@scenario-lab/db/organisations/sessions.queries';
import { addParty } from '@scenario-lab/db/parties';
import { recordEvent } from '@scenario-lab/db/transition';
import { holds, type SignedIn } from '@scenario-lab/domain/actor';
import { creditCodeFault } from '@scenario-lab/domain/organisations/credit-code';
import {
  type OrganisationFacts,
  organisationPolicy,
} from '@scenario-lab/domain/organisations/organisations.policy';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { type Env, sessionLife } from '../env.js';
import { Attempts } from '../http/attempts.js';
import { askForProof } from '../http/email-proof.js';
import { InputError } from '../http/input-error.js';
import { checkPassword, hashPassword } from '../http/passwords.js';
import { DATABASE, ENV } from '../http/tokens.js';
import { organisationView } from './organisations.query.js';

export interface Newcomer {
  address: string;
  agent: string;
  sessionId?: string | undefined;
}

/** Credits (CPU minutes) of a new organisation where the setting `wallet.starting_credit` says nothing. */
const startingCredit = 1_000;

const RegisterRow = z.object({
  id: z.string(),
});

const VerifyRow = z.object({
  credit_code: z.string().nullable(),
  verified: z.boolean(),
});

@Injectable()
export class OrganisationsService {
  private readonly registrations: Attempts;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(ENV) private readonly env: Env,
  ) {
    this.registrations = new Attempts(database, { name: 'register', of: 120, seconds: 3_600 });
  }

  /** The organisation, its first owner, its wallet and the owner's session. Errors: `duplicate` with the place. */
  async register(
    body: Received<typeof registerOrganisation>['body'],
    browser: Newcomer,
  ): Promise<{ secret: string; me: Me }> {
    checkCode(body.creditCode);
    checkPassword(body.owner.password, body.owner.email, 'owner.password');
    await this.registrations.take(browser.address);
    const hash = await hashPassword(body.owner.password);
    return this.database.asNobody(async (tx) => {
      const organisationId = newId();
      const personId = newId();
      await addParty(tx, 'organisation', organisationId, organisationId, 'own');
      const organisation = await queryRows(
        tx,
        RegisterRow,
        `INSERT INTO organisation (id, name, roles, credit_code, region, address) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (credit_code) DO NOTHING RETURNING id`,
        [
          organisationId,
          JSON.stringify(body.name),
          [...new Set(body.roles)],
          body.creditCode ?? null,
          body.region ?? null,
          body.address ?? null,
        ],
      );
      if (organisation.length === 0) throw taken('creditCode');
      const person = await queryRows(
        tx,
        RegisterRow,
        'INSERT INTO person (id, email, name, password_hash) VALUES ($1, $2, $3, $4) ON CONFLICT (email) DO NOTHING RETURNING id',
        [personId, body.owner.email, body.owner.name, hash],
      );
      if (person.length === 0) throw taken('owner.email');
      await execute(tx, 'INSERT INTO membership (person_id, organisation_id, roles) VALUES ($1, $2, $3)', [
        personId,
        organisationId,
        ['owner'],
      ]);
      await askForProof(tx, this.env, { id: personId, email: body.owner.email });
      await openWallet(tx, organisationId);
      const actor = (await actorFor(tx, personId, organisationId))!;
      await recordEvent(tx, {
        thing: 'organisation',
        id: organisationId,
        event: 'organisation.registered',
        by: actor,
      });
      if (browser.sessionId) await execute(tx, 'DELETE FROM session WHERE id = $1', [browser.sessionId]);
      const secret = await openSession(tx, { ...actor, agent: browser.agent, life: sessionLife(this.env) });
      return { secret, me: await readMe(tx, actor) };
    });
  }

  async edit(
    actor: SignedIn,
    id: string,
    body: Received<typeof editOrganisation>['body'],
  ): Promise<Organisation> {
    checkCode(body.creditCode ?? undefined);
    return this.database.asActor(actor, async (tx) => {
      await mayOrRefuse(tx, actor, 'organisation.edit', id);
      const clash = body.creditCode
        ? await execute(tx, 'SELECT 1 FROM organisation WHERE credit_code = $1 AND id <> $2', [
            body.creditCode,
            id,
          ])
        : 0;
      if (clash > 0) throw taken('creditCode');
      // What the lab verified is this name with this code.
      await execute(
        tx,
        `UPDATE organisation SET name = $2, credit_code = $3, region = $4, address = $6,
           verified = verified AND ($5 OR (name = $2::jsonb AND credit_code IS NOT DISTINCT FROM $3)) WHERE id = $1`,
        [id, JSON.stringify(body.name), body.creditCode, body.region, holds(actor, ['admin']), body.address],
      );
      await recordEvent(tx, { thing: 'organisation', id, event: 'organisation.edited', by: actor });
      return organisationView(tx, actor, id);
    });
  }

  /**
   * The admin's word that the organisation is what it says; a code must hold. Offices that have none of their own
   * are verified by other papers. Errors: `invalid_input` when the code's check character is wrong.
   */
  async verify(actor: SignedIn, id: string): Promise<Organisation> {
    return this.database.asActor(actor, async (tx) => {
      await mayOrRefuse(tx, actor, 'organisation.verify', id);
      const row = await queryOne(
        tx,
        VerifyRow,
        'SELECT credit_code, verified FROM organisation WHERE id = $1 FOR UPDATE',
        [id],
      );
      checkCode(row.credit_code ?? undefined);
      if (!row.verified) {
        await execute(tx, 'UPDATE organisation SET verified = true WHERE id = $1', [id]);
        await recordEvent(tx, { thing: 'organisation', id, event: 'organisation.verified', by: actor });
      }
      return organisationView(tx, actor, id);
    });
  }
}

const MayOrRefuseRow = z.object({
  roles: z.array(z.string()),
});

/** Errors: `not_found`, and whatever the policy says. */
export async function mayOrRefuse(
  tx: Tx,
  actor: SignedIn,
  action: `organisation.${keyof typeof organisationPolicy.rules}`,
  id: string,
  more: Pick<OrganisationFacts, 'proposedByPersonId' | 'subjectPersonId' | 'inOneHand'> = {},
): Promise<{ roles: string[] }> {
  const row = await queryRow(tx, MayOrRefuseRow, 'SELECT roles FROM organisation WHERE id = $1 FOR UPDATE', [
    id,
  ]);
  if (!row) throw new Refusal('not_found');
  const answer = may(organisationPolicy, actor, action, {
    status: 'existing',
    organisationId: id,
    ...more,
  });
  if (!answer.ok) throw new Refusal(answer.code, { action });
  return row;
}

export const taken = (path: string) =>
  new Refusal('duplicate', { errors: [{ path, code: 'duplicate', message: 'somebody has it already' }] });

function checkCode(code: string | undefined): void {
  const fault = code === undefined ? null : creditCodeFault(code);
  if (!fault) return;
  throw new InputError([
    {
      path: 'creditCode',
      code: `credit_code_${fault}`,
      message: `not a credit code of GB 32100-2015: ${fault}`,
    },
  ]);
}

const OpenWalletRow = z.object({
  value: json<unknown>().nullable(),
});

async function openWallet(tx: Tx, organisationId: string): Promise<void> {
  const setting = await queryRow(
    tx,
    OpenWalletRow,
    `SELECT value FROM setting WHERE key = 'wallet.starting_credit'`,
  );
  const credit = typeof setting?.value === 'number' && setting.value >= 0 ? setting.value : startingCredit;
  await execute(tx, 'INSERT INTO wallet (organisation_id, balance) VALUES ($1, $2)', [
    organisationId,
    credit,
  ]);
  await execute(
    tx,
    `INSERT INTO wallet_entry (id, organisation_id, kind, amount) VALUES ($1, $2, 'credit', $3)`,
    [newId(), organisationId, credit],
  );
}
