import { Controller } from '@nestjs/common';
import {
  agreeToJointNeed,
  askMoreToJoin,
  jointNeedDeeds,
  jointNeedOfScenario,
  listJointGroups,
  listJointNeeds,
  proposeJointNeed,
  readJointNeed,
} from '@scenario-lab/contracts/joint-needs';
import type { Received } from '@scenario-lab/contracts/route';
import type { Actor, SignedIn } from '@scenario-lab/domain/actor';
import { Caller, Who } from '../http/actor.decorator.js';
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { JointDraftService } from './joint-draft.service.js';
import { JointGroupsQuery } from './joint-groups.query.js';
import { JointNeedsQuery } from './joint-needs.query.js';
import { JointNeedsService } from './joint-needs.service.js';

const service = by(JointNeedsService);
const drafts = by(JointDraftService);

@Deeds(jointNeedDeeds, {
  decline: service('decline'),
  leave: service('leave'),
  draft: drafts('draft'),
  dissolve: service('dissolve'),
})
@Deeds({ agreeToJointNeed }, { agreeToJointNeed: service('agree') })
@Controller()
export class JointNeedsController {
  constructor(
    private readonly service: JointNeedsService,
    private readonly query: JointNeedsQuery,
    private readonly likeness: JointGroupsQuery,
  ) {}

  @Route(listJointGroups)
  groups(@Who() actor: SignedIn, @Input() { query }: Received<typeof listJointGroups>) {
    return this.likeness.read(actor, query.least);
  }

  @Route(proposeJointNeed)
  propose(@Who() actor: SignedIn, @Input() { body }: Received<typeof proposeJointNeed>) {
    return this.service.propose(actor, body);
  }

  @Route(listJointNeeds)
  list(@Who() actor: SignedIn, @Input() { query }: Received<typeof listJointNeeds>) {
    return this.query.list(actor, query);
  }

  @Route(readJointNeed)
  read(@Who() actor: SignedIn, @Input() { params }: Received<typeof readJointNeed>) {
    return this.query.read(actor, params.id);
  }

  @Route(jointNeedOfScenario)
  ofScenario(@Caller() actor: Actor, @Input() { params }: Received<typeof jointNeedOfScenario>) {
    return this.query.ofScenario(actor, params.id);
  }

  @Route(askMoreToJoin)
  askMore(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof askMoreToJoin>) {
    return this.service.askMore(actor, params.id, body.scenarioIds);
  }
}
