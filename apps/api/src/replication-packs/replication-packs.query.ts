import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import type { listPacks } from '@scenario-lab/contracts/replication-packs';
import type { Answer } from '@scenario-lab/contracts/route';
import { caseFactsOf, readCaseRecord } from '@scenario-lab/db/cases/case.queries';
import { execute } from '@scenario-lab/db/core/rows';
import type { Database } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import {
  packFactsOf,
  packOf,
  readPackRecord,
  readPacksOfCase,
  stateOf,
} from '@scenario-lab/db/replication-packs/pack.queries';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { casePolicy } from '@scenario-lab/domain/cases/cases.policy';
import { allowed, may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { replicationPackPolicy } from '@scenario-lab/domain/replication-packs/replication-packs.policy';
import type { BlobStore } from '@scenario-lab/storage/blob-store';
import { demand } from '../http/demand.js';
import { BLOBS, DATABASE } from '../http/tokens.js';

@Injectable()
export class ReplicationPacksQuery {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(BLOBS) private readonly blobs: BlobStore,
  ) {}

  /** Whoever may read the case may ask; only the lab and the two sides are answered with anything. */
  ofCase(actor: SignedIn, caseId: string): Promise<Answer<typeof listPacks>> {
    return this.database.asActor(actor, async (tx) => {
      const one = await readCaseRecord(tx, caseId);
      if (!one || !may(casePolicy, actor, 'case.read', caseFactsOf(one)).ok)
        throw new Refusal('not_found', { thing: 'case', id: caseId });
      const records = await readPacksOfCase(tx, caseId);
      const facts = {
        status: null,
        departmentOrganisationId: one.department.id,
        vendorOrganisationId: one.vendor.id,
        caseStands: one.published && one.outcome === 'accepted',
        another: records.some((record) => stateOf(record) !== 'withdrawn'),
        agreed: [],
      };
      return {
        items: records.map((record) => packOf(record, actor)),
        allowed: allowed(replicationPackPolicy, actor, facts).filter((action) => action.endsWith('.ask')),
      };
    });
  }

  /** Written down before the first byte goes out. */
  async file(actor: SignedIn, id: string): Promise<{ name: string; bytes: number; stream: Readable }> {
    const record = await this.database.asActor(actor, async (tx) => {
      const found = await readPackRecord(tx, id);
      if (!found) throw new Refusal('not_found', { thing: 'replication_pack', id });
      demand(may(replicationPackPolicy, actor, 'replication_pack.read_file', packFactsOf(found)), {
        thing: 'replication_pack',
        status: stateOf(found),
      });
      await execute(
        tx,
        'INSERT INTO pack_taken (id, pack_id, person_id, organisation_id) VALUES ($1, $2, $3, $4)',
        [newId(), id, actor.personId, actor.organisationId],
      );
      return found;
    });
    const { sha256 } = record;
    const found = sha256 && (await this.blobs.stat(sha256));
    if (!sha256 || !found) throw new Refusal('not_found', { thing: 'replication_pack', id });
    return {
      name: `replication-pack-${id}.zip`,
      bytes: found.bytes,
      stream: await this.blobs.get(sha256),
    };
  }
}
