import { randomInt } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import {
  type askKeyMatch,
  type handInPoints,
  type KeyMatch,
  type listKeyMatches,
  mostMatches,
} from '@scenario-lab/contracts/key-matches';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import { execute, json, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { recordEvent } from '@scenario-lab/db/transition';
import { grantPolicy } from '@scenario-lab/domain/access/access.policy';
import { discreteLaplace, matchNoise } from '@scenario-lab/domain/access/noisy-count';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { belongs } from '@scenario-lab/domain/conditions';
import { type ActionOf, may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';
import { type GrantRecord, grantFactsOf, holdGrantRecord, readGrantRecord } from './grant-record.js';

type Side = 'owner' | 'grantee';
const Row = z.object({
  id: z.string(),
  grant_id: z.string(),
  dataset_version_id: z.string(),
  label: z.string(),
  owner: json<KeyMatch['owner']>(),
  grantee: json<KeyMatch['grantee']>(),
  key_column: z.string(),
  list: z.string(),
  asked_at: z.date(),
  agreed_at: z.date().nullable(),
  owner_first: z.number().nullable(),
  owner_second: z.number().nullable(),
  grantee_first: z.number().nullable(),
  grantee_second: z.number().nullable(),
  ended_at: z.date().nullable(),
  reason: z.string().nullable(),
  counted_at: z.date().nullable(),
  count: z.number().nullable(),
});
type Row = z.output<typeof Row>;
const select = `SELECT m.id, m.grant_id, m.dataset_version_id, coalesce(v.label, '') AS label,
    jsonb_build_object('id', o.id, 'name', o.name) AS owner, jsonb_build_object('id', t.id, 'name', t.name) AS grantee,
    m.key_column, m.list, m.asked_at, m.agreed_at, m.owner_first, m.owner_second, m.grantee_first, m.grantee_second,
    m.ended_at, m.reason, m.counted_at, m.count
  FROM key_match m JOIN organisation o ON o.id = m.owner_id JOIN organisation t ON t.id = m.grantee_id
    LEFT JOIN dataset_version v ON v.id = m.dataset_version_id`;

const AskRow = z.object({
  columns: json<{ name: string }[]>(),
});

const AskRow2 = z.object({
  id: z.string().nullable(),
});

const PointsRow = z.object({
  points: z.array(z.string()),
});

/** How many keys two organisations have in common: the lab hands on what each has blinded, and counts what both have. */
@Injectable()
export class KeyMatchesService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  list(actor: SignedIn, grantId: string): Promise<Answer<typeof listKeyMatches>> {
    return this.database.asActor(actor, async (tx) => {
      const grant = await readGrantRecord(tx, actor, grantId, 'grant.read');
      const rows = await queryRows(tx, Row, `${select} WHERE m.grant_id = $1 ORDER BY m.id DESC`, [grantId]);
      const mayAsk =
        grant.methods.includes('psi') && may(grantPolicy, actor, 'grant.ask_match', grantFactsOf(grant)).ok;
      return {
        items: rows.map((row) => view(actor, row)),
        versions: mayAsk ? await versionsOf(tx, grant) : [],
        budget: { used: await spent(tx, grant.dataset_id), of: mostMatches },
        mayAsk,
      };
    });
  }

  ask(
    actor: SignedIn,
    grantId: string,
    { versionId, column, list }: Received<typeof askKeyMatch>['body'],
  ): Promise<{ id: string }> {
    return this.database.asActor(actor, async (tx) => {
      const grant = await holdGrantRecord(tx, actor, grantId, 'grant.ask_match');
      if (!grant.methods.includes('psi')) throw new Refusal('grant_missing', { id: grantId });
      await execute(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `key-match:${grant.dataset_id}`,
      ]);
      const version = await queryRow(
        tx,
        AskRow,
        `SELECT columns FROM dataset_version WHERE id = $1 AND dataset_id = $2 AND status IN ('ready', 'deprecated')`,
        [versionId, grant.dataset_id],
      );
      if (!version) throw inputRefusal({ path: 'versionId', code: 'invalid_value' });
      if (!version.columns.some(({ name }) => name === column))
        throw inputRefusal({ path: 'column', code: 'unknown_column' });
      const twins = await queryRows(
        tx,
        z.unknown(),
        'SELECT 1 FROM key_match WHERE grantee_id = $1 AND dataset_version_id = $2 AND ended_at IS NULL',
        [actor.organisationId, versionId],
      );
      if (twins.length > 0) throw new Refusal('duplicate', { versionId });
      if ((await spent(tx, grant.dataset_id)) >= mostMatches)
        throw new Refusal('quota_exhausted', { of: mostMatches });
      const use = await queryRow(tx, AskRow2, `SELECT take_grant($1, $2, 'psi') AS id`, [
        grant.dataset_id,
        actor.organisationId,
      ]);
      if (!use?.id) throw new Refusal('grant_missing', { id: grantId });
      const id = newId();
      await execute(
        tx,
        `INSERT INTO key_match (id, grant_id, dataset_id, dataset_version_id, owner_id, grantee_id, person_id, key_column, list)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          id,
          grantId,
          grant.dataset_id,
          versionId,
          grant.owner.id,
          actor.organisationId,
          actor.personId,
          column,
          list,
        ],
      );
      await recordEvent(tx, {
        thing: 'grant',
        id: grantId,
        event: 'grant.match_asked',
        by: actor,
        remark: list,
      });
      return { id };
    });
  }

  agree(actor: SignedIn, id: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const row = await hold(tx, actor, id, 'grant.agree_match', true);
      if (stateOf(row) !== 'asked') throw new Refusal('wrong_status', { id, status: stateOf(row) });
      await execute(tx, 'UPDATE key_match SET agreed_at = now(), agreed_by_id = $2 WHERE id = $1', [
        id,
        actor.personId,
      ]);
      await recordEvent(tx, { thing: 'grant', id: row.grant_id, event: 'grant.match_agreed', by: actor });
    });
  }

  /** What was handed in goes first: once it is ended, nobody may touch it. */
  decline(actor: SignedIn, id: string, reason: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const row = await hold(tx, actor, id, 'grant.decline_match', false);
      const state = stateOf(row);
      if (state === 'counted' || state === 'declined')
        throw new Refusal('wrong_status', { id, status: state });
      await execute(tx, 'DELETE FROM key_match_points WHERE key_match_id = $1', [id]);
      await execute(tx, 'UPDATE key_match SET ended_at = now(), reason = $2 WHERE id = $1', [id, reason]);
      await recordEvent(tx, {
        thing: 'grant',
        id: row.grant_id,
        event: 'grant.match_declined',
        by: actor,
        remark: reason,
      });
    });
  }

  handIn(
    actor: SignedIn,
    id: string,
    round: Received<typeof handInPoints>['params']['round'],
    points: readonly string[],
  ): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const row = await hold(tx, actor, id, 'grant.hand_in_match', true);
      const side = sideOf(actor, row);
      if (side === null) throw new Refusal('not_yours', { id });
      const state = stateOf(row);
      if (state !== (round === 'first' ? 'agreed' : 'blinded') || row[`${side}_${round}`] !== null)
        throw new Refusal('wrong_status', { id, status: state });
      if (new Set(points).size !== points.length || points.some((point) => point === nothing))
        throw inputRefusal({ path: 'points', code: 'points_repeat' });
      const other = side === 'owner' ? row.grantee_first : row.owner_first;
      if (round === 'second' && points.length !== other)
        throw inputRefusal({ path: 'points', code: 'points_missing' });
      // In an order that says nothing of the one they came in, whatever the client did.
      await execute(
        tx,
        'INSERT INTO key_match_points (key_match_id, side, round, points) VALUES ($1, $2, $3, $4)',
        [id, side, round === 'first' ? 1 : 2, [...points].sort()],
      );
      await execute(tx, `UPDATE key_match SET ${side}_${round} = $2 WHERE id = $1`, [id, points.length]);
      const both = round === 'second' && row[side === 'owner' ? 'grantee_second' : 'owner_second'] !== null;
      if (!both) return;
      await execute(tx, 'SELECT count_key_match($1, $2)', [
        id,
        discreteLaplace(matchNoise, (n) => randomInt(n)),
      ]);
      await recordEvent(tx, { thing: 'grant', id: row.grant_id, event: 'grant.match_counted', by: actor });
    });
  }

  points(actor: SignedIn, id: string): Promise<{ points: string[] }> {
    return this.database.asActor(actor, async (tx) => {
      const row = await hold(tx, actor, id, 'grant.hand_in_match', true);
      const side = sideOf(actor, row);
      if (side === null) throw new Refusal('not_yours', { id });
      if (stateOf(row) !== 'blinded') throw new Refusal('wrong_status', { id, status: stateOf(row) });
      const found = await queryRow(
        tx,
        PointsRow,
        'SELECT points FROM key_match_points WHERE key_match_id = $1 AND round = 1 AND side <> $2',
        [id, side],
      );
      return { points: found?.points ?? [] };
    });
  }
}

/** The identity of the group, 32 zero bytes: whatever it is blinded with, it stays. */
const nothing = `${'A'.repeat(43)}=`;

const SpentRow = z.object({
  spent: z.string(),
});

async function spent(tx: Tx, datasetId: string): Promise<number> {
  const row = await queryRow(tx, SpentRow, 'SELECT key_matches_spent($1) AS spent', [datasetId]);
  return Number(row?.spent ?? 0);
}

const VersionsOfRow = z.object({
  id: z.string(),
  label: z.string(),
  columns: json<{ name: string }[]>(),
});

async function versionsOf(tx: Tx, grant: GrantRecord): Promise<Answer<typeof listKeyMatches>['versions']> {
  const rows = await queryRows(
    tx,
    VersionsOfRow,
    `SELECT v.id, v.label, v.columns FROM dataset_version v WHERE v.dataset_id = $1 AND v.status IN ('ready', 'deprecated')
       AND NOT EXISTS (SELECT 1 FROM key_match m WHERE m.dataset_version_id = v.id AND m.grantee_id = $2 AND m.ended_at IS NULL)
     ORDER BY v.id DESC`,
    [grant.dataset_id, grant.grantee.id],
  );
  return rows.map(({ columns, ...version }) => ({ ...version, columns: columns.map(({ name }) => name) }));
}

/** The contract is asked anew at every step (`inForce`): one that was revoked or narrowed ends what is under way. */
async function hold(
  tx: Tx,
  actor: SignedIn,
  id: string,
  action: ActionOf<typeof grantPolicy>,
  inForce: boolean,
): Promise<Row> {
  const row = await queryRow(tx, Row, `${select} WHERE m.id = $1`, [id]);
  // Whom it does not concern learns nothing of it, the lab's people included.
  if (!row || sideOf(actor, row) === null) throw new Refusal('not_found', { thing: 'key_match', id });
  const grant = await readGrantRecord(tx, actor, row.grant_id, action);
  if (inForce && !grant.methods.includes('psi')) throw new Refusal('grant_missing', { id: grant.id });
  // Row-level security locks nothing that has been counted or ended; read again, for somebody may have been first.
  const held = await queryRows(tx, z.unknown(), 'SELECT 1 FROM key_match WHERE id = $1 FOR UPDATE', [id]);
  const now = await queryRow(tx, Row, `${select} WHERE m.id = $1`, [id]);
  if (!now || held.length === 0) throw new Refusal('wrong_status', { id, status: stateOf(now ?? row) });
  return now;
}

const sideOf = (actor: SignedIn, { owner, grantee }: Row): Side | null =>
  belongs(actor, owner.id) ? 'owner' : belongs(actor, grantee.id) ? 'grantee' : null;

function stateOf(row: Row): KeyMatch['state'] {
  if (row.counted_at) return 'counted';
  if (row.ended_at) return 'declined';
  if (row.owner_first !== null && row.grantee_first !== null) return 'blinded';
  return row.agreed_at ? 'agreed' : 'asked';
}

const view = (actor: SignedIn, row: Row): KeyMatch => ({
  id: row.id,
  grantId: row.grant_id,
  state: stateOf(row),
  version: { id: row.dataset_version_id, label: row.label },
  owner: row.owner,
  grantee: row.grantee,
  column: row.key_column,
  list: row.list,
  askedAt: row.asked_at.toISOString(),
  agreedAt: row.agreed_at?.toISOString() ?? null,
  side: sideOf(actor, row),
  ownerIn: { first: row.owner_first !== null, second: row.owner_second !== null },
  granteeIn: { first: row.grantee_first !== null, second: row.grantee_second !== null },
  count: row.count,
  countedAt: row.counted_at?.toISOString() ?? null,
  reason: row.reason,
});
