import { Inject, Injectable } from '@nestjs/common';
import type { Received } from '@scenario-lab/contracts/route';
import type { preflightRun, submitRun } from '@scenario-lab/contracts/runs';
import { examAgreesWithNeed } from '@scenario-lab/db/benchmarks/need-agreement';
import { queryRow } from '@scenario-lab/db/core/rows';
import type { Database, Tx } from '@scenario-lab/db/database';
import { hasBeenTried, liveRunOf } from '@scenario-lab/db/runs/before-run';
import { needsNoGrant } from '@scenario-lab/db/runs/grants';
import {
  lookGroupOf,
  openRun,
  type RunSubject,
  readRunSubject,
  subjectMisfits,
} from '@scenario-lab/db/runs/open-run';
import { creditsFor, looksOf, reserveGrant } from '@scenario-lab/db/runs/reserve';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { may } from '@scenario-lab/domain/policy';
import { Refusal } from '@scenario-lab/domain/refusal';
import { unchargedLooks } from '@scenario-lab/domain/runs/looks';
import { runPolicy } from '@scenario-lab/domain/runs/runs.policy';
import { z } from 'zod';
import { demand } from '../http/demand.js';
import { inputRefusal } from '../http/input-refusal.js';
import { DATABASE } from '../http/tokens.js';

type Submission = Received<typeof submitRun>['body'];
type Preflight = Received<typeof preflightRun>['body'];

/** Statuses of an engagement in which its solution is tested. */
const testable = ['validating', 'validated', 'piloting'];

const PreflightRow = z.object({
  balance: z.number(),
});

/**
 * A run comes into being in one transaction or not at all. Whether a worker can execute it at this moment is not
 * asked: it waits, and the page says for what.
 */
@Injectable()
export class SubmitService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /**
   * Answers the new run's id, or that of the same submission where it is still under way: a second click or a
   * request sent again is no second look.
   */
  submit(actor: SignedIn, submission: Submission): Promise<string> {
    return this.database.asActor(actor, async (tx) => {
      const subject = await subjectFor(tx, actor, submission);
      const misfits = subjectMisfits(subject);
      if (misfits.length > 0) {
        throw new Refusal('data_misfit', {
          errors: misfits.map(({ code, place, detail }) => ({ path: place, code, message: detail })),
        });
      }
      if (subject.benchmarkStatus !== 'open' || !subject.dataset) {
        throw new Refusal('wrong_status', { thing: 'benchmark_version', status: subject.benchmarkStatus });
      }
      if (submission.engagementId) await checkEngagement(tx, actor, submission.engagementId, subject);
      const live = await liveRunOf(tx, subject, submission.engagementId);
      if (live) return live;
      if (!needsNoGrant(subject)) await reserveGrant(tx, subject.dataset, subject.vendorId);
      if (subject.split === 'hidden') await checkHidden(tx, subject);
      return openRun(tx, actor, subject, {
        engagementId: submission.engagementId,
        replicationId: null,
        priorAccess: submission.priorAccess,
        takesLook: true,
        credits: costOf(subject),
      });
    });
  }

  /** The same questions as `submit` asks, all answered at once, and nothing written. */
  preflight(actor: SignedIn, submission: Preflight) {
    return this.database.asActor(actor, async (tx) => {
      const subject = await subjectFor(tx, actor, submission);
      const problems: { code: string; place: string; detail: string }[] = [...subjectMisfits(subject)];
      const say = (code: string, place: string, detail: string) => problems.push({ code, place, detail });
      if (subject.benchmarkStatus !== 'open') {
        say('benchmark_not_open', 'benchmarkVersionId', subject.benchmarkStatus);
      } else if (!(await granted(tx, subject))) say('grant_missing', 'benchmarkVersionId', '');
      if (subject.split === 'hidden') {
        if (!subject.vendorVerified) say('not_verified', 'organisation', '');
        if (!(await hasBeenTried(tx, subject))) say('trial_missing', 'split', '');
      }
      const looks = await looksAt(tx, subject);
      if (looks && looks.used >= looks.of) say('quota_exhausted', 'split', `${looks.used}/${looks.of}`);
      else if (looks && looks.uncharged >= unchargedLooks)
        say('looks_unsettled', 'split', `${looks.uncharged}`);
      const cost = costOf(subject);
      const wallet = await queryRow(
        tx,
        PreflightRow,
        'SELECT balance FROM wallet WHERE organisation_id = $1',
        [subject.vendorId],
      );
      const balance = Number(wallet?.balance ?? 0);
      if (balance < cost) say('wallet_empty', 'wallet', `${balance} < ${cost}`);
      const told = looks && { used: looks.used, of: looks.of };
      return { ok: problems.length === 0, problems, looks: told, cost, balance };
    });
  }
}

