import { Controller } from '@nestjs/common';
import { readBadgeRules, saveBadgeRules, tryBadgeRules } from '@scenario-lab/contracts/badge-rules';
import type { Received } from '@scenario-lab/contracts/route';
import type { Actor, SignedIn } from '@scenario-lab/domain/actor';
import { Caller, Who } from '../http/actor.decorator.js';
import { Input, Route } from '../http/route.decorator.js';
import { BadgeRulesService } from './badge-rules.service.js';

@Controller()
export class BadgeRulesController {
  constructor(private readonly service: BadgeRulesService) {}

  @Route(readBadgeRules)
  read(@Caller() actor: Actor) {
    return this.service.read(actor);
  }

  @Route(tryBadgeRules)
  try(@Who() actor: SignedIn, @Input() { body }: Received<typeof tryBadgeRules>) {
    return this.service.try(actor, body);
  }

  @Route(saveBadgeRules)
  save(@Who() actor: SignedIn, @Input() { body }: Received<typeof saveBadgeRules>) {
    return this.service.save(actor, body);
  }
}
