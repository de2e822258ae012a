import { pipeline } from 'node:stream/promises';
import { Controller, Res } from '@nestjs/common';
import {
  downloadAcceptance,
  downloadAcceptancePdf,
  meetCondition,
  readPilotAcceptance,
  reviewMidterm,
  savePayments,
} from '@scenario-lab/contracts/pilot-acceptance';
import type { Received } from '@scenario-lab/contracts/route';
import type { SignedIn } from '@scenario-lab/domain/actor';
import type { Response } from 'express';
import { Who } from '../http/actor.decorator.js';
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { AcceptanceQuery } from './acceptance.query.js';
import { AcceptanceService } from './acceptance.service.js';

const service = by(AcceptanceService);

@Deeds({ reviewMidterm }, { reviewMidterm: service('midterm') })
@Controller()
export class AcceptanceController {
  constructor(
    private readonly query: AcceptanceQuery,
    private readonly service: AcceptanceService,
  ) {}

  @Route(readPilotAcceptance)
  read(@Who() actor: SignedIn, @Input() { params }: Received<typeof readPilotAcceptance>) {
    return this.query.read(actor, params.id);
  }

  @Route(meetCondition)
  meet(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof meetCondition>) {
    return this.service.meet(actor, params.id, params.conditionId, body.words);
  }

  @Route(savePayments)
  pay(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof savePayments>) {
    return this.service.pay(actor, params.id, body.payments);
  }

  /** The exact bytes that were signed and stored: a space more and it no longer verifies. */
  @Route(downloadAcceptance)
  async statement(
    @Who() actor: SignedIn,
    @Input() { params }: Received<typeof downloadAcceptance>,
    @Res() response: Response,
  ): Promise<void> {
    const envelope = await this.query.envelope(actor, params.id, params.acceptanceId);
    attach(response, 'application/json; charset=utf-8', `${params.acceptanceId.slice(0, 8)}.json`);
    response.end(envelope);
  }

  @Route(downloadAcceptancePdf)
  async pdf(
    @Who() actor: SignedIn,
    @Input() { params, query }: Received<typeof downloadAcceptancePdf>,
    @Res() response: Response,
  ): Promise<void> {
    const { bytes, stream } = await this.query.pdf(actor, params.id, params.acceptanceId, query.lang);
    attach(response, 'application/pdf', `${params.acceptanceId.slice(0, 8)}-${query.lang}.pdf`);
    response.setHeader('content-length', bytes);
    await pipeline(stream, response);
  }
}

function attach(response: Response, type: string, name: string): void {
  response.setHeader('content-type', type);
  response.setHeader('content-disposition', `attachment; filename="acceptance-${name}"`);
  response.setHeader('x-content-type-options', 'nosniff');
}
