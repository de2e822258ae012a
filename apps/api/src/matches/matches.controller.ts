import { Controller } from '@nestjs/common';
import type { Received } from '@scenario-lab/contracts/route';
import { matchScenario, matchSolution } from '@scenario-lab/contracts/scenarios';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Who } from '../http/actor.decorator.js';
import { Input, Route } from '../http/route.decorator.js';
import { MatchesQuery } from './matches.query.js';

@Controller()
export class MatchesController {
  constructor(private readonly query: MatchesQuery) {}

  @Route(matchScenario)
  forScenario(@Who() actor: SignedIn, @Input() { params, query }: Received<typeof matchScenario>) {
    return this.query.forScenario(actor, params.id, query.limit);
  }

  @Route(matchSolution)
  forSolution(@Who() actor: SignedIn, @Input() { params, query }: Received<typeof matchSolution>) {
    return this.query.forSolution(actor, params.id, query.limit);
  }
}
