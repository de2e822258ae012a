import { Controller } from '@nestjs/common';
import { listTaxonomies } from '@scenario-lab/contracts/taxonomies';
import { Route } from '../http/route.decorator.js';
import { TaxonomiesQuery } from './taxonomies.query.js';

@Controller()
export class TaxonomiesController {
  constructor(private readonly query: TaxonomiesQuery) {}

  @Route(listTaxonomies)
  list() {
    return this.query.list();
  }
}
