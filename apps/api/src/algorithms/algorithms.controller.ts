import { Controller } from '@nestjs/common';
import {
  addAlgorithmVersion,
  algorithmDeeds,
  createAlgorithm,
  editAlgorithm,
  listAlgorithms,
  readAlgorithm,
  retireAlgorithmVersion,
} from '@scenario-lab/contracts/algorithms';
import type { Received } from '@scenario-lab/contracts/route';
import type { Actor, SignedIn } from '@scenario-lab/domain/actor';
import { Caller, Who } from '../http/actor.decorator.js';
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { Seen } from '../http/seen.decorator.js';
import { AlgorithmsQuery } from './algorithms.query.js';
import { AlgorithmsService } from './algorithms.service.js';

const cards = by(AlgorithmsService, 'cards');
const service = by(AlgorithmsService);

@Deeds(algorithmDeeds, {
  submit: cards('deed', 'submit'),
  approve: cards('deed', 'approve'),
  return: cards('deed', 'return'),
  delist: cards('deed', 'delist'),
})
@Deeds({ retireAlgorithmVersion }, { retireAlgorithmVersion: service('retireVersion') })
@Controller()
export class AlgorithmsController {
  constructor(
    private readonly service: AlgorithmsService,
    private readonly query: AlgorithmsQuery,
  ) {}

  @Route(listAlgorithms)
  list(@Caller() actor: Actor, @Input() { query }: Received<typeof listAlgorithms>) {
    return this.query.list(actor, query);
  }

  @Route(readAlgorithm)
  read(@Caller() actor: Actor, @Input() { params }: Received<typeof readAlgorithm>) {
    return this.query.read(actor, params.id);
  }

  @Route(createAlgorithm)
  create(@Who() actor: SignedIn, @Input() { body }: Received<typeof createAlgorithm>) {
    return this.service.cards.create(actor, body);
  }

  @Route(editAlgorithm)
  edit(
    @Who() actor: SignedIn,
    @Input() { params, body }: Received<typeof editAlgorithm>,
    @Seen() seen: string | null,
  ) {
    return this.service.cards.edit(actor, params.id, body, seen);
  }

  @Route(addAlgorithmVersion)
  async addVersion(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof addAlgorithmVersion>) {
    const id = await this.service.addVersion(actor, params.id, body);
    return this.query.readVersion(actor, params.id, id);
  }
}
