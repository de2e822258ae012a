import { Controller } from '@nestjs/common';
import {
  chooseMatchWeights,
  fitMatchWeights,
  listMatchWeights,
  readRanking,
} from '@scenario-lab/contracts/match-weights';
import type { Received } from '@scenario-lab/contracts/route';
import { matchScenario, matchSolution } from '@scenario-lab/contracts/scenarios';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Who } from '../http/actor.decorator.js';
import { Input, Route } from '../http/route.decorator.js';
import { MatchesQuery } from './matches.query.js';
import { WeightsService } from './weights.service.js';

@Controller()
export class MatchesController {
  constructor(
    private readonly query: MatchesQuery,
    private readonly weights: WeightsService,
  ) {}

  @Route(matchScenario)
  forScenario(@Who() actor: SignedIn, @Input() { params, query }: Received<typeof matchScenario>) {
    return this.query.forScenario(actor, params.id, query.limit);
  }

  @Route(matchSolution)
  forSolution(@Who() actor: SignedIn, @Input() { params, query }: Received<typeof matchSolution>) {
    return this.query.forSolution(actor, params.id, query.limit);
  }

  @Route(readRanking)
  ranking(@Who() actor: SignedIn) {
    return this.weights.ranking(actor);
  }

  @Route(listMatchWeights)
  list(@Who() actor: SignedIn) {
    return this.weights.list(actor);
  }

  @Route(fitMatchWeights)
  fit(@Who() actor: SignedIn) {
    return this.weights.fit(actor);
  }

  @Route(chooseMatchWeights)
  choose(@Who() actor: SignedIn, @Input() { body }: Received<typeof chooseMatchWeights>) {
    return this.weights.choose(actor, body.number);
  }
}