async function subjectFor(tx: Tx, actor: SignedIn, of: Preflight): Promise<RunSubject> {
  const subject = await readRunSubject(tx, of);
  if (!subject) throw new Refusal('not_found', { thing: 'algorithm_version', id: of.algorithmVersionId });
  demand(
    may(runPolicy, actor, 'run.submit', {
      status: null,
      ownerOrganisationId: subject.vendorId,
      ownerControlGroupId: subject.vendorControlGroupId,
      needOwnerOrganisationId: subject.benchmarkOwnerId,
      dataOwnerOrganisationId: subject.dataset?.ownerId ?? null,
      split: subject.split,
      published: false,
      reported: false,
      decidedByPersonId: null,
      lookOpen: false,
      handledByPersonIds: [],
      otherReviewer: true,
      actorBelongsToVendor: true,
    }),
  );
  return subject;
}

const costOf = ({ plan, executions }: RunSubject) => creditsFor(plan.limits.cpuSeconds, executions ?? 1);

async function granted(tx: Tx, subject: RunSubject): Promise<boolean> {
  const { dataset, vendorId } = subject;
  if (!dataset) return false;
  if (needsNoGrant(subject)) return true;
  try {
    await reserveGrant(tx, dataset, vendorId);
    return true;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'grant_missing') return false;
    throw error;
  }
}

/** What a look at hidden rows is never spent without: a known owner, and a program that has run here. */
async function checkHidden(tx: Tx, subject: RunSubject): Promise<void> {
  if (!subject.vendorVerified) throw new Refusal('not_verified', { organisationId: subject.vendorId });
  if (!(await hasBeenTried(tx, subject))) throw new Refusal('trial_missing');
}

async function looksAt(tx: Tx, subject: RunSubject) {
  const { split, hiddenDigest, artifact } = subject;
  if (split !== 'hidden' || !hiddenDigest) return null;
  const { charged, uncharged } = await looksOf(tx, {
    controlGroup: lookGroupOf(subject),
    artifact,
    hiddenDigest,
  });
  return { used: charged, uncharged, of: subject.plan.looks };
}

const CheckEngagementRow = z.object({
  vendor_id: z.string(),
  scenario_id: z.string(),
  solution_id: z.string(),
  status: z.string(),
});

/** A run proves something for an engagement only with its own solution, on its own scenario's benchmark. */
async function checkEngagement(
  tx: Tx,
  actor: SignedIn,
  engagementId: string,
  subject: RunSubject,
): Promise<void> {
  const engagement = await queryRow(
    tx,
    CheckEngagementRow,
    'SELECT vendor_id, scenario_id, solution_id, status FROM engagement WHERE id = $1',
    [engagementId],
  );
  if (engagement?.vendor_id !== actor.organisationId) {
    throw inputRefusal({ path: 'engagementId', code: 'not_your_engagement' });
  }
  if (engagement.scenario_id !== subject.scenarioId) {
    throw inputRefusal({ path: 'engagementId', code: 'other_scenario' });
  }
  if (subject.solutionId !== null && engagement.solution_id !== subject.solutionId) {
    throw inputRefusal({ path: 'engagementId', code: 'other_solution' });
  }
  // What decides must be what the department asked for, or has agreed to.
  if (subject.split === 'hidden' && !(await examAgreesWithNeed(tx, subject.benchmarkVersionId))) {
    throw new Refusal('need_differs', { thing: 'benchmark_version', id: subject.benchmarkVersionId });
  }
  if (!testable.includes(engagement.status)) {
    throw new Refusal('wrong_status', { thing: 'engagement', status: engagement.status });
  }
}
