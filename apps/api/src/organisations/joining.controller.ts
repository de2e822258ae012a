import { Controller, Req } from '@nestjs/common';
import {
  answerJoining,
  askJoiningLink,
  askMailDomain,
  changeJoining,
  decideMailDomain,
  endMailDomain,
  findJoining,
  followJoiningLink,
  join,
  listMailDomains,
  readJoining,
  readMailDomains,
} from '@scenario-lab/contracts/joining';
import type { Received } from '@scenario-lab/contracts/route';
import type { SignedIn } from '@scenario-lab/domain/actor';
import type { Request } from 'express';
import { Who } from '../http/actor.decorator.js';
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { JoiningService } from './joining.service.js';
import { MailDomainsService } from './mail-domains.service.js';

const domains = by(MailDomainsService);

@Deeds({ askMailDomain }, { askMailDomain: domains('ask') })
@Controller()
export class JoiningController {
  constructor(
    private readonly domains: MailDomainsService,
    private readonly joining: JoiningService,
  ) {}

  @Route(readMailDomains)
  readDomains(@Input() { params }: Received<typeof readMailDomains>, @Who() actor: SignedIn) {
    return this.domains.read(actor, params.id);
  }

  @Route(listMailDomains)
  listDomains(@Who() actor: SignedIn) {
    return this.domains.list(actor);
  }

  @Route(changeJoining)
  change(@Input() { params, body }: Received<typeof changeJoining>, @Who() actor: SignedIn) {
    return this.domains.change(actor, params.id, params.domainId, body.way);
  }

  @Route(endMailDomain)
  end(@Input() { params }: Received<typeof endMailDomain>, @Who() actor: SignedIn) {
    return this.domains.end(actor, params.id, params.domainId);
  }

  @Route(decideMailDomain)
  decide(@Input() { params, body }: Received<typeof decideMailDomain>, @Who() actor: SignedIn) {
    return this.domains.decide(actor, params.id, params.domainId, body);
  }

  @Route(answerJoining)
  answer(@Input() { params, body }: Received<typeof answerJoining>, @Who() actor: SignedIn) {
    return this.joining.answer(actor, params.id, params.requestId, body.agreed);
  }

  @Route(readJoining)
  read(@Who() actor: SignedIn) {
    return this.joining.read(actor);
  }

  @Route(join)
  join(@Input() { body }: Received<typeof join>, @Who() actor: SignedIn) {
    return this.joining.join(actor, body.organisationId);
  }

  @Route(findJoining)
  find(@Input() { query }: Received<typeof findJoining>, @Req() request: Request) {
    return this.joining.find(query.email, request.ip ?? '');
  }

  @Route(askJoiningLink)
  askLink(@Input() { body }: Received<typeof askJoiningLink>, @Req() request: Request) {
    return this.joining.askLink(body.email, request.ip ?? '');
  }

  @Route(followJoiningLink)
  follow(@Input() { params, body }: Received<typeof followJoiningLink>) {
    return this.joining.followLink(params.token, body.name);
  }
}
