import { createHash, randomBytes } from 'node:crypto';
import { cutText } from '@scenario-lab/contracts/cut-text';
import { rolesOf, type SignedIn } from '@scenario-lab/domain/actor';
import { z } from 'zod';
import { execute, json, queryRow } from '../core/rows.js';
import type { Tx } from '../database.js';
import { newId } from '../ids.js';

/** Secrets are shown once and kept as SHA-256, hex: they are random, so a slow hash would add nothing. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
export const newSecret = (prefix = ''): string => prefix + randomBytes(32).toString('base64url');

const ActorForRow = z.object({
  sides: json<('demand' | 'operate' | 'supply')[]>(),
  control_group_id: z.string().nullable(),
  membership: z.array(z.string()),
});

/** The person as acting for the organisation; null without a membership there. */
export async function actorFor(tx: Tx, personId: string, organisationId: string): Promise<SignedIn | null> {
  const row = await queryRow(
    tx,
    ActorForRow,
    `SELECT o.roles AS sides, o.control_group_id, m.roles AS membership FROM membership m
     JOIN organisation o ON o.id = m.organisation_id WHERE m.person_id = $1 AND m.organisation_id = $2`,
    [personId, organisationId],
  );
  if (!row) return null;
  return {
    personId,
    organisationId,
    controlGroupId: row.control_group_id,
    roles: rolesOf(row.sides, row.membership),
    isOwner: row.membership.includes('owner'),
  };
}

const HomeOfRow = z.object({
  organisation_id: z.string(),
});

/** Where the person acted last and still may, else where it has belonged longest; null where nowhere. */
export async function homeOf(tx: Tx, personId: string): Promise<string | null> {
  const row = await queryRow(
    tx,
    HomeOfRow,
    `SELECT m.organisation_id FROM membership m
     LEFT JOIN LATERAL (SELECT max(s.last_seen_at) AS at FROM session s
       WHERE s.person_id = m.person_id AND s.organisation_id = m.organisation_id) s ON true
     WHERE m.person_id = $1 ORDER BY s.at DESC NULLS LAST, m.created_at, m.organisation_id LIMIT 1`,
    [personId],
  );
  return row?.organisation_id ?? null;
}

const kept = 50;

/** A session ends when it has not been used for `idleHours`, and `days` after it began however much it is used. */
export interface SessionLife {
  idleHours: number;
  days: number;
}

/** SQL of a session's next end, from when it began and now. */
export const sessionEnd = ({ idleHours, days }: SessionLife, began: string): string =>
  `least(now() + interval '${Number(idleHours)} hours', ${began} + interval '${Number(days)} days')`;

/** Opens a session and returns its secret; forgets the person's ended sessions, and the oldest beyond fifty. */
export async function openSession(
  tx: Tx,
  session: { personId: string; organisationId: string; agent: string; life: SessionLife },
): Promise<string> {
  const secret = newSecret();
  await execute(
    tx,
    `DELETE FROM session WHERE person_id = $1 AND (expires_at <= now() OR id IN (
       SELECT id FROM session WHERE person_id = $1 ORDER BY last_seen_at DESC OFFSET $2))`,
    [session.personId, kept - 1],
  );
  await execute(
    tx,
    `INSERT INTO session (id, token_hash, person_id, organisation_id, agent, expires_at)
     VALUES ($1, $2, $3, $4, $5, ${sessionEnd(session.life, 'now()')})`,
    [newId(), hashOf(secret), session.personId, session.organisationId, cutText(session.agent, 300)],
  );
  return secret;
}

const devicesKept = 20;

/** Remembers the browser a person has signed in from; returns the secret of its cookie. */
export async function rememberDevice(tx: Tx, personId: string, known: string | null): Promise<string> {
  if (known) {
    await execute(tx, 'UPDATE known_device SET last_seen_at = now() WHERE token_hash = $1', [hashOf(known)]);
    return known;
  }
  const secret = newSecret();
  await execute(
    tx,
    `DELETE FROM known_device WHERE person_id = $1 AND (last_seen_at < now() - interval '180 days' OR id IN (
       SELECT id FROM known_device WHERE person_id = $1 ORDER BY last_seen_at DESC OFFSET $2))`,
    [personId, devicesKept - 1],
  );
  await execute(tx, 'INSERT INTO known_device (id, token_hash, person_id) VALUES ($1, $2, $3)', [
    newId(),
    hashOf(secret),
    personId,
  ]);
  return secret;
}

/** Ends a person's sessions, all or all but one. */
export async function endSessions(tx: Tx, personId: string, but: string | null = null): Promise<void> {
  await execute(tx, 'DELETE FROM session WHERE person_id = $1 AND id IS DISTINCT FROM $2::uuid', [
    personId,
    but,
  ]);
}

export async function revokeTokens(
  tx: Tx,
  personId: string,
  organisationId: string | null = null,
): Promise<void> {
  await execute(
    tx,
    `UPDATE api_token SET revoked_at = now() WHERE person_id = $1 AND revoked_at IS NULL
     AND ($2::uuid IS NULL OR organisation_id = $2)`,
    [personId, organisationId],
  );
  // The address of their calendar is a secret of theirs too.
  await execute(tx, 'SELECT forget_calendar_address($1, $2)', [personId, organisationId]);
}
