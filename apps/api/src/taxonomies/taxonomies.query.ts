import { Inject, Injectable } from '@nestjs/common';
import type { TaxonomyTerm } from '@scenario-lab/contracts/taxonomies';
import type { Database } from '@scenario-lab/db/database';
import { readTerms } from '@scenario-lab/db/taxonomies/terms.queries';
import { DATABASE } from '../http/tokens.js';

@Injectable()
export class TaxonomiesQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  list(): Promise<TaxonomyTerm[]> {
    return this.database.asActor('anonymous', readTerms);
  }
}
