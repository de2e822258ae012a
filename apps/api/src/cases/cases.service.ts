import { Inject, Injectable } from '@nestjs/common';
import type { writeCase } from '@scenario-lab/contracts/cases';
import type { Received } from '@scenario-lab/contracts/route';
import { type CaseRecord, caseFactsOf, readCaseRecord } from '@scenario-lab/db/cases/case.queries';
import { knownNames } from '@scenario-lab/db/cases/known-names';
import { execute } from '@scenario-lab/db/core/rows';
import { insistUnchanged, savedAtSql } from '@scenario-lab/db/core/versioned';
import type { Database, Tx } from '@scenario-lab/db/database';
import { recordEvent } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { casePolicy } from '@scenario-lab/domain/cases/cases.policy';
import { namesLeft } from '@scenario-lab/domain/cases/names-left';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { demand } from '../http/demand.js';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';

type Words = Received<typeof writeCase>['body'];

/** A case is drafted when its pilot ends; here it gets its words and is let out. Its numbers never change. */
@Injectable()
export class CasesService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** `seen`: the `updatedAt` the writer had read, or null. Errors: `changed_meanwhile`. */
  write(actor: SignedIn, id: string, words: Words, seen: string | null): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const record = await hold(tx, actor, id, 'write');
      await insistUnchanged(tx, 'lab_case', id, seen);
      if (record.outcome === 'failed' && words.reasonCode === null) {
        throw inputRefusal({ path: 'reasonCode', code: 'required' });
      }
      const changed = await execute(
        tx,
        `UPDATE lab_case SET title = $2, lesson = $3, reason_code = $4, anonymous = $5, updated_at = ${savedAtSql}
         WHERE id = $1 AND NOT published`,
        [
          id,
          JSON.stringify(words.title),
          JSON.stringify(words.lesson),
          record.outcome === 'failed' ? words.reasonCode : null,
          words.anonymous,
        ],
      );
      // Published in this very moment by the lab.
      if (changed !== 1) throw new Refusal('wrong_status', { thing: 'case', status: 'published' });
      await recordEvent(tx, { thing: 'case', id, event: 'case.written', by: actor });
    });
  }

  /** `remark`: why words that tell whose case it was may stay. Errors: `names_left`. */
  publish(actor: SignedIn, id: string, remark: string | undefined): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      // Nobody writes other words between the look and the publication.
      await execute(tx, 'SELECT 1 FROM lab_case WHERE id = $1 FOR UPDATE', [id]);
      const record = await hold(tx, actor, id, 'publish');
      if (record.anonymous && !remark && namesLeft(record, await knownNames(tx, id)).length > 0)
        throw new Refusal('names_left', { thing: 'case', id });
      await execute(
        tx,
        'UPDATE lab_case SET published = true, updated_at = clock_timestamp() WHERE id = $1',
        [id],
      );
      await recordEvent(tx, { thing: 'case', id, event: 'case.published', by: actor, remark });
    });
  }
}

async function hold(tx: Tx, actor: SignedIn, id: string, action: 'write' | 'publish'): Promise<CaseRecord> {
  const record = await readCaseRecord(tx, id);
  if (!record) throw new Refusal('not_found', { thing: 'case', id });
  demand(may(casePolicy, actor, `case.${action}`, caseFactsOf(record)), {
    thing: 'case',
    status: caseFactsOf(record).status,
  });
  return record;
}
