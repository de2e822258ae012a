import { statfs } from 'node:fs/promises';
import { Inject, Injectable } from '@nestjs/common';
import {
  Backup,
  LabTexts,
  type noteBackup,
  ownServiceDays,
  type PromisedDeed,
  type RetentionDays,
  type readServiceLevels,
  type readUpkeep,
  retained,
  retentionDays,
  type ServiceLevels,
  usualServiceDays,
} from '@scenario-lab/contracts/lab-rules';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import { execute, json, queryOne, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { labPolicy } from '@scenario-lab/domain/lab/lab.policy';
import type { ActionOf } from '@scenario-lab/domain/policy';
import { allowed, may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import type { Env } from '../env.js';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE, ENV } from '../http/tokens.js';

type LabAction = ActionOf<typeof labPolicy>;
const anew = { status: null };
const noTexts: LabTexts = { note: null, service: null, contact: null };
/** Of those noted; older ones are in the history. */
const mostBackups = 50;
const Noted = z.array(Backup.omit({ by: true }).extend({ personId: z.uuid() }));

const UpkeepRow = z.object({
  id: z.string(),
  name: z.string(),
});

const NoteBackupRow = z.object({
  ahead: z.boolean(),
  at: z.date(),
});

/** What the lab has set for itself: promised days, its own texts, what is kept how long, which copies were made. */
@Injectable()
export class RulesService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(ENV) private readonly env: Env,
  ) {}

  serviceLevels(actor: SignedIn): Promise<Answer<typeof readServiceLevels>> {
    demand(actor, 'lab.read_service_levels');
    return this.database.asActor(actor, async (tx) => ({
      days: ownServiceDays(await setting(tx, 'service.days')),
      allowed: allowed(labPolicy, actor, anew),
    }));
  }

  editServiceLevels(actor: SignedIn, { days }: ServiceLevels): Promise<void> {
    return this.change(actor, 'lab.edit_service_levels', 'lab.service_levels_set', async (tx) => {
      const before = ownServiceDays(await setting(tx, 'service.days'));
      const other = Object.entries(days).filter(
        ([deed, value]) => value !== usualServiceDays[deed as PromisedDeed],
      );
      const after = ownServiceDays(Object.fromEntries(other));
      await set(tx, 'service.days', after);
      return (Object.keys(usualServiceDays) as PromisedDeed[])
        .flatMap((deed) => {
          const [was, is] = [before[deed] ?? usualServiceDays[deed], after[deed] ?? usualServiceDays[deed]];
          return was === is ? [] : [`${deed} ${was} → ${is}`];
        })
        .join('; ');
    });
  }

  texts(): Promise<LabTexts> {
    return this.database.asActor('anonymous', async (tx) => {
      const said = await setting(tx, 'lab.texts');
      return LabTexts.safeParse(said).data ?? noTexts;
    });
  }

  editTexts(actor: SignedIn, texts: LabTexts): Promise<void> {
    return this.change(actor, 'lab.edit_texts', 'lab.texts_set', async (tx) => {
      const before = LabTexts.safeParse(await setting(tx, 'lab.texts')).data ?? noTexts;
      await set(tx, 'lab.texts', texts);
      // What it said before stays readable in the history: a promise to the public is not unsaid by a save.
      return (['note', 'service', 'contact'] as const)
        .filter((key) => JSON.stringify(before[key]) !== JSON.stringify(texts[key]))
        .map((key) => `${key}: ${before[key]?.zh ?? before[key]?.en ?? '–'}`)
        .join('\n');
    });
  }

  upkeep(actor: SignedIn): Promise<Answer<typeof readUpkeep>> {
    demand(actor, 'lab.read_upkeep');
    return this.database.asActor(actor, async (tx) => {
      const noted = Noted.safeParse(await setting(tx, 'lab.backups')).data ?? [];
      const people = await queryRows(tx, UpkeepRow, 'SELECT id, name FROM person WHERE id = ANY($1)', [
        noted.map(({ personId }) => personId),
      ]);
      return {
        retention: retentionDays(await setting(tx, 'retention.days')),
        storage: { ...(await held(tx)), disk: await this.disk() },
        backups: noted.map(({ personId, ...backup }) => ({
          ...backup,
          by: people.find(({ id }) => id === personId)?.name ?? '–',
        })),
        allowed: allowed(labPolicy, actor, anew),
      };
    });
  }

  editRetention(actor: SignedIn, days: RetentionDays): Promise<void> {
    return this.change(actor, 'lab.edit_retention', 'lab.retention_set', async (tx) => {
      const before = retentionDays(await setting(tx, 'retention.days'));
      await set(tx, 'retention.days', days);
      return retained
        .filter((kind) => before[kind] !== days[kind])
        .map((kind) => `${kind} ${before[kind]} → ${days[kind]}`)
        .join('; ');
    });
  }

  noteBackup(actor: SignedIn, { kind, day, place }: Received<typeof noteBackup>['body']): Promise<void> {
    const event = kind === 'backup' ? 'lab.backup_noted' : 'lab.drill_noted';
    return this.change(actor, 'lab.note_backup', event, async (tx) => {
      const { ahead, at } = await queryOne(
        tx,
        NoteBackupRow,
        'SELECT $1::date > current_date AS ahead, now() AS at',
        [day],
      );
      if (ahead) throw inputRefusal({ path: 'day', code: 'day_ahead' });
      const noted = Noted.safeParse(await setting(tx, 'lab.backups')).data ?? [];
      const one = { id: newId(), kind, day, place, personId: actor.personId, at: at.toISOString() };
      await set(tx, 'lab.backups', [one, ...noted].slice(0, mostBackups));
      return `${day} · ${place}`;
    });
  }

  private async disk(): Promise<Answer<typeof readUpkeep>['storage']['disk']> {
    try {
      const { bavail, blocks, bsize } = await statfs(this.env.UPLOADS_DIR);
      return { free: bavail * bsize, total: blocks * bsize, mark: this.env.MIN_FREE_BYTES };
    } catch {
      return null;
    }
  }

  /** One after the other: what a change is told to have replaced is what stood. */
  private async change(
    actor: SignedIn,
    action: LabAction,
    event: string,
    work: (tx: Tx) => Promise<string>,
  ): Promise<void> {
    demand(actor, action);
    await this.database.asActor(actor, async (tx) => {
      await execute(tx, `SELECT pg_advisory_xact_lock(hashtextextended('lab.rules', 0))`);
      const remark = await work(tx);
      await recordEvent(tx, {
        thing: 'lab',
        id: actor.organisationId,
        event,
        by: actor,
        remark: remark.slice(0, 5_000),
      });
    });
  }
}

