import { Controller, Req } from '@nestjs/common';
import {
  answerSurvey,
  closeSurvey,
  inviteToSurvey,
  lookUpSurvey,
  openSurvey,
  remindOfSurvey,
  withdrawAddress,
} from '@scenario-lab/contracts/pilot-surveys';
import type { Received } from '@scenario-lab/contracts/route';
import type { SignedIn } from '@scenario-lab/domain/actor';
import type { Request } from 'express';
import { Who } from '../http/actor.decorator.js';
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { InvitationsService } from './invitations.service.js';
import { SurveysService } from './surveys.service.js';

const service = by(SurveysService);

@Deeds({ openSurvey }, { openSurvey: service('open') })
@Controller()
export class SurveysController {
  constructor(
    private readonly service: SurveysService,
    private readonly invitations: InvitationsService,
  ) {}

  @Route(closeSurvey)
  close(@Who() actor: SignedIn, @Input() { params }: Received<typeof closeSurvey>) {
    return this.service.close(actor, params.id, params.surveyId);
  }

  @Route(lookUpSurvey)
  lookUp(@Req() request: Request, @Input() { body }: Received<typeof lookUpSurvey>) {
    return this.service.lookUp(request.ip ?? '', body);
  }

  @Route(answerSurvey)
  answer(@Req() request: Request, @Input() { body }: Received<typeof answerSurvey>) {
    return this.service.answer(request.ip ?? '', body);
  }

  @Route(inviteToSurvey)
  invite(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof inviteToSurvey>) {
    return this.invitations.invite(actor, params.id, params.surveyId, body);
  }

  @Route(remindOfSurvey)
  remind(@Who() actor: SignedIn, @Input() { params }: Received<typeof remindOfSurvey>) {
    return this.invitations.remind(actor, params.id, params.surveyId);
  }

  @Route(withdrawAddress)
  withdraw(@Req() request: Request, @Input() { body }: Received<typeof withdrawAddress>) {
    return this.invitations.withdraw(request.ip ?? '', body);
  }
}
