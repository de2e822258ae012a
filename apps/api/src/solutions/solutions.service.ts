import { Inject, Injectable } from '@nestjs/common';
import type { SaveSolution } from '@scenario-lab/contracts/solutions';
import type { Database } from '@scenario-lab/db/database';
import { may } from '@scenario-lab/domain/policy';
import { solutionPolicy } from '@scenario-lab/domain/solutions/solutions.policy';
import { solutionWords } from '@scenario-lab/matching/card-words';
import { DATABASE } from '../http/tokens.js';
import { insistOnLinks } from '../listing/chain-links.js';
import { type Listing, listing } from '../listing/listing.js';
import { insistOnMedia } from './media.service.js';

@Injectable()
export class SolutionsService {
  readonly cards: Listing<SaveSolution>;

  constructor(@Inject(DATABASE) database: Database) {
    this.cards = listing<SaveSolution>(database, {
      thing: 'solution',
      may: (actor, action, facts) => may(solutionPolicy, actor, `solution.${action}`, facts),
      words: solutionWords,
      check: async (tx, actor, card) => {
        await insistOnLinks(tx, card.chainLinks);
        await insistOnMedia(tx, actor, card);
      },
      standing: (card) => ({ fields: card.fields, more: {} }),
    });
  }
}
