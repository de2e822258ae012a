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
import { Input, Route } from '../http/route.decorator.js';
import { Seen } from '../http/seen.decorator.js';
import { CampsQuery } from './camps.query.js';
import { CampsService } from './camps.service.js';
import { TraineesService } from './trainees.service.js';
import { TrainingQuery } from './training.query.js';

type Said = Received<(typeof campDeeds)[keyof typeof campDeeds]>;
type SaidOfPlace = Received<(typeof traineeDeeds)[keyof typeof traineeDeeds]>;
const remarkOf = (body: Said['body']) => ('reason' in body ? body.reason : body.remark);

@Controller()
export class CampsController {
  constructor(
    private readonly query: CampsQuery,
    private readonly camps: CampsService,
    private readonly trainees: TraineesService,
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

  @Route(campDeeds.announce)
  announce(@Who() actor: SignedIn, @Input() { params, body }: Said) {
    return this.camps.deed(actor, params.id, 'announce', remarkOf(body));
  }

  @Route(campDeeds.start)
  start(@Who() actor: SignedIn, @Input() { params, body }: Said) {
    return this.camps.deed(actor, params.id, 'start', remarkOf(body));
  }

  @Route(campDeeds.finish)
  finish(@Who() actor: SignedIn, @Input() { params, body }: Said) {
    return this.camps.deed(actor, params.id, 'finish', remarkOf(body));
  }

  @Route(campDeeds.cancel)
  cancel(@Who() actor: SignedIn, @Input() { params, body }: Said) {
    return this.camps.deed(actor, params.id, 'cancel', remarkOf(body));
  }

  @Route(signUp)
  signUp(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof signUp>) {
    return this.trainees.signUp(actor, params.id, body);
  }

  @Route(traineeDeeds.withdraw)
  withdraw(@Who() actor: SignedIn, @Input() { params, body }: SaidOfPlace) {
    return this.trainees.deed(actor, params.id, 'withdraw', remarkOf(body));
  }

  @Route(traineeDeeds.revoke)
  revoke(@Who() actor: SignedIn, @Input() { params, body }: SaidOfPlace) {
    return this.trainees.deed(actor, params.id, 'revoke', remarkOf(body));
  }

  @Route(tryTask)
  try(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof tryTask>) {
    return this.trainees.try(actor, params.id, body);
  }

  @Route(listTrainees)
  listTrainees(@Who() actor: SignedIn, @Input() { params }: Received<typeof listTrainees>) {
    return this.query.trainees(actor, params.id);
  }

  @Route(markAttendance)
  mark(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof markAttendance>) {
    return this.trainees.mark(actor, params.id, body);
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
