import { Inject, Injectable } from '@nestjs/common';
import type { decideDataJob, submitDataJob } from '@scenario-lab/contracts/data-jobs';
import type { Received } from '@scenario-lab/contracts/route';
import { noteTaken } from '@scenario-lab/db/catalogue/data-use';
import { readCardFacts } from '@scenario-lab/db/catalogue/listing.queries';
import { takeUpload } from '@scenario-lab/db/catalogue/take-upload';
import { execute, queryOne, queryRow, queryRows } from '@scenario-lab/db/core/rows';
import { rowsStillOpen } from '@scenario-lab/db/data-jobs/begin-job';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { addParty } from '@scenario-lab/db/parties';
import { transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { belongs } from '@scenario-lab/domain/conditions';
import { endOf, mostJobsADay, mostLiveJobs } from '@scenario-lab/domain/data-jobs/data-job-limits';
import { dataJobPolicy } from '@scenario-lab/domain/data-jobs/data-jobs.policy';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { z } from 'zod';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';

const Job = z.object({
  id: z.string(),
  status: z.string(),
  owner_id: z.string(),
  organisation_id: z.string(),
  dataset_version_id: z.string(),
  grant_status: z.string(),
  grant_id: z.string(),
  /** The terms in force still name data jobs. */
  grant_allows: z.boolean(),
});
type Job = z.output<typeof Job>;

const SubmitRow = z.object({
  dataset_id: z.string(),
  status: z.string(),
  pictures: z.boolean(),
  written: z.boolean(),
  told: z.boolean(),
});

const SubmitRow2 = z.object({
  id: z.string().nullable(),
});

const DecideRow = z.object({
  number: z.number(),
});

const TakeRow = z.object({
  name: z.string(),
  sha256: z.string().nullable(),
  decision: z.string(),
});

@Injectable()
export class DataJobsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  submit(actor: SignedIn, versionId: string, asked: Received<typeof submitDataJob>['body']) {
    return this.database.asActor(actor, async (tx) => {
      const version = await queryRow(
        tx,
        SubmitRow,
        `SELECT v.dataset_id, v.status, v.files_sha256 IS NOT NULL AS pictures, o.dataset_version_id IS NOT NULL AS written,
           o.jsonl_sha256 IS NOT NULL AS told FROM dataset_version v
           LEFT JOIN dataset_download o ON o.dataset_version_id = v.id WHERE v.id = $1`,
        [versionId],
      );
      const card = version ? await readCardFacts(tx, 'dataset', version.dataset_id) : null;
      if (!version || !card) throw new Refusal('not_found', { thing: 'dataset_version', id: versionId });
      // Counted, and held until the job is in: a grant that is revoked meanwhile is not used any more.
      const grant = await queryOne(tx, SubmitRow2, `SELECT take_grant($1, $2, 'data_job') AS id`, [
        version.dataset_id,
        actor.organisationId,
      ]);
      const answer = may(dataJobPolicy, actor, 'data_job.submit', {
        status: null,
        ownerOrganisationId: card.ownerOrganisationId,
        granteeOrganisationId: actor.organisationId,
        granted: grant.id !== null,
        datasetPublished: card.published,
      });
      if (!answer.ok) throw new Refusal(answer.code, { datasetId: version.dataset_id });
      if (version.status !== 'ready') throw new Refusal('wrong_status', { status: version.status });
      // Written and yet no row, or pictures: there is nothing that could be handed over.
      if (version.pictures || (version.written && !version.told))
        throw new Refusal('rows_withheld', { id: versionId });
      await withinQuota(tx, actor);
      const upload = await takeUpload(tx, asked.uploadId, actor.organisationId, 'artifact');
      const id = newId();
      await addParty(tx, 'data_job', id, actor.organisationId, 'own');
      await addParty(tx, 'data_job', id, card.ownerOrganisationId, 'act');
      await execute(
        tx,
        `INSERT INTO data_job (id, dataset_id, dataset_version_id, grant_id, organisation_id, owner_id, person_id, title, purpose,
           wants, kind, file_name, bytes, sha256) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
        [
          id,
          version.dataset_id,
          versionId,
          grant.id,
          actor.organisationId,
          card.ownerOrganisationId,
          actor.personId,
          asked.title,
          asked.purpose,
          asked.wants,
          asked.kind,
          upload.fileName,
          upload.bytes,
          upload.sha256,
        ],
      );
      await transition(tx, 'data_job', id, 'submit', { by: actor, deliver: ['inspect-data-job'] });
      return { id };
    });
  }

  cancel(actor: SignedIn, id: string, remark: string | undefined): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const job = await lockJob(tx, id);
      admit(actor, job, 'data_job.cancel');
      await transition(tx, 'data_job', id, 'cancel', {
        by: actor,
        remark,
        set: { progress: null, ended_at: new Date() },
      });
    });
  }

  /** Every held file is answered for, or none is: half a decision would be read as a whole one. */
  decide(
    actor: SignedIn,
    id: string,
    decisions: Received<typeof decideDataJob>['body']['decisions'],
  ): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      const job = await lockJob(tx, id);
      admit(actor, job, 'data_job.decide');
      const held = await queryRows(
        tx,
        DecideRow,
        `SELECT number FROM data_job_output WHERE data_job_id = $1 AND decision = 'held' ORDER BY number`,
        [id],
      );
      const said = new Map(decisions.map((one) => [one.number, one]));
      if (
        said.size !== decisions.length ||
        said.size !== held.length ||
        held.some(({ number }) => !said.has(number))
      )
        throw inputRefusal({ path: 'decisions', code: 'every_file_once' });
      const releases = decisions.map(({ release }) => release);
      if (releases.some(Boolean) && !(await rowsStillOpen(tx, id)))
        throw new Refusal('rows_withheld', { id });
      for (const { number, release, reason } of decisions)
        await execute(
          tx,
          `UPDATE data_job_output SET decision = $3, reason = $4, sha256 = CASE WHEN $3 = 'refused' THEN NULL ELSE sha256 END
           WHERE data_job_id = $1 AND number = $2`,
          [id, number, release ? 'released' : 'refused', reason ?? null],
        );
      const remark = decisions.flatMap(({ release, reason }) => (!release && reason ? [reason] : []));
      await transition(tx, 'data_job', id, endOf(releases), {
        by: actor,
        remark: [...new Set(remark)].join('\n') || undefined,
        set: { decided_at: new Date() },
      });
    });
  }

  /** The bytes of one output. The grantee's taking stands in the use log before its first byte goes out. */
  take(actor: SignedIn, id: string, number: number): Promise<{ sha256: string; name: string }> {
    return this.database.asActor(actor, async (tx) => {
      const job = await lockJob(tx, id, 'FOR SHARE OF j');
      const owner = belongs(actor, job.owner_id);
      // The lab keeps the files and reads none of them.
      if (!owner && !belongs(actor, job.organisation_id))
        throw new Refusal('not_found', { thing: 'data_job', id });
      const output = await queryRow(
        tx,
        TakeRow,
        'SELECT name, sha256, decision FROM data_job_output WHERE data_job_id = $1 AND number = $2',
        [id, number],
      );
      if (!output?.sha256) throw new Refusal('not_found', { thing: 'data_job_output', id: String(number) });
      if (owner) return { sha256: output.sha256, name: output.name };
      if (job.grant_status === 'revoked' || !job.grant_allows) throw new Refusal('grant_missing', { id });
      if (!(await rowsStillOpen(tx, id))) throw new Refusal('rows_withheld', { id });
      await noteTaken(tx, {
        datasetVersionId: job.dataset_version_id,
        kind: 'job_output',
        format: null,
        rows: null,
        by: actor,
        grantId: job.grant_id,
        output: { jobId: id, number },
      });
      return { sha256: output.sha256, name: output.name };
    });
  }
}

function admit(actor: SignedIn, job: Job, action: 'data_job.cancel' | 'data_job.decide'): void {
  const answer = may(dataJobPolicy, actor, action, {
    status: job.status,
    ownerOrganisationId: job.owner_id,
    granteeOrganisationId: job.organisation_id,
    granted: true,
    datasetPublished: true,
  });
  if (!answer.ok) throw new Refusal(answer.code, { thing: 'data_job', id: job.id });
}

async function lockJob(tx: Tx, id: string, lock = 'FOR UPDATE OF j'): Promise<Job> {
  const job = await queryRow(
    tx,
    Job,
    `SELECT j.id, j.status, j.owner_id, j.organisation_id, j.dataset_version_id, g.id AS grant_id, g.status AS grant_status,
       'data_job' = ANY(g.methods) AS grant_allows
     FROM data_job j JOIN access_grant g ON g.id = j.grant_id WHERE j.id = $1 ${lock}`,
    [id],
  );
  if (!job) throw new Refusal('not_found', { thing: 'data_job', id });
  return job;
}

const WithinQuotaRow = z.object({
  live: z.number(),
  today: z.number(),
});

/** One at a time for an organisation, even from two windows. Errors: `quota_exhausted`. */
async function withinQuota(tx: Tx, actor: SignedIn): Promise<void> {
  await execute(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `data-jobs:${actor.organisationId}`,
  ]);
  const count = await queryOne(
    tx,
    WithinQuotaRow,
    `SELECT count(*) FILTER (WHERE status IN ('submitted', 'queued', 'executing'))::int AS live,
       count(*) FILTER (WHERE created_at > now() - interval '1 day')::int AS today
     FROM data_job WHERE organisation_id = $1`,
    [actor.organisationId],
  );
  if (count.live >= mostLiveJobs) throw new Refusal('quota_exhausted', { of: mostLiveJobs });
  if (count.today >= mostJobsADay) throw new Refusal('quota_exhausted', { of: mostJobsADay });
}
