import { Inject, Injectable } from '@nestjs/common';
import type { Certificate, listCertificates } from '@scenario-lab/contracts/certificates';
import type { Received } from '@scenario-lab/contracts/route';
import type { StatusEntry } from '@scenario-lab/contracts/status-list';
import {
  CertificateRecord,
  certificateColumns,
  certificateFrom,
  certificateOf,
  readCertificateRecord,
} from '@scenario-lab/db/certificates/certificate.queries';
import { readPage, Where } from '@scenario-lab/db/core/page';
import { queryRow, queryRows, word } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import type { Actor } from '@scenario-lab/domain/actor';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { anywhere } from '../http/id-page.js';
import { DATABASE } from '../http/tokens.js';

type StatusListAnswer = Omit<StatusEntry, 'at'> & { at: Date };

const StatusListRow = z.object({
  number: z.string(),
  kind: word<StatusListAnswer['kind']>(),
  status: word<StatusListAnswer['status']>(),
  at: z.date(),
});

const StatusFileRow = z.object({
  envelope: z.string(),
});

@Injectable()
export class CertificatesQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  list(actor: Actor, filter: Received<typeof listCertificates>['query']) {
    return this.database.asActor(actor, async (tx) => {
      const where = new Where();
      if (filter.status) where.and('c.status = ?', filter.status);
      if (filter.mine) where.and('c.vendor_id = app_org()');
      if (filter.q) {
        const text = anywhere(filter.q);
        where.and(
          'c.number ILIKE ? OR c.algorithm_title::text ILIKE ? OR c.benchmark_title::text ILIKE ? OR o.name::text ILIKE ?',
          text,
          text,
          text,
          text,
        );
      }
      const { rows, next, total } = await readPage(tx, {
        row: CertificateRecord,
        select: certificateColumns,
        from: certificateFrom,
        counted: filter.q ? undefined : 'public_certificate c',
        id: 'c.id',
        where,
        key: { sql: 'c.issued_at', type: 'timestamptz' },
        page: filter,
      });
      return { items: rows.map((row) => certificateOf(row, actor)), next, total };
    });
  }

  read(actor: Actor, number: string): Promise<Certificate> {
    return this.database.asActor(actor, async (tx) => {
      const record = await readCertificateRecord(tx, { number });
      if (!record) throw new Refusal('not_found', { thing: 'certificate' });
      return certificateOf(record, actor);
    });
  }

  /** Whole, for whoever holds certificates offline and compares. */
  statusList(): Promise<StatusEntry[]> {
    return this.database.asActor('anonymous', async (tx) => {
      const rows = await queryRows(
        tx,
        StatusListRow,
        'SELECT kind, number, status, at FROM status_entries()',
      );
      return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
    });
  }

  /** The exact text that was signed. */
  statusFile(): Promise<string> {
    return this.database.asActor('anonymous', async (tx) => {
      const row = await queryRow(tx, StatusFileRow, 'SELECT envelope FROM status_list');
      if (!row) throw new Refusal('not_found', { thing: 'certificate' });
      return row.envelope;
    });
  }
}