function demand(actor: SignedIn, action: LabAction): void {
  const answer = may(labPolicy, actor, action, anew);
  if (!answer.ok) throw new Refusal(answer.code, { action });
}

const SettingRow = z.object({
  value: json<unknown>().nullable(),
});

async function setting(tx: Tx, key: string): Promise<unknown> {
  const row = await queryRow(tx, SettingRow, 'SELECT value FROM setting WHERE key = $1', [key]);
  return row?.value;
}

async function set(tx: Tx, key: string, value: unknown): Promise<void> {
  await execute(
    tx,
    `INSERT INTO setting (key, value) VALUES ($1, $2::jsonb)
     ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value`,
    [key, JSON.stringify(value)],
  );
}

/** What the lab's files come to, read off the rows that name them; the store itself may be a bucket far away. */
const kinds: Readonly<Record<string, string>> = {
  dataset_version: 'SELECT bytes FROM dataset_version',
  algorithm_version: 'SELECT bytes FROM algorithm_version',
  organisation_document: 'SELECT bytes FROM organisation_document',
  pilot_document: 'SELECT bytes FROM pilot_document',
  room_record: 'SELECT bytes FROM room_record WHERE bytes IS NOT NULL',
  upload: 'SELECT received AS bytes FROM upload WHERE NOT used',
};

const HeldRow = z.object({
  size: z.string().nullable(),
});

const HeldRow2 = z.object({
  kind: z.string(),
  count: z.number(),
  bytes: z.string(),
});

async function held(tx: Tx) {
  const { size } = await queryOne(tx, HeldRow, 'SELECT pg_database_size(current_database()) AS size');
  const files = await queryRows(
    tx,
    HeldRow2,
    Object.entries(kinds)
      .map(
        ([kind, select]) =>
          `SELECT '${kind}' AS kind, count(*)::int AS count, coalesce(sum(bytes), 0) AS bytes FROM (${select}) f`,
      )
      .join(' UNION ALL '),
  );
  return {
    databaseBytes: Number(size),
    files: files.map((file) => ({ ...file, bytes: Number(file.bytes) })),
  };
}
