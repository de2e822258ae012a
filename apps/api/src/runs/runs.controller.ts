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
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { ReviewsService } from './reviews.service.js';
import { RunsQuery } from './runs.query.js';
import { RunsService } from './runs.service.js';
import { SubmitService } from './submit.service.js';

const service = by(RunsService);
const reviews = by(ReviewsService);

@Deeds(runDeeds, {
  cancel: service('cancel'),
  requeue: service('requeue'),
  rerun: service('rerun'),
  allow_look: service('allowLook'),
  publish: service('publish'),
})
@Deeds(reviewDeeds, {
  approve: reviews('approve'),
  reject: reviews('decide', 'reject'),
  ask_info: reviews('decide', 'ask_info'),
  give_info: reviews('decide', 'give_info'),
  resume: reviews('decide', 'resume'),
  appeal: reviews('decide', 'appeal'),
  void: reviews('void'),
})
@Deeds({ whatIf }, { whatIf: reviews('whatIf') })
@Controller()
export class RunsController {
  constructor(
    private readonly submissions: SubmitService,
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
