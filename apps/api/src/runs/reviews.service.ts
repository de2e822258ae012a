import { Inject, Injectable } from '@nestjs/common';
import { certificateMachine } from '@scenario-lab/contracts/certificates/certificate.machine';
import type { Received } from '@scenario-lab/contracts/route';
import type { Result, whatIf } from '@scenario-lab/contracts/runs';
import { execute, json, queryRow } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { newId } from '@scenario-lab/db/ids';
import { readRunFacts } from '@scenario-lab/db/runs/run-row.queries';
import { noteAlone } from '@scenario-lab/db/security/note';
import { recordEvent, transition } from '@scenario-lab/db/transition';
import type { SignedIn } from '@scenario-lab/domain/actor';
import type { Job } from '@scenario-lab/domain/jobs/tries';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { actsAlone, reviewPolicy, runPolicy } from '@scenario-lab/domain/runs/runs.policy';
import { overallOf, verdictOf } from '@scenario-lab/domain/scenarios/criterion';
import { z } from 'zod';
import { demand } from '../http/demand.js';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';

type Decision = 'approve' | 'reject' | 'ask_info' | 'give_info' | 'resume' | 'appeal' | 'void';

const VoidRow = z.object({
  id: z.string(),
});

const WhatIfRow = z.object({
  body: json<z.infer<typeof Result>>(),
});

/** What is said about a run that has been scored. Each word is kept in `review` beside the event it causes. */
@Injectable()
export class ReviewsService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  decide(
    actor: SignedIn,
    id: string,
    decision: 'reject' | 'ask_info' | 'give_info' | 'resume' | 'appeal',
    statement: string,
  ): Promise<void> {
    return this.database.asActor(actor, (tx) => say(tx, actor, id, decision, statement));
  }

  /** «Properly conducted»: signed report, certificate and the engagement's next step follow from the job. */
  approve(actor: SignedIn, id: string, statement: string): Promise<void> {
    return this.database.asActor(actor, (tx) =>
      say(tx, actor, id, 'approve', statement, ['issue-report', 'compare-runs']),
    );
  }

  /** What was approved is taken back, and with it whatever certificate rested on it. */
  void(actor: SignedIn, id: string, statement: string): Promise<void> {
    return this.database.asActor(actor, async (tx) => {
      await say(tx, actor, id, 'void', statement);
      const certificate = await queryRow(
        tx,
        VoidRow,
        'SELECT id FROM certificate WHERE run_id = $1 AND status = ANY($2)',
        [id, certificateMachine.live],
      );
      if (!certificate) return;
      await transition(tx, 'certificate', certificate.id, 'revoke', {
        by: actor,
        remark: statement,
        set: { status_at: new Date(), reason: statement },
      });
    });
  }

  /** A threshold moved over the stored figures. Answers what would be, writes down who asked, changes nothing. */
  whatIf(actor: SignedIn, id: string, question: Received<typeof whatIf>['body']) {
    return this.database.asActor(actor, async (tx) => {
      const facts = await readRunFacts(tx, id);
      if (!facts) throw new Refusal('not_found', { thing: 'run', id });
      demand(may(runPolicy, actor, 'run.what_if', facts), { thing: 'run', status: facts.status });
      const row = await queryRow(
        tx,
        WhatIfRow,
        `SELECT body FROM result WHERE run_id = $1 AND edition = 'owner'`,
        [id],
      );
      if (!row) throw new Refusal('not_found', { thing: 'result', id });
      const answer = answerOf(row.body, question);
      await recordEvent(tx, { thing: 'run', id, event: 'run.what_if', by: actor });
      return answer;
    });
  }
}

async function say(
  tx: Tx,
  actor: SignedIn,
  id: string,
  decision: Decision,
  statement: string,
  deliver?: readonly Job[],
): Promise<void> {
  const facts = await readRunFacts(tx, id);
  if (!facts) throw new Refusal('not_found', { thing: 'run', id });
  demand(may(reviewPolicy, actor, `review.${decision}`, facts), { thing: 'run', status: facts.status });
  const alone = (decision === 'approve' || decision === 'reject') && actsAlone(actor, facts);
  await transition(tx, 'run', id, decision === 'resume' ? 'resume_review' : decision, {
    by: actor,
    remark: statement,
    deliver,
  });
  await execute(
    tx,
    `INSERT INTO review (id, run_id, reviewer_id, reviewer_organisation_id, decision, statement, alone, at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, clock_timestamp())`,
    [newId(), id, actor.personId, actor.organisationId, decision, statement, alone],
  );
  if (alone) await noteAlone(tx, actor.personId, `review.${decision}`);
}

/** The verdict of one criterion at another threshold, on the bounds it was tested with. Errors: unknown criterion. */
function answerOf(result: z.infer<typeof Result>, question: { criterion: string; threshold: number }) {
  const row = result.criteria.find(({ criterion }) => criterion.id === question.criterion);
  if (!row) throw inputRefusal({ path: 'criterion', code: 'unknown_criterion' });
  const { metric, slice } = row.criterion;
  const figure = result.figures.find(
    (one) =>
      one.metric === metric && one.slice?.column === slice?.column && one.slice?.value === slice?.value,
  );
  const verdict = verdictOf(
    { ...row.criterion, threshold: question.threshold },
    {
      value: row.value,
      oneSided: figure?.bounds ?? null,
      units: figure?.units ?? 0,
      // Whatever kept the run from a verdict keeps it from one at any threshold.
      tooFewUnits: row.note !== null,
    },
  );
  const overall = overallOf(
    result.criteria.map((one) => ({
      must: one.criterion.must,
      verdict: one === row ? verdict : one.verdict,
    })),
  );
  return { verdict, overall };
}
