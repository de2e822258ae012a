import { Controller } from '@nestjs/common';
import {
  createControlGroup,
  decideKinProposal,
  dissolveControlGroup,
  editControlGroup,
  listControlGroups,
} from '@scenario-lab/contracts/control-groups';
import type { Received } from '@scenario-lab/contracts/route';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Who } from '../http/actor.decorator.js';
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { ControlGroupsQuery } from './control-groups.query.js';
import { ControlGroupsService } from './control-groups.service.js';

const service = by(ControlGroupsService);

@Deeds(
  { editControlGroup, dissolveControlGroup },
  {
    editControlGroup: service('edit'),
    dissolveControlGroup: service('dissolve'),
  },
)
@Controller()
export class ControlGroupsController {
  constructor(
    private readonly service: ControlGroupsService,
    private readonly query: ControlGroupsQuery,
  ) {}

  @Route(listControlGroups)
  list(@Who() actor: SignedIn) {
    return this.query.list(actor);
  }

  @Route(createControlGroup)
  create(@Input() { body }: Received<typeof createControlGroup>, @Who() actor: SignedIn) {
    return this.service.create(actor, body);
  }

  @Route(decideKinProposal)
  decide(@Input() { body }: Received<typeof decideKinProposal>, @Who() actor: SignedIn) {
    return this.service.decide(actor, body);
  }
}
