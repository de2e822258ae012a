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
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { Seen } from '../http/seen.decorator.js';
import { BidsService } from './bids.service.js';
import { CallsQuery } from './calls.query.js';
import { CallsService } from './calls.service.js';
import { DecisionsService } from './decisions.service.js';
import { OpeningService } from './opening.service.js';

const service = by(CallsService);
const decisions = by(DecisionsService);
const bids = by(BidsService);

@Deeds(callDeeds, {
  cancel: service('cancel'),
  fail: decisions('fail'),
})
@Deeds(
  { createCall, sealCall, openCall, handInBid, withdrawBid },
  {
    createCall: service('create'),
    sealCall: service('key', 'seal'),
    openCall: service('key', 'open'),
    handInBid: bids('handIn'),
    withdrawBid: bids('withdraw'),
  },
)
@Controller()
export class CallsController {
  constructor(
    private readonly service: CallsService,
    private readonly query: CallsQuery,
    private readonly bids: BidsService,
    private readonly opening: OpeningService,
  ) {}

  @Route(listCalls)
  list(@Caller() actor: Actor, @Input() { params }: Received<typeof listCalls>) {
    return this.query.list(actor, params.id);
  }

  @Route(readCall)
  read(@Caller() actor: Actor, @Input() { params }: Received<typeof readCall>) {
    return this.query.read(actor, params.id);
  }

  @Route(editCall)
  edit(
    @Who() actor: SignedIn,
    @Input() { params, body }: Received<typeof editCall>,
    @Seen() seen: string | null,
  ) {
    return this.service.edit(actor, params.id, body, seen);
  }

  @Route(unsealCall)
  unseal(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof unsealCall>) {
    return this.opening.bring(actor, params.id, body.code);
  }

  @Route(postponeCall)
  postpone(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof postponeCall>) {
    return this.service.postpone(actor, params.id, body.deadline, body.reason);
  }

  @Route(listOwnBids)
  own(@Who() actor: SignedIn, @Input() { params }: Received<typeof listOwnBids>) {
    return this.bids.own(actor, params.id);
  }

  @Route(listBids)
  listBids(@Who() actor: SignedIn, @Input() { params }: Received<typeof listBids>) {
    return this.bids.list(actor, params.id);
  }
}
