import { Inject, Injectable } from '@nestjs/common';
import type { listSessions, listTokens, readSession, TokenScope } from '@scenario-lab/contracts/accounts';
import { DemonstrationProgress, readSession as readSessionRow } from '@scenario-lab/contracts/accounts';
import { LabIdentity, noIdentity } from '@scenario-lab/contracts/identity';
import { LabTexts } from '@scenario-lab/contracts/lab-rules';
import type { Answer } from '@scenario-lab/contracts/route';
import { closedKinds } from '@scenario-lab/contracts/taxonomies';
import { json, queryRow, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import { readMe } from '@scenario-lab/db/organisations/me.queries';
import { termsOf } from '@scenario-lab/db/taxonomies/terms.queries';
import type { Actor, SignedIn } from '@scenario-lab/domain/actor';
import { z } from 'zod';
import type { Env } from '../env.js';
import { DATABASE, ENV } from '../http/tokens.js';
import { version } from '../http/version.js';

type Session = Answer<typeof readSession>;

/** Said until the lab's own organisation exists. */
const unnamed = { zh: '场景实验室', en: 'Scenario Lab' };
const accountsOf = readSessionRow.reply.shape.demonstrationAccounts;

const SessionRow = z.object({
  name: json<unknown>().nullable(),
});

const SessionRow2 = z.object({
  key: z.string(),
  value: json<unknown>().nullable(),
});

const SessionsRow = z.object({
  id: z.string(),
  created_at: z.date(),
  last_seen_at: z.date(),
  agent: z.string(),
});

@Injectable()
export class AccountsQuery {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(ENV) private readonly env: Env,
  ) {}

  async session(actor: Actor): Promise<Session> {
    const me = actor === 'anonymous' ? null : await this.database.asActor(actor, (tx) => readMe(tx, actor));
    const demonstration = this.env.DEMONSTRATION === 'yes';
    return this.database.asActor('anonymous', async (tx) => {
      const lab = await queryRow(
        tx,
        SessionRow,
        `SELECT name FROM organisation WHERE 'operate' = ANY(roles) ORDER BY created_at LIMIT 1`,
      );
      const settings = await queryRows(
        tx,
        SessionRow2,
        'SELECT key, value FROM setting WHERE key = ANY($1)',
        [
          [
            'lab.identity',
            'lab.texts',
            'taxonomy.terms',
            ...(demonstration ? ['demonstration.accounts', 'demonstration.telling'] : []),
          ],
        ],
      );
      const setting = (key: string) => settings.find((one) => one.key === key)?.value;
      const telling = DemonstrationProgress.safeParse(setting('demonstration.telling')).data ?? null;
      const identity = LabIdentity.safeParse(setting('lab.identity')).data ?? noIdentity;
      return {
        me,
        lab: {
          name: lab?.name ?? unnamed,
          demonstration,
          telling,
          version,
          timeZone: this.env.LAB_TIME_ZONE,
          identity,
          note: LabTexts.safeParse(setting('lab.texts')).data?.note ?? null,
          renamed: [...termsOf(setting('taxonomy.terms')).values()]
            .filter(({ kind }) => (closedKinds as readonly string[]).includes(kind))
            .map(({ kind, code, name }) => ({ kind, code, name })),
        },
        demonstrationAccounts: accountsOf.safeParse(setting('demonstration.accounts')).data ?? [],
      };
    });
  }

  async sessions(actor: SignedIn, current: string | undefined): Promise<Answer<typeof listSessions>> {
    const rows = await this.database.asActor(actor, (tx) =>
      queryRows(
        tx,
        SessionsRow,
        `SELECT id, created_at, last_seen_at, agent FROM session
         WHERE person_id = $1 AND expires_at > now() ORDER BY last_seen_at DESC`,
        [actor.personId],
      ),
    );
    return rows.map((row) => ({
      id: row.id,
      createdAt: row.created_at.toISOString(),
      lastSeenAt: row.last_seen_at.toISOString(),
      agent: row.agent,
      current: row.id === current,
    }));
  }

  async tokens(actor: SignedIn): Promise<Answer<typeof listTokens>> {
    const rows = await this.database.asActor(actor, (tx) =>
      queryRows(
        tx,
        TokenRow,
        `SELECT id, name, scope, created_at, expires_at, last_used_at FROM api_token
         WHERE person_id = $1 AND revoked_at IS NULL ORDER BY created_at DESC`,
        [actor.personId],
      ),
    );
    return rows.map(tokenOf);
  }
}

export const TokenRow = z.object({
  id: z.string(),
  name: z.string(),
  scope: word<TokenScope>(),
  created_at: z.date(),
  expires_at: z.date(),
  last_used_at: z.date().nullable(),
});
export type TokenRow = z.output<typeof TokenRow>;

export const tokenOf = (row: TokenRow): Answer<typeof listTokens>[number] => ({
  id: row.id,
  name: row.name,
  scope: row.scope,
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
});
