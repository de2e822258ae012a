import { Controller } from '@nestjs/common';
import {
  callDeeds,
  createCall,
  editCall,
  handInBid,
  listBids,
  listCalls,
  listOwnBids,
  openCall,
  postponeCall,
  readCall,
  sealCall,
  unsealCall,
  withdrawBid,
} from '@scenario-lab/contracts/calls';
import type { Received } from '@scenario-lab/contracts/route';
import type { Actor, SignedIn } from '@scenario-lab/domain/actor';
import { Caller, Who } from '../http/actor.decorator.js';
import { Input, Route } from '../http/route.decorator.js';
import { Seen } from '../http/seen.decorator.js';
import { BidsService } from './bids.service.js';
import { CallsQuery } from './calls.query.js';
import { CallsService } from './calls.service.js';
import { DecisionsService } from './decisions.service.js';
import { OpeningService } from './opening.service.js';

type Deed = { params: { id: string }; body: { remark?: string; reason?: string } };

@Controller()
export class CallsController {
  constructor(
    private readonly service: CallsService,
    private readonly query: CallsQuery,
    private readonly bids: BidsService,
    private readonly opening: OpeningService,
    private readonly decisions: DecisionsService,
  ) {}

  @Route(listCalls)
  list(@Caller() actor: Actor, @Input() { params }: Received<typeof listCalls>) {
    return this.query.list(actor, params.id);
  }

  @Route(readCall)
  read(@Caller() actor: Actor, @Input() { params }: Received<typeof readCall>) {
    return this.query.read(actor, params.id);
  }

  @Route(createCall)
  create(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof createCall>) {
    return this.service.create(actor, params.id, body);
  }

  @Route(editCall)
  edit(
    @Who() actor: SignedIn,
    @Input() { params, body }: Received<typeof editCall>,
    @Seen() seen: string | null,
  ) {
    return this.service.edit(actor, params.id, body, seen);
  }

  @Route(sealCall)
  seal(@Who() actor: SignedIn, @Input() { params }: Received<typeof sealCall>) {
    return this.service.key(actor, params.id, 'seal');
  }

  @Route(openCall)
  open(@Who() actor: SignedIn, @Input() { params }: Received<typeof openCall>) {
    return this.service.key(actor, params.id, 'open');
  }

  @Route(unsealCall)
  unseal(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof unsealCall>) {
    return this.opening.bring(actor, params.id, body.code);
  }

  @Route(postponeCall)
  postpone(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof postponeCall>) {
    return this.service.postpone(actor, params.id, body.deadline, body.reason);
  }

  @Route(callDeeds.cancel)
  cancel(@Who() actor: SignedIn, @Input() { params, body }: Deed) {
    return this.service.cancel(actor, params.id, body.reason ?? '');
  }

  @Route(callDeeds.fail)
  fail(@Who() actor: SignedIn, @Input() { params, body }: Deed) {
    return this.decisions.fail(actor, params.id, body.reason ?? '');
  }

  @Route(handInBid)
  handIn(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof handInBid>) {
    return this.bids.handIn(actor, params.id, body);
  }

  @Route(listOwnBids)
  own(@Who() actor: SignedIn, @Input() { params }: Received<typeof listOwnBids>) {
    return this.bids.own(actor, params.id);
  }

  @Route(withdrawBid)
  withdraw(@Who() actor: SignedIn, @Input() { params }: Deed) {
    return this.bids.withdraw(actor, params.id);
  }

  @Route(listBids)
  listBids(@Who() actor: SignedIn, @Input() { params }: Received<typeof listBids>) {
    return this.bids.list(actor, params.id);
  }
}
