import { Controller } from '@nestjs/common';
import type { Received } from '@scenario-lab/contracts/route';
import {
  createSolution,
  editSolution,
  listSolutions,
  readSolution,
  seeQualification,
  solutionDeeds,
  unseeQualification,
} from '@scenario-lab/contracts/solutions';
import type { Actor, SignedIn } from '@scenario-lab/domain/actor';
import { Caller, Who } from '../http/actor.decorator.js';
import { Input, Route } from '../http/route.decorator.js';
import { Seen } from '../http/seen.decorator.js';
import { QualificationsService } from './qualifications.service.js';
import { SolutionsQuery } from './solutions.query.js';
import { SolutionsService } from './solutions.service.js';

type Deed = Received<typeof solutionDeeds.submit>;

@Controller()
export class SolutionsController {
  constructor(
    private readonly service: SolutionsService,
    private readonly query: SolutionsQuery,
    private readonly qualifications: QualificationsService,
  ) {}

  @Route(listSolutions)
  list(@Caller() actor: Actor, @Input() { query }: Received<typeof listSolutions>) {
    return this.query.list(actor, query);
  }

  @Route(readSolution)
  read(@Caller() actor: Actor, @Input() { params }: Received<typeof readSolution>) {
    return this.query.read(actor, params.id);
  }

  @Route(createSolution)
  create(@Who() actor: SignedIn, @Input() { body }: Received<typeof createSolution>) {
    return this.service.cards.create(actor, body);
  }

  @Route(editSolution)
  edit(
    @Who() actor: SignedIn,
    @Input() { params, body }: Received<typeof editSolution>,
    @Seen() seen: string | null,
  ) {
    return this.service.cards.edit(actor, params.id, body, seen);
  }

  @Route(seeQualification)
  see(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof seeQualification>) {
    return this.qualifications.see(actor, params.id, body);
  }

  @Route(unseeQualification)
  unsee(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof unseeQualification>) {
    return this.qualifications.unsee(actor, params.id, body);
  }

  @Route(solutionDeeds.submit)
  submit(@Who() actor: SignedIn, @Input() { params, body }: Deed) {
    return this.service.cards.deed(actor, params.id, 'submit', body.remark);
  }

  @Route(solutionDeeds.approve)
  approve(@Who() actor: SignedIn, @Input() { params, body }: Deed) {
    return this.service.cards.deed(actor, params.id, 'approve', body.remark);
  }

  @Route(solutionDeeds.return)
  return(@Who() actor: SignedIn, @Input() { params, body }: Deed) {
    return this.service.cards.deed(actor, params.id, 'return', body.remark);
  }

  @Route(solutionDeeds.delist)
  delist(@Who() actor: SignedIn, @Input() { params, body }: Deed) {
    return this.service.cards.deed(actor, params.id, 'delist', body.remark);
  }
}
