import { Inject, Injectable } from '@nestjs/common';
import type { DownloadFormat } from '@scenario-lab/contracts/data-uses';
import { noteTaken } from '@scenario-lab/db/catalogue/data-use';
import { readCardFacts } from '@scenario-lab/db/catalogue/listing.queries';
import { queryOne, queryRow, word } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { datasetPolicy } from '@scenario-lab/domain/datasets/datasets.policy';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { DATABASE } from '../http/tokens.js';

export interface Handed {
  sha256: string;
  name: string;
}

const TakeRow = z.object({
  dataset_id: z.string(),
  label: z.string(),
  status: z.string(),
  access_mode: word<'on_request' | 'open' | 'sandbox_only'>(),
  rows: z.number().nullable(),
  csv_sha256: z.string().nullable(),
  jsonl_sha256: z.string().nullable(),
});

const TakeRow2 = z.object({
  id: z.string().nullable(),
});

@Injectable()
export class DownloadsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** The blob of a version's open rows; that it was taken stands in the use log before its first byte goes out. */
  take(actor: SignedIn, versionId: string, format: DownloadFormat): Promise<Handed> {
    return this.database.asActor(actor, async (tx) => {
      const version = await queryRow(
        tx,
        TakeRow,
        `SELECT v.dataset_id, v.label, v.status, d.access_mode, o.rows, o.csv_sha256, o.jsonl_sha256
         FROM dataset_version v JOIN dataset d ON d.id = v.dataset_id
           LEFT JOIN dataset_download o ON o.dataset_version_id = v.id WHERE v.id = $1`,
        [versionId],
      );
      const card = version ? await readCardFacts(tx, 'dataset', version.dataset_id) : null;
      if (!version || !card) throw new Refusal('not_found', { thing: 'dataset_version', id: versionId });
      // Counted and held until the line is written: a grant that is revoked or used up meanwhile is not used any more.
      const grant = await queryOne(tx, TakeRow2, `SELECT take_grant($1, $2, 'download') AS id`, [
        version.dataset_id,
        actor.organisationId,
      ]);
      const answer = may(datasetPolicy, actor, 'dataset.read_open_rows', {
        ...card,
        versionStatus: version.status,
        accessMode: version.access_mode,
        granted: grant.id !== null,
        versionInUse: false,
        versionExamined: false,
        datasetExamined: false,
      });
      if (!answer.ok) throw new Refusal(answer.code, { datasetId: version.dataset_id });
      const sha256 = format === 'csv' ? version.csv_sha256 : version.jsonl_sha256;
      if (sha256 === null) throw new Refusal('not_found', { thing: 'download', id: versionId });
      await noteTaken(tx, {
        datasetVersionId: versionId,
        kind: 'download',
        format,
        rows: version.rows,
        by: actor,
        grantId: grant.id,
      });
      return { sha256, name: `dataset-${versionId}-open-rows.${format}` };
    });
  }
}
