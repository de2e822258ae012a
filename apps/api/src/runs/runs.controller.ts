import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Controller, Res } from '@nestjs/common';
import type { Received } from '@scenario-lab/contracts/route';
import {
  downloadAnswers,
  downloadHiddenRows,
  listRuns,
  preflightRun,
  readRun,
  reviewDeeds,
  runDeeds,
  submitRun,
  whatIf,
} from '@scenario-lab/contracts/runs';
import type { SignedIn } from '@scenario-lab/domain/actor';
import type { Response } from 'express';
import { Who } from '../http/actor.decorator.js';
import { remarkOf } from '../http/remark.js';
import { Input, Route } from '../http/route.decorator.js';
import { ReviewsService } from './reviews.service.js';
import { RunsQuery } from './runs.query.js';
import { RunsService } from './runs.service.js';
import { SubmitService } from './submit.service.js';

type Deed = Received<typeof runDeeds.cancel>;
type Decision = Received<typeof reviewDeeds.approve>;

@Controller()
export class RunsController {
  constructor(
    private readonly submissions: SubmitService,
    private readonly service: RunsService,
    private readonly reviews: ReviewsService,
    private readonly query: RunsQuery,
  ) {}

  @Route(submitRun)
  async submit(@Who() actor: SignedIn, @Input() { body }: Received<typeof submitRun>) {
    return this.query.row(actor, await this.submissions.submit(actor, body));
  }

  @Route(preflightRun)
  preflight(@Who() actor: SignedIn, @Input() { body }: Received<typeof preflightRun>) {
    return this.submissions.preflight(actor, body);
  }

  @Route(listRuns)
  list(@Who() actor: SignedIn, @Input() { query }: Received<typeof listRuns>) {
    return this.query.list(actor, query);
  }

  @Route(readRun)
  read(@Who() actor: SignedIn, @Input() { params }: Received<typeof readRun>) {
    return this.query.read(actor, params.id);
  }

  @Route(downloadAnswers)
  async answers(
    @Who() actor: SignedIn,
    @Input() { params }: Received<typeof downloadAnswers>,
    @Res() response: Response,
  ): Promise<void> {
    await sendCsv(response, await this.query.answers(actor, params.id), 'answers');
  }

  @Route(downloadHiddenRows)
  async hiddenRows(
    @Who() actor: SignedIn,
    @Input() { params }: Received<typeof downloadHiddenRows>,
    @Res() response: Response,
  ): Promise<void> {
    await sendCsv(response, await this.query.hiddenRows(actor, params.id), 'hidden-rows');
  }

  @Route(whatIf)
  whatIf(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof whatIf>) {
    return this.reviews.whatIf(actor, params.id, body);
  }

  @Route(runDeeds.cancel)
  cancel(@Who() actor: SignedIn, @Input() { params, body }: Deed) {
    return this.service.cancel(actor, params.id, remarkOf(body));
  }

  @Route(runDeeds.requeue)
  requeue(@Who() actor: SignedIn, @Input() { params, body }: Deed) {
    return this.service.requeue(actor, params.id, remarkOf(body));
  }

  @Route(runDeeds.rerun)
  rerun(@Who() actor: SignedIn, @Input() { params, body }: Deed) {
    return this.service.rerun(actor, params.id, remarkOf(body));
  }

  @Route(runDeeds.allow_look)
  allowLook(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof runDeeds.allow_look>) {
    return this.service.allowLook(actor, params.id, body.reason);
  }

  @Route(runDeeds.publish)
  publish(@Who() actor: SignedIn, @Input() { params, body }: Deed) {
    return this.service.publish(actor, params.id, remarkOf(body));
  }

  @Route(reviewDeeds.approve)
  approve(@Who() actor: SignedIn, @Input() { params, body }: Decision) {
    return this.reviews.approve(actor, params.id, body.statement);
  }

  @Route(reviewDeeds.reject)
  reject(@Who() actor: SignedIn, @Input() { params, body }: Decision) {
    return this.reviews.decide(actor, params.id, 'reject', body.statement);
  }

  @Route(reviewDeeds.ask_info)
  askInfo(@Who() actor: SignedIn, @Input() { params, body }: Decision) {
    return this.reviews.decide(actor, params.id, 'ask_info', body.statement);
  }

  @Route(reviewDeeds.give_info)
  giveInfo(@Who() actor: SignedIn, @Input() { params, body }: Decision) {
    return this.reviews.decide(actor, params.id, 'give_info', body.statement);
  }

  @Route(reviewDeeds.resume)
  resume(@Who() actor: SignedIn, @Input() { params, body }: Decision) {
    return this.reviews.decide(actor, params.id, 'resume', body.statement);
  }

  @Route(reviewDeeds.appeal)
  appeal(@Who() actor: SignedIn, @Input() { params, body }: Decision) {
    return this.reviews.decide(actor, params.id, 'appeal', body.statement);
  }

  @Route(reviewDeeds.void)
  void(@Who() actor: SignedIn, @Input() { params, body }: Decision) {
    return this.reviews.void(actor, params.id, body.statement);
  }
}

async function sendCsv(
  response: Response,
  { number, csv }: { number: number; csv: Buffer },
  what: 'answers' | 'hidden-rows',
): Promise<void> {
  response.setHeader('content-type', 'text/csv; charset=utf-8');
  response.setHeader('content-disposition', `attachment; filename="run-${number}-${what}.csv"`);
  response.setHeader('cache-control', 'no-store');
  response.setHeader('x-content-type-options', 'nosniff');
  await pipeline(Readable.from([csv]), createGunzip(), response);
}
