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
import { Input, Route } from '../http/route.decorator.js';
import { ContractsQuery } from './contracts.query.js';
import { GrantsQuery } from './grants.query.js';
import { GrantsService } from './grants.service.js';
import { LedgerQuery } from './ledger.query.js';

type Answered = Received<typeof grantDeeds.agree>;

@Controller()
export class GrantsController {
  constructor(
    private readonly service: GrantsService,
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

  @Route(proposeTerms)
  propose(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof proposeTerms>) {
    return this.service.propose(actor, params.id, body);
  }

  @Route(grantDeeds.agree)
  agree(@Who() actor: SignedIn, @Input() { params, body }: Answered) {
    return this.service.agree(actor, params.id, body);
  }

  @Route(grantDeeds.decline)
  decline(@Who() actor: SignedIn, @Input() { params, body }: Answered) {
    return this.service.decline(actor, params.id, body);
  }

  @Route(grantDeeds.take_back)
  takeBack(@Who() actor: SignedIn, @Input() { params, body }: Answered) {
    return this.service.takeBack(actor, params.id, body);
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
