import { Controller, Res } from '@nestjs/common';
import { listContracts } from '@scenario-lab/contracts/contracts-list';
import {
  exportGrantUses,
  grantDeeds,
  listGrantUses,
  proposeTerms,
  readGrant,
} from '@scenario-lab/contracts/grants';
import type { Received } from '@scenario-lab/contracts/route';
import type { SignedIn } from '@scenario-lab/domain/actor';
import type { Response } from 'express';
import { Who } from '../http/actor.decorator.js';
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { ContractsQuery } from './contracts.query.js';
import { GrantsQuery } from './grants.query.js';
import { GrantsService } from './grants.service.js';
import { LedgerQuery } from './ledger.query.js';

const service = by(GrantsService);

@Deeds(grantDeeds, {
  agree: service('agree'),
  decline: service('decline'),
  take_back: service('takeBack'),
})
@Deeds({ proposeTerms }, { proposeTerms: service('propose') })
@Controller()
export class GrantsController {
  constructor(
    private readonly query: GrantsQuery,
    private readonly ledger: LedgerQuery,
    private readonly contracts: ContractsQuery,
  ) {}

  @Route(listContracts)
  browse(@Who() actor: SignedIn, @Input() { query }: Received<typeof listContracts>) {
    return this.contracts.list(actor, query);
  }

  @Route(readGrant)
  read(@Who() actor: SignedIn, @Input() { params }: Received<typeof readGrant>) {
    return this.query.read(actor, params.id);
  }

  @Route(listGrantUses)
  list(@Who() actor: SignedIn, @Input() { params, query }: Received<typeof listGrantUses>) {
    return this.ledger.list(actor, params.id, query);
  }

  @Route(exportGrantUses)
  async export(
    @Who() actor: SignedIn,
    @Input() { params, query }: Received<typeof exportGrantUses>,
    @Res() response: Response,
  ): Promise<void> {
    const csv = await this.ledger.export(actor, params.id, query);
    response.setHeader('content-type', 'text/csv; charset=utf-8');
    response.setHeader('content-disposition', `attachment; filename="contract-${params.id}-uses.csv"`);
    response.setHeader('x-content-type-options', 'nosniff');
    response.end(csv);
  }
}
