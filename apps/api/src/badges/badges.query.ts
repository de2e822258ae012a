import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import type { Badge, BadgeKind, checkBadge, listBadges } from '@scenario-lab/contracts/badges';
import type { Answer, Received } from '@scenario-lab/contracts/route';
import {
  BadgeRecord,
  badgeColumns,
  badgeFrom,
  badgeOf,
  badgeRowOf,
  readBadgeRecord,
} from '@scenario-lab/db/badges/badge.queries';
import { measureBadge } from '@scenario-lab/db/badges/measure-badge';
import { presentThresholds } from '@scenario-lab/db/badges/thresholds';
import { countFacet, readPage, Where } from '@scenario-lab/db/core/page';
import { queryRow } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import type { Actor, SignedIn } from '@scenario-lab/domain/actor';
import { shortOf } from '@scenario-lab/domain/badges/rules';
import { Refusal } from '@scenario-lab/domain/refusal';
import type { BlobStore } from '@scenario-lab/storage/blob-store';
import { z } from 'zod';
import { anywhere } from '../http/id-page.js';
import { BLOBS, DATABASE } from '../http/tokens.js';

type Query = Received<typeof listBadges>['query'];

const EnvelopeRow = z.object({
  envelope: z.string(),
});

const PdfRow = z.object({
  number: z.string().nullable(),
  sha256: z.string().nullable(),
});

@Injectable()
export class BadgesQuery {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(BLOBS) private readonly blobs: BlobStore,
  ) {}

  list(actor: Actor, query: Query): Promise<Answer<typeof listBadges>> {
    return this.database.asActor(actor, async (tx) => {
      const filtered = (filter: Partial<Query>) => {
        const where = new Where().and(`b.status <> 'new'`);
        if (filter.kind) where.and('b.kind = ?', filter.kind);
        if (filter.status) where.and('b.status = ?', filter.status);
        if (filter.thingId) where.and('b.thing_id = ?', filter.thingId);
        if (filter.mine) where.and(actor === 'anonymous' ? 'false' : 'b.holder_id = app_org()');
        if (filter.q) {
          const text = anywhere(filter.q);
          where.and('b.number ILIKE ? OR b.title::text ILIKE ? OR o.name::text ILIKE ?', text, text, text);
        }
        return where;
      };
      const { rows, next, total } = await readPage(tx, {
        row: BadgeRecord,
        select: badgeColumns(actor),
        from: badgeFrom,
        id: 'b.id',
        where: filtered(query),
        key: { sql: 'coalesce(b.issued_at, b.created_at)', type: 'timestamptz' },
        page: query,
      });
      const facet = (column: 'kind' | 'status') =>
        countFacet(tx, {
          from: badgeFrom,
          where: filtered({ ...query, [column]: undefined }),
          column: `b.${column}`,
        });
      return {
        items: rows.map(badgeRowOf),
        next,
        total,
        facets: { kind: await facet('kind'), status: await facet('status') },
      };
    });
  }

  read(actor: Actor, key: string): Promise<Badge> {
    return this.database.asActor(actor, async (tx) => {
      const record = await readBadgeRecord(tx, actor, key);
      if (!record) throw new Refusal('not_found', { thing: 'badge' });
      const stands = record.status === 'valid' || record.status === 'watch';
      const asked = stands ? ((await presentThresholds(tx))[record.kind] ?? {}) : {};
      return {
        ...badgeOf(record, actor),
        ...(stands ? { short: shortOf(record.kind, record.rules, asked) } : {}),
      };
    });
  }

  check(actor: SignedIn, kind: BadgeKind, thingId: string): Promise<Answer<typeof checkBadge>> {
    return this.database.asActor(actor, async (tx) => {
      const measured = await measureBadge(tx, kind, thingId);
      if (!measured) throw new Refusal('not_found', { thing: 'badge' });
      return measured;
    });
  }

  /** The exact text that was signed and stored. Errors: `not_found` before it was given. */
  envelope(actor: Actor, id: string): Promise<string> {
    return this.database.asActor(actor, async (tx) => {
      const row = await queryRow(
        tx,
        EnvelopeRow,
        'SELECT envelope FROM badge WHERE id = $1 AND envelope IS NOT NULL',
        [id],
      );
      if (!row) throw new Refusal('not_found', { thing: 'badge', id });
      return row.envelope;
    });
  }

  async pdf(
    actor: Actor,
    id: string,
    language: 'zh' | 'en',
  ): Promise<{ number: string; bytes: number; stream: Readable }> {
    const row = await this.database.asActor(actor, (tx) =>
      queryRow(tx, PdfRow, `SELECT number, pdf_${language}_sha256 AS sha256 FROM badge WHERE id = $1`, [id]),
    );
    const found = row?.sha256 && (await this.blobs.stat(row.sha256));
    if (!row?.sha256 || !found || row.number === null) throw new Refusal('not_found', { thing: 'badge', id });
    return { number: row.number, bytes: found.bytes, stream: await this.blobs.get(row.sha256) };
  }
}
