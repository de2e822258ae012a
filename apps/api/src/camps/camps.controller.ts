import { pipeline } from 'node:stream/promises';
import { Controller, Res } from '@nestjs/common';
import {
  campDeeds,
  createCamp,
  downloadTraining,
  downloadTrainingPdf,
  editCamp,
  listCamps,
  listSkills,
  listTrainees,
  markAttendance,
  readCamp,
  readTraining,
  signUp,
  traineeDeeds,
  tryTask,
} from '@scenario-lab/contracts/camps';
import type { Received } from '@scenario-lab/contracts/route';
import type { Actor, SignedIn } from '@scenario-lab/domain/actor';
import type { Response } from 'express';
import { Caller, Who } from '../http/actor.decorator.js';
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { Seen } from '../http/seen.decorator.js';
import { CampsQuery } from './camps.query.js';
import { CampsService } from './camps.service.js';
import { TraineesService } from './trainees.service.js';
import { TrainingQuery } from './training.query.js';

const camps = by(CampsService);
const trainees = by(TraineesService);

@Deeds(campDeeds, {
  announce: camps('deed', 'announce'),
  start: camps('deed', 'start'),
  finish: camps('deed', 'finish'),
  cancel: camps('deed', 'cancel'),
})
@Deeds(traineeDeeds, {
  withdraw: trainees('deed', 'withdraw'),
  revoke: trainees('deed', 'revoke'),
})
@Deeds(
  { signUp, tryTask, markAttendance },
  {
    signUp: trainees('signUp'),
    tryTask: trainees('try'),
    markAttendance: trainees('mark'),
  },
)
@Controller()
export class CampsController {
  constructor(
    private readonly query: CampsQuery,
    private readonly camps: CampsService,
    private readonly training: TrainingQuery,
  ) {}

  @Route(listCamps)
  list(@Caller() actor: Actor, @Input() { query }: Received<typeof listCamps>) {
    return this.query.list(actor, query);
  }

  @Route(createCamp)
  create(@Who() actor: SignedIn, @Input() { body }: Received<typeof createCamp>) {
    return this.camps.create(actor, body);
  }

  @Route(readCamp)
  read(@Caller() actor: Actor, @Input() { params }: Received<typeof readCamp>) {
    return this.query.read(actor, params.id);
  }

  @Route(editCamp)
  edit(
    @Who() actor: SignedIn,
    @Input() { params, body }: Received<typeof editCamp>,
    @Seen() seen: string | null,
  ) {
    return this.camps.edit(actor, params.id, body, seen);
  }

  @Route(listTrainees)
  listTrainees(@Who() actor: SignedIn, @Input() { params }: Received<typeof listTrainees>) {
    return this.query.trainees(actor, params.id);
  }

  @Route(listSkills)
  skills() {
    return this.training.skills();
  }

  @Route(readTraining)
  certificate(@Caller() actor: Actor, @Input() { params }: Received<typeof readTraining>) {
    return this.training.read(actor, params.number);
  }

  /** The exact bytes that were signed and stored: a space more and it no longer verifies. */
  @Route(downloadTraining)
  async statement(
    @Who() actor: SignedIn,
    @Input() { params }: Received<typeof downloadTraining>,
    @Res() response: Response,
  ): Promise<void> {
    const envelope = await this.training.envelope(actor, params.number);
    response.setHeader('content-type', 'application/json; charset=utf-8');
    response.setHeader('content-disposition', 'attachment; filename="training-certificate.json"');
    response.setHeader('x-content-type-options', 'nosniff');
    response.end(envelope);
  }

  @Route(downloadTrainingPdf)
  async pdf(
    @Who() actor: SignedIn,
    @Input() { params, query }: Received<typeof downloadTrainingPdf>,
    @Res() response: Response,
  ): Promise<void> {
    const { bytes, stream } = await this.training.pdf(actor, params.number, query.lang);
    response.setHeader('content-type', 'application/pdf');
    response.setHeader(
      'content-disposition',
      `attachment; filename="training-certificate-${query.lang}.pdf"`,
    );
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('cache-control', 'private, no-cache');
    response.setHeader('content-length', bytes);
    await pipeline(stream, response);
  }
}
