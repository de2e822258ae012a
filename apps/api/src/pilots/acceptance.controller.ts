import { Controller, Res } from '@nestjs/common';
import {
  downloadAcceptance,
  meetCondition,
  readPilotAcceptance,
  reviewMidterm,
  savePayments,
} from '@scenario-lab/contracts/pilot-acceptance';
import type { Received } from '@scenario-lab/contracts/route';
import type { SignedIn } from '@scenario-lab/domain/actor';
import type { Response } from 'express';
import { Who } from '../http/actor.decorator.js';
import { Input, Route } from '../http/route.decorator.js';
import { AcceptanceQuery } from './acceptance.query.js';
import { AcceptanceService } from './acceptance.service.js';

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

  @Route(reviewMidterm)
  midterm(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof reviewMidterm>) {
    return this.service.midterm(actor, params.id, body);
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
    response.setHeader('content-type', 'application/json; charset=utf-8');
    response.setHeader(
      'content-disposition',
      `attachment; filename="acceptance-${params.acceptanceId.slice(0, 8)}.json"`,
    );
    response.setHeader('x-content-type-options', 'nosniff');
    response.end(envelope);
  }
}
