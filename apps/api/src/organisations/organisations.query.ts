import { Inject, Injectable } from '@nestjs/common';
import type {
  listOrganisations,
  Organisation,
  readInvitation,
  readOrganisation,
} from '@scenario-lab/contracts/accounts';
import type { Text } from '@scenario-lab/contracts/common';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import { json, queryOne, queryRow, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { adminsOf } from '@scenario-lab/db/organisations/second-admin.queries';
import { hashOf } from '@scenario-lab/db/organisations/sessions.queries';
import { holds, isLab, type SignedIn } from '@scenario-lab/domain/actor';
import { organisationPolicy } from '@scenario-lab/domain/organisations/organisations.policy';
import { allowed, may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { typedName } from '@scenario-lab/matching/readings';
import { z } from 'zod';
import { anywhere, countedTo, idCursor, pageOf } from '../http/id-page.js';
import { DATABASE } from '../http/tokens.js';

const Row = z.object({
  id: z.string(),
  name: json<Organisation['name']>(),
  roles: json<Organisation['roles']>(),
  credit_code: z.string().nullable(),
  region: z.string().nullable(),
  address: z.string().nullable(),
  control_group_id: z.string().nullable(),
  verified: z.boolean(),
  same_name: z.number(),
  created_at: z.date(),
});
type Row = z.output<typeof Row>;
type Detail = Answer<typeof readOrganisation>;

/** The same in any language, spaces and letters' case aside. */
const likeNamed = (one: string, two: string) =>
  `regexp_replace(lower(${one}), '\\\\s', '', 'g') = regexp_replace(lower(${two}), '\\\\s', '', 'g')`;
const columns = `id, name, roles, credit_code, region, address, control_group_id, verified, created_at,
  (SELECT count(*)::int FROM organisation twin WHERE twin.id <> organisation.id
   AND (${likeNamed("twin.name->>'zh'", "organisation.name->>'zh'")} OR ${likeNamed("twin.name->>'en'", "organisation.name->>'en'")})) AS same_name`;
const found = `
  ($1::text IS NULL OR $1 = ANY(roles)) AND ($2::boolean IS NULL OR verified = $2)
  AND ($3::text IS NULL OR name->>'zh' ILIKE $3 OR name->>'en' ILIKE $3 OR $5 = ANY(read_as)
    -- The lab's inbox names an organisation by its id.
    OR ($4 AND (credit_code ILIKE $3 OR id::text ILIKE $3)))`;

const reads = (actor: SignedIn) => isLab(actor) || holds(actor, ['observer']);

const ListRow = z.object({
  total: z.number(),
});

const InvitationRow = z.object({
  email: z.string(),
  roles: json<Answer<typeof readInvitation>['roles']>(),
  id: z.string(),
  name: json<Text>(),
  open: z.boolean(),
  known: z.boolean(),
});

@Injectable()
export class OrganisationsQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async list(
    actor: SignedIn,
    { q, cursor, limit, role, verified }: Received<typeof listOrganisations>['query'],
  ): Promise<Answer<typeof listOrganisations>> {
    const after = idCursor(cursor);
    const filter = [
      role ?? null,
      verified === undefined ? null : verified === 'true',
      q ? anywhere(q) : null,
      reads(actor),
      q ? typedName(q) : null,
    ];
    return this.database.asActor(actor, async (tx) => {
      const rows = await queryRows(
        tx,
        Row,
        `SELECT ${columns} FROM organisation WHERE ${found} AND ($6::uuid IS NULL OR id < $6)
         ORDER BY id DESC LIMIT $7`,
        [...filter, after, limit + 1],
      );
      const { total } = await queryOne(
        tx,
        ListRow,
        `SELECT count(*)::int AS total FROM (SELECT 1 FROM organisation WHERE ${found} LIMIT ${countedTo}) x`,
        filter,
      );
      return pageOf(rows, limit, total, (row) => viewOf(row, actor));
    });
  }

  async read(actor: SignedIn, id: string): Promise<Detail> {
    return this.database.asActor(actor, async (tx) => {
      const organisation = await organisationView(tx, actor, id);
      const inside = actor.organisationId === id || reads(actor);
      const invites = organisation.allowed.includes('organisation.invite');
      return {
        ...organisation,
        wallet: inside ? await walletOf(tx, id) : null,
        members: inside ? await membersOf(tx, actor, id) : null,
        invitations: invites ? await invitationsOf(tx, actor, id) : null,
      };
    });
  }

  /** Errors: `not_found`; `expired` when accepted or too late. */
  async invitation(token: string): Promise<Answer<typeof readInvitation>> {
    return this.database.asNobody(async (tx) => {
      const row = await queryRow(
        tx,
        InvitationRow,
        `SELECT i.email, i.roles, o.id, o.name, i.accepted_at IS NULL AND i.expires_at > now() AS open,
           EXISTS (SELECT 1 FROM person p WHERE p.email = i.email) AS known
         FROM invitation i JOIN organisation o ON o.id = i.organisation_id WHERE i.token_hash = $1`,
        [hashOf(token)],
      );
      if (!row) throw new Refusal('not_found');
      if (!row.open) throw new Refusal('expired');
      return {
        organisation: { id: row.id, name: row.name },
        email: row.email,
        roles: row.roles,
        known: row.known,
      };
    });
  }
}

/** Errors: `not_found`. */
export async function organisationView(tx: Tx, actor: SignedIn, id: string): Promise<Organisation> {
  const row = await queryRow(tx, Row, `SELECT ${columns} FROM organisation WHERE id = $1`, [id]);
  if (!row) throw new Refusal('not_found');
  return viewOf(row, actor);
}

function viewOf(row: Row, actor: SignedIn): Organisation {
  const inside = actor.organisationId === row.id || reads(actor);
  return {
    id: row.id,
    name: row.name,
    roles: row.roles,
    creditCode: inside ? row.credit_code : null,
    region: row.region,
    address: inside ? row.address : null,
    controlGroupId: inside ? row.control_group_id : null,
    verified: row.verified,
    sameName: holds(actor, ['admin']) ? row.same_name : null,
    createdAt: row.created_at.toISOString(),
    allowed: allowed(organisationPolicy, actor, { status: 'existing', organisationId: row.id }),
  };
}

const WalletOfRow = z.object({
  balance: z.number(),
  held: z.number(),
});

async function walletOf(tx: Tx, id: string): Promise<Detail['wallet']> {
  const wallet = await queryRow(
    tx,
    WalletOfRow,
    'SELECT balance, held FROM wallet WHERE organisation_id = $1',
    [id],
  );
  return wallet ?? null;
}

type MembersOfAnswer = Member & {
  proposed: Member['roles'] | null;
  proposed_by: string | null;
  by: string;
  asked: string[];
};

const MembersOfRow = z.object({
  personId: z.string(),
  name: z.string(),
  email: z.string(),
  roles: json<MembersOfAnswer['roles']>(),
  alone: z.boolean(),
  proposed: json<Member['roles']>().nullable(),
  proposed_by: z.string().nullable(),
  by: z.string(),
  asked: z.array(z.string()),
});

async function membersOf(tx: Tx, actor: SignedIn, id: string): Promise<NonNullable<Detail['members']>> {
  const rows = await queryRows(
    tx,
    MembersOfRow,
    `SELECT p.id AS "personId", p.name, p.email, m.roles, m.alone, q.roles AS proposed, q.proposed_by,
       coalesce(person_name(q.proposed_by), '') AS by, ${askedOf('q.proposed_by', 'm.person_id')} AS asked
     FROM membership m JOIN person p ON p.id = m.person_id
       LEFT JOIN role_proposal q ON q.person_id = p.id AND q.organisation_id = m.organisation_id
     WHERE m.organisation_id = $1 ORDER BY m.created_at, p.id LIMIT 1000`,
    [id],
  );
  return rows.map(({ proposed, proposed_by, by, asked, ...member }) => ({
    ...member,
    proposal: proposed && {
      roles: proposed,
      by,
      asked,
      mine: agrees(actor, id, proposed_by, member.personId),
    },
  }));
}
/** Names of the admins who may agree, sorted. */
const askedOf = (proposer: string, subject: string) => `ARRAY(SELECT second.name FROM (
  SELECT p.name, m.person_id FROM ${adminsOf('$1')}) second
  WHERE second.person_id <> ${proposer} AND second.person_id IS DISTINCT FROM ${subject} ORDER BY 1)`;
type Member = NonNullable<Detail['members']>[number];

const agrees = (actor: SignedIn, id: string, proposedBy: string | null, subject: string | null) =>
  may(organisationPolicy, actor, 'organisation.agree', {
    status: 'existing',
    organisationId: id,
    proposedByPersonId: proposedBy,
    subjectPersonId: subject,
  }).ok;

type InvitationsOfAnswer = Omit<Open, 'expiresAt' | 'mine'> & {
  expires_at: Date;
  invited_by: string;
  subject: string | null;
};

const InvitationsOfRow = z.object({
  id: z.string(),
  asked: z.array(z.string()),
  email: z.string(),
  roles: json<InvitationsOfAnswer['roles']>(),
  consent: word<InvitationsOfAnswer['consent']>(),
  expires_at: z.date(),
  invited_by: z.string(),
  subject: z.string().nullable(),
});

async function invitationsOf(
  tx: Tx,
  actor: SignedIn,
  id: string,
): Promise<NonNullable<Detail['invitations']>> {
  const rows = await queryRows(
    tx,
    InvitationsOfRow,
    `SELECT i.id, i.email, i.roles, i.expires_at, i.consent, i.invited_by, p.id AS subject,
       CASE WHEN i.consent = 'asked' THEN ${askedOf('i.invited_by', 'p.id')} ELSE '{}'::text[] END AS asked
     FROM invitation i LEFT JOIN person p ON p.email = i.email
     WHERE i.organisation_id = $1 AND i.accepted_at IS NULL AND i.expires_at > now() ORDER BY i.id DESC LIMIT 200`,
    [id],
  );
  return rows.map(({ expires_at, invited_by, subject, ...row }) => ({
    ...row,
    expiresAt: expires_at.toISOString(),
    mine: row.consent === 'asked' && agrees(actor, id, invited_by, subject),
  }));
}
type Open = NonNullable<Detail['invitations']>[number];
