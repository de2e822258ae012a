import { Inject, Injectable } from '@nestjs/common';
import type { LabIdentity } from '@scenario-lab/contracts/identity';
import type { GivenUpJob } from '@scenario-lab/contracts/lab';
import { addMedium } from '@scenario-lab/db/catalogue/add-medium';
import { execute, queryRow } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { recordEvent, transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { labPolicy } from '@scenario-lab/domain/lab/lab.policy';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { InputError } from '../http/input-error.js';
import { DATABASE } from '../http/tokens.js';

/** Puts a thing back to where the job takes it up, or wakes the job where the thing never left. */
const beginAgain: Record<GivenUpJob, (tx: Tx, by: SignedIn, id: string) => Promise<unknown>> = {
  'inspect-artifact': (tx, by, id) =>
    transition(tx, 'algorithm_version', id, 'inspect_again', {
      by,
      set: { inspection: null },
      deliver: ['inspect-artifact'],
    }),
  'profile-dataset': (tx, by, id) =>
    transition(tx, 'dataset_version', id, 'read_again', {
      by,
      set: { problems: [] },
      deliver: ['profile-dataset'],
    }),
  'profile-open-rows': (tx, by, id) => wake(tx, by, 'benchmark_version', id, 'profile-open-rows'),
  'prepare-download': (tx, by, id) => wake(tx, by, 'dataset_version', id, 'prepare-download'),
  'compare-runs': (tx, by, id) => wake(tx, by, 'run', id, 'compare-runs'),
  'issue-report': (tx, by, id) => wake(tx, by, 'run', id, 'issue-report'),
  'watch-certificate': (tx, by, id) => wake(tx, by, 'certificate', id, 'watch-certificate'),
  'sign-acceptance': (tx, by, id) => wake(tx, by, 'pilot', id, 'sign-acceptance'),
  'write-edition': (tx, by, id) => wake(tx, by, 'edition', id, 'write-edition'),
};

const wake = (tx: Tx, by: SignedIn, thing: string, id: string, job: GivenUpJob) =>
  recordEvent(tx, { thing, id, event: `${thing}.tried_again`, by, deliver: [job] });

const PauseRow = z.object({
  key: z.string(),
});

@Injectable()
export class LabService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** A paused queue starts no run; those that run go on. Pausing twice is one pause. */
  async pause(actor: SignedIn, paused: boolean): Promise<void> {
    const answer = may(labPolicy, actor, 'lab.pause_queue', { status: null });
    if (!answer.ok) throw new Refusal(answer.code, { action: 'lab.pause_queue' });
    await this.database.asActor(actor, async (tx) => {
      const changed = await queryRow(
        tx,
        PauseRow,
        `INSERT INTO setting (key, value) VALUES ('queue.paused', to_jsonb($1::boolean))
         ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value WHERE setting.value <> EXCLUDED.value RETURNING key`,
        [paused],
      );
      if (!changed) return;
      await recordEvent(tx, {
        thing: 'lab',
        id: actor.organisationId,
        event: paused ? 'lab.queue_paused' : 'lab.queue_resumed',
        by: actor,
      });
    });
  }

  /** A picture for its sign, to be read in the sandbox. Errors: `invalid_input` naming `uploadId`, `quota_exhausted`. */
  async addPicture(actor: SignedIn, uploadId: string): Promise<{ id: string }> {
    const answer = may(labPolicy, actor, 'lab.edit_identity', { status: null });
    if (!answer.ok) throw new Refusal(answer.code, { action: 'lab.edit_identity' });
    return this.database.asActor(actor, (tx) => addMedium(tx, actor, uploadId));
  }

  /** The mark, the picture and the colour the lab goes by. Errors: `invalid_input` naming `picture`. */
  async identify(actor: SignedIn, identity: LabIdentity): Promise<void> {
    const answer = may(labPolicy, actor, 'lab.edit_identity', { status: null });
    if (!answer.ok) throw new Refusal(answer.code, { action: 'lab.edit_identity' });
    await this.database.asActor(actor, async (tx) => {
      if (identity.picture !== null) await insistOnPicture(tx, actor, identity.picture);
      await execute(
        tx,
        `INSERT INTO setting (key, value) VALUES ('lab.identity', $1::jsonb)
         ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value`,
        [JSON.stringify(identity)],
      );
      await recordEvent(tx, {
        thing: 'lab',
        id: actor.organisationId,
        event: 'lab.identity_set',
        by: actor,
      });
    });
  }

  /** Begins a job again that was given up. Errors: `not_found`; `wrong_status` where its thing has moved on. */
  async retry(actor: SignedIn, job: GivenUpJob, thingId: string): Promise<void> {
    const answer = may(labPolicy, actor, 'lab.retry_job', { status: null });
    if (!answer.ok) throw new Refusal(answer.code, { action: 'lab.retry_job' });
    await this.database.asActor(actor, async (tx) => {
      const taken = await execute(
        tx,
        'DELETE FROM job_try WHERE job = $1 AND thing_id = $2 AND given_up_at IS NOT NULL',
        [job, thingId],
      );
      if (taken !== 1) throw new Refusal('not_found', { thing: 'job', id: thingId });
      await beginAgain[job](tx, actor, thingId);
    });
  }
}

const InsistOnPictureRow = z.object({
  kind: z.string().nullable(),
});

/** Only what the sandbox has redrawn, and only the lab's own: a sign makes its file readable for everybody. */
async function insistOnPicture(tx: Tx, actor: SignedIn, id: string): Promise<void> {
  const row = await queryRow(
    tx,
    InsistOnPictureRow,
    'SELECT kind FROM solution_medium WHERE id = $1 AND organisation_id = $2',
    [id, actor.organisationId],
  );
  const code = !row ? 'medium_missing' : row.kind === 'picture' ? null : 'medium_not_ready';
  if (code) throw new InputError([{ path: 'picture', code, message: code.replaceAll('_', ' ') }]);
}
