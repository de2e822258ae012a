import { Controller } from '@nestjs/common';
import {
  listMatchDigests,
  listMatchMarks,
  listMatchSubscriptions,
  markMatch,
  subscribeMatches,
  unmarkMatch,
  unsubscribeMatches,
} from '@scenario-lab/contracts/match-marks';
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
import { MarksService } from './marks.service.js';
import { MatchesQuery } from './matches.query.js';
import { SubscriptionsService } from './subscriptions.service.js';
import { WeightsService } from './weights.service.js';

@Controller()
export class MatchesController {
  constructor(
    private readonly query: MatchesQuery,
    private readonly weights: WeightsService,
    private readonly marks: MarksService,
    private readonly subscriptions: SubscriptionsService,
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

  @Route(markMatch)
  mark(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof markMatch>) {
    return this.marks.mark(actor, { scenarioId: params.id, solutionId: params.solutionId }, body);
  }

  @Route(unmarkMatch)
  unmark(@Who() actor: SignedIn, @Input() { params }: Received<typeof unmarkMatch>) {
    return this.marks.unmark(actor, { scenarioId: params.id, solutionId: params.solutionId });
  }

  @Route(listMatchMarks)
  marked(@Who() actor: SignedIn, @Input() { query }: Received<typeof listMatchMarks>) {
    return this.marks.list(actor, query);
  }

  @Route(listMatchSubscriptions)
  subscribed(@Who() actor: SignedIn) {
    return this.subscriptions.list(actor);
  }

  @Route(subscribeMatches)
  subscribe(@Who() actor: SignedIn, @Input() { params }: Received<typeof subscribeMatches>) {
    return this.subscriptions.subscribe(actor, params.thing, params.id);
  }

  @Route(unsubscribeMatches)
  unsubscribe(@Who() actor: SignedIn, @Input() { params }: Received<typeof unsubscribeMatches>) {
    return this.subscriptions.unsubscribe(actor, params.thing, params.id);
  }

  @Route(listMatchDigests)
  digests(@Who() actor: SignedIn) {
    return this.subscriptions.digests(actor);
  }
}
