import { Inject, Injectable } from '@nestjs/common';
import { TaxonomyTerm } from '@scenario-lab/contracts/taxonomies';
import type { Database } from '@scenario-lab/db/database';
import { DATABASE } from '../http/tokens.js';
import { chengdu } from './regions.js';
import { shipped } from './terms.js';

@Injectable()
export class TaxonomiesQuery {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** What is shipped; the setting `taxonomy.terms` renames terms of the same kind and code and adds others. */
  async list(): Promise<TaxonomyTerm[]> {
    const [setting] = await this.database.asActor('anonymous', (tx) =>
      tx.query(`SELECT value FROM setting WHERE key = 'taxonomy.terms'`),
    );
    const own = Array.isArray(setting?.value) ? setting.value : [];
    const terms = new Map<string, TaxonomyTerm>();
    for (const term of [...shipped, ...chengdu]) terms.set(`${term.kind} ${term.code}`, term);
    for (const given of own) {
      const term = TaxonomyTerm.safeParse(given).data;
      if (term) terms.set(`${term.kind} ${term.code}`, term);
    }
    return [...terms.values()];
  }
}
