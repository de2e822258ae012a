import { Controller } from '@nestjs/common';
import {
  follow,
  listFollows,
  listSearches,
  lookAtSearch,
  removeSearch,
  saveSearch,
  unfollow,
} from '@scenario-lab/contracts/follows';
import type { Received } from '@scenario-lab/contracts/route';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Who } from '../http/actor.decorator.js';
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { FollowsQuery } from './follows.query.js';
import { FollowsService } from './follows.service.js';

const service = by(FollowsService);

@Deeds(
  { lookAtSearch, removeSearch },
  {
    lookAtSearch: service('look'),
    removeSearch: service('remove'),
  },
)
@Controller()
export class FollowsController {
  constructor(
    private readonly service: FollowsService,
    private readonly query: FollowsQuery,
  ) {}

  @Route(listFollows)
  list(@Who() actor: SignedIn) {
    return this.query.follows(actor);
  }

  @Route(follow)
  follow(@Input() { params }: Received<typeof follow>, @Who() actor: SignedIn) {
    return this.service.follow(actor, params.thing, params.id);
  }

  @Route(unfollow)
  unfollow(@Input() { params }: Received<typeof unfollow>, @Who() actor: SignedIn) {
    return this.service.unfollow(actor, params.thing, params.id);
  }

  @Route(listSearches)
  searches(@Who() actor: SignedIn) {
    return this.query.searches(actor);
  }

  @Route(saveSearch)
  save(@Input() { body }: Received<typeof saveSearch>, @Who() actor: SignedIn) {
    return this.service.save(actor, body);
  }
}
