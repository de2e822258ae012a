import { Inject, Injectable } from '@nestjs/common';
import type { TokenScope } from '@scenario-lab/contracts/accounts';
import { json, queryRow, word } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import { hashOf, sessionEnd } from '@scenario-lab/db/organisations/sessions.queries';
import { rolesOf, type SignedIn } from '@scenario-lab/domain/actor';
import type { Request } from 'express';
import { z } from 'zod';
import { type Env, sessionLife } from '../env.js';
import type { Identity } from './actor.decorator.js';
import { cookieOf } from './session-cookie.js';
import { DATABASE, ENV } from './tokens.js';

const Held = z.object({
  id: z.string(),
  person_id: z.string(),
  organisation_id: z.string(),
  organisation_roles: json<SignedIn['roles']>(),
  membership_roles: z.array(z.string()),
  control_group_id: z.string().nullable(),
  /** Of a token. */
  scope: word<TokenScope>().nullable(),
  /** Not noted as seen for a minute. */
  stale: z.boolean(),
});
type Held = z.output<typeof Held>;

const holder = (table: 'session' | 'api_token', seen: string) => `
  SELECT s.id, ${table === 'api_token' ? 's.scope' : 'NULL'} AS scope, s.person_id, s.organisation_id, o.roles AS organisation_roles, m.roles AS membership_roles, o.control_group_id,
    coalesce(s.${seen} < now() - interval '1 minute', true) AS stale
  FROM ${table} s
  JOIN person p ON p.id = s.person_id AND NOT p.suspended
  JOIN membership m ON m.person_id = s.person_id AND m.organisation_id = s.organisation_id
  JOIN organisation o ON o.id = s.organisation_id
  WHERE s.token_hash = $1 AND s.expires_at > now()`;

/** What a site's device proves itself by, whichever way it comes. */
export const isSiteToken = (secret: string) => /^sls_\S{16,196}$/.test(secret);

const BySiteTokenRow = z.object({
  id: z.string(),
  pilot_id: z.string(),
  organisation_id: z.string(),
  issued_by: z.string(),
  site: z.string(),
  token_hash: z.string(),
  created_at: z.date(),
  last_used_at: z.date().nullable(),
  revoked_at: z.date().nullable(),
  clock_ahead: z.number().nullable(),
  late_by: z.number().nullable(),
  late_pushes: z.number(),
  fault: json<unknown>().nullable(),
  organisation_roles: json<('supply' | 'demand' | 'operate')[]>(),
  membership_roles: z.array(z.string()),
});

/** Who is calling: a session cookie, an API token or a site token; roles are read anew on every request. */
@Injectable()
export class IdentityService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(ENV) private readonly env: Env,
  ) {}

  async identify(request: Request): Promise<Identity> {
    const bearer = request.headers.authorization?.match(/^Bearer (\S{20,200})$/)?.[1];
    if (bearer && isSiteToken(bearer)) return this.bySiteToken(bearer);
    if (bearer) return this.byApiToken(bearer);
    const cookie = cookieOf(request, this.env, 'session');
    return cookie ? this.bySession(cookie) : { actor: 'anonymous', by: 'nobody' };
  }

  private async bySession(secret: string): Promise<Identity> {
    const [held] = await this.database.askAsNobody(Held, holder('session', 'last_seen_at'), [hashOf(secret)]);
    if (!held) return { actor: 'anonymous', by: 'nobody' };
    if (held.stale) {
      await this.database.askAsNobody(
        z.unknown(),
        `UPDATE session SET last_seen_at = now(), expires_at = ${sessionEnd(sessionLife(this.env), 'created_at')}
         WHERE id = $1 AND last_seen_at < now() - interval '1 minute'`,
        [held.id],
      );
    }
    return { actor: actorOf(held), by: 'session', sessionId: held.id };
  }

  private async byApiToken(secret: string): Promise<Identity> {
    const [held] = await this.database.askAsNobody(
      Held,
      `${holder('api_token', 'last_used_at')} AND s.revoked_at IS NULL`,
      [hashOf(secret)],
    );
    if (!held) return { actor: 'anonymous', by: 'nobody' };
    if (held.stale) {
      await this.database.askAsNobody(
        z.unknown(),
        `UPDATE api_token SET last_used_at = now() WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')`,
        [held.id],
      );
    }
    return { actor: actorOf(held), by: 'token', ...(held.scope ? { scope: held.scope } : {}) };
  }

  /** A site token stands for whoever issued it, and ends when that person leaves, is suspended or loses the right. */
  async bySiteToken(secret: string): Promise<Identity> {
    return this.database.asNobody(async (tx) => {
      const token = await queryRow(
        tx,
        BySiteTokenRow,
        `SELECT t.*, o.roles AS organisation_roles, m.roles AS membership_roles FROM site_token_of($1) t
           JOIN person p ON p.id = t.issued_by AND NOT p.suspended
           JOIN membership m ON m.person_id = t.issued_by AND m.organisation_id = t.organisation_id
           JOIN organisation o ON o.id = t.organisation_id`,
        [hashOf(secret)],
      );
      if (!token || !rolesOf(token.organisation_roles, token.membership_roles).includes('department'))
        return { actor: 'anonymous', by: 'nobody' };
      const actor: SignedIn = {
        personId: token.issued_by,
        organisationId: token.organisation_id,
        controlGroupId: null,
        roles: [],
        isOwner: false,
      };
      return {
        actor,
        by: 'site_token',
        site: { tokenId: token.id, pilotId: token.pilot_id, site: token.site },
      };
    });
  }
}

function actorOf(held: Held): SignedIn {
  return {
    personId: held.person_id,
    organisationId: held.organisation_id,
    controlGroupId: held.control_group_id,
    roles: rolesOf(held.organisation_roles as never, held.membership_roles),
    isOwner: held.membership_roles.includes('owner'),
  };
}
