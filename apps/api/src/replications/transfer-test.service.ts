import { Inject, Injectable } from '@nestjs/common';
import type { Database } from '@scenario-lab/db/database';
import { openRun, type RunSubject, readRunSubject, subjectMisfits } from '@scenario-lab/db/runs/open-run';
import { reserveGrant } from '@scenario-lab/db/runs/reserve';
import { transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Refusal } from '@scenario-lab/domain/refusal';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';
import { holdReplication } from './replication-record.js';

@Injectable()
export class TransferTestService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /**
   * The certified version of the case on the hidden split of the adopter's own benchmark: submitted by the lab,
   * paid by nobody, a look of the vendor's like any other. Errors: `data_misfit`, `wrong_status`,
   * `quota_exhausted`, `grant_missing` where the data are not the adopter's own.
   */
  start(actor: SignedIn, id: string, benchmarkVersionId: string): Promise<{ runId: string }> {
    return this.database.asActor(actor, async (tx) => {
      const record = await holdReplication(tx, actor, id, 'replication.start_transfer_test');
      const version = record.certified_version_id;
      if (!version) throw new Refusal('gate_incomplete', { missing: 'certified_algorithm' });
      const subject = await readRunSubject(tx, {
        algorithmVersionId: version,
        benchmarkVersionId,
        split: 'hidden',
      });
      if (!subject) throw inputRefusal({ path: 'benchmarkVersionId', code: 'unknown_benchmark' });
      const dataset = checkSubject(subject, record.adopter.id);
      if (dataset.ownerId !== record.adopter.id) await reserveGrant(tx, dataset, subject.vendorId);
      // First the replication, so that the worker finds the test under way whenever it asks.
      await transition(tx, 'replication', id, 'start_transfer_test', {
        by: actor,
        set: {
          benchmark_version_id: benchmarkVersionId,
          algorithm_version_id: version,
          updated_at: new Date(),
        },
      });
      const runId = await openRun(tx, actor, subject, {
        engagementId: null,
        replicationId: id,
        priorAccess: false,
        takesLook: true,
        credits: 0,
      });
      return { runId };
    });
  }
}

function checkSubject(subject: RunSubject, adopterId: string): NonNullable<RunSubject['dataset']> {
  if (subject.benchmarkOwnerId !== adopterId) {
    throw inputRefusal({ path: 'benchmarkVersionId', code: 'not_the_adopters' });
  }
  const misfits = subjectMisfits(subject);
  if (misfits.length > 0) {
    throw new Refusal('data_misfit', {
      errors: misfits.map(({ code, place, detail }) => ({ path: place, code, message: detail })),
    });
  }
  if (subject.benchmarkStatus !== 'open' || !subject.dataset) {
    throw new Refusal('wrong_status', { thing: 'benchmark_version', status: subject.benchmarkStatus });
  }
  return subject.dataset;
}
