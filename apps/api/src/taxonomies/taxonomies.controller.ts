import { Controller } from '@nestjs/common';
import type { Received } from '@scenario-lab/contracts/route';
import {
  listTaxonomies,
  orderTerms,
  readTermUses,
  restoreTerm,
  saveTerm,
} from '@scenario-lab/contracts/taxonomies';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Who } from '../http/actor.decorator.js';
import { Input, Route } from '../http/route.decorator.js';
import { TaxonomiesQuery } from './taxonomies.query.js';
import { TaxonomiesService } from './taxonomies.service.js';

@Controller()
export class TaxonomiesController {
  constructor(
    private readonly query: TaxonomiesQuery,
    private readonly service: TaxonomiesService,
  ) {}

  @Route(listTaxonomies)
  list() {
    return this.query.list();
  }

  @Route(readTermUses)
  manage(@Who() actor: SignedIn) {
    return this.service.manage(actor);
  }

  @Route(saveTerm)
  save(@Input() { params, body }: Received<typeof saveTerm>, @Who() actor: SignedIn) {
    return this.service.save(actor, params, body);
  }

  @Route(orderTerms)
  order(@Input() { params, body }: Received<typeof orderTerms>, @Who() actor: SignedIn) {
    return this.service.order(actor, params.kind, body.codes);
  }

  @Route(restoreTerm)
  restore(@Input() { params }: Received<typeof restoreTerm>, @Who() actor: SignedIn) {
    return this.service.restore(actor, params);
  }
}
