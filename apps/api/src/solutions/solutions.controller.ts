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
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { Seen } from '../http/seen.decorator.js';
import { QualificationsService } from './qualifications.service.js';
import { SolutionsQuery } from './solutions.query.js';
import { SolutionsService } from './solutions.service.js';

const cards = by(SolutionsService, 'cards');
const qualifications = by(QualificationsService);

@Deeds(solutionDeeds, {
  submit: cards('deed', 'submit'),
  approve: cards('deed', 'approve'),
  return: cards('deed', 'return'),
  delist: cards('deed', 'delist'),
})
@Deeds(
  { seeQualification, unseeQualification },
  { seeQualification: qualifications('see'), unseeQualification: qualifications('unsee') },
)
@Controller()
export class SolutionsController {
  constructor(
    private readonly service: SolutionsService,
    private readonly query: SolutionsQuery,
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
}
