import { Controller } from '@nestjs/common';
import {
  agreeKeyMatch,
  askKeyMatch,
  declineKeyMatch,
  handInPoints,
  listKeyMatches,
  readPoints,
} from '@scenario-lab/contracts/key-matches';
import type { Received } from '@scenario-lab/contracts/route';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Who } from '../http/actor.decorator.js';
import { Input, Route } from '../http/route.decorator.js';
import { KeyMatchesService } from './key-matches.service.js';

@Controller()
export class KeyMatchesController {
  constructor(private readonly service: KeyMatchesService) {}

  @Route(listKeyMatches)
  list(@Who() actor: SignedIn, @Input() { params }: Received<typeof listKeyMatches>) {
    return this.service.list(actor, params.id);
  }

  @Route(askKeyMatch)
  ask(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof askKeyMatch>) {
    return this.service.ask(actor, params.id, body);
  }

  @Route(agreeKeyMatch)
  agree(@Who() actor: SignedIn, @Input() { params }: Received<typeof agreeKeyMatch>) {
    return this.service.agree(actor, params.id);
  }

  @Route(declineKeyMatch)
  decline(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof declineKeyMatch>) {
    return this.service.decline(actor, params.id, body.reason);
  }

  @Route(handInPoints)
  handIn(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof handInPoints>) {
    return this.service.handIn(actor, params.id, params.round, body.points);
  }

  @Route(readPoints)
  points(@Who() actor: SignedIn, @Input() { params }: Received<typeof readPoints>) {
    return this.service.points(actor, params.id);
  }
}
