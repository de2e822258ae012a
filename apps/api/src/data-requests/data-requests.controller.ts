import { Controller } from '@nestjs/common';
import {
  createDataRequest,
  dataRequestDeeds,
  fulfilDataRequest,
  listDataRequests,
  mergeDataRequest,
  readDataRequest,
  readDataRequestFigures,
  routeDataRequest,
  similarDataRequests,
  voteForData,
  withdrawVoteForData,
} from '@scenario-lab/contracts/data-requests';
import type { Received } from '@scenario-lab/contracts/route';
import type { Actor, SignedIn } from '@scenario-lab/domain/actor';
import { Caller, Who } from '../http/actor.decorator.js';
import { remarkOf } from '../http/remark.js';
import { Input, Route } from '../http/route.decorator.js';
import { DataRequestsQuery } from './data-requests.query.js';
import { DataRequestsService } from './data-requests.service.js';
import { RequestFiguresQuery } from './request-figures.query.js';
import { SimilarRequestsQuery } from './similar-requests.query.js';

type Said = Received<typeof dataRequestDeeds.decline>;

@Controller()
export class DataRequestsController {
  constructor(
    private readonly service: DataRequestsService,
    private readonly query: DataRequestsQuery,
    private readonly likeness: SimilarRequestsQuery,
    private readonly figures: RequestFiguresQuery,
  ) {}

  @Route(createDataRequest)
  create(@Who() actor: SignedIn, @Input() { body }: Received<typeof createDataRequest>) {
    return this.service.create(actor, body);
  }

  @Route(listDataRequests)
  list(@Caller() actor: Actor, @Input() { query }: Received<typeof listDataRequests>) {
    return this.query.list(actor, query);
  }

  @Route(readDataRequest)
  read(@Caller() actor: Actor, @Input() { params }: Received<typeof readDataRequest>) {
    return this.query.read(actor, params.id);
  }

  @Route(similarDataRequests)
  similar(@Who() actor: SignedIn, @Input() { body }: Received<typeof similarDataRequests>) {
    return this.likeness.similar(actor, body);
  }

  @Route(readDataRequestFigures)
  readFigures() {
    return this.figures.read();
  }

  @Route(voteForData)
  vote(@Who() actor: SignedIn, @Input() { params }: Received<typeof voteForData>) {
    return this.service.vote(actor, params.id);
  }

  @Route(withdrawVoteForData)
  withdrawVote(@Who() actor: SignedIn, @Input() { params }: Received<typeof withdrawVoteForData>) {
    return this.service.withdrawVote(actor, params.id);
  }

  @Route(routeDataRequest)
  route(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof routeDataRequest>) {
    return this.service.route(actor, params.id, body);
  }

  @Route(dataRequestDeeds.claim)
  claim(@Who() actor: SignedIn, @Input() { params, body }: Said) {
    return this.service.claim(actor, params.id, remarkOf(body));
  }

  @Route(dataRequestDeeds.hand_back)
  handBack(@Who() actor: SignedIn, @Input() { params, body }: Said) {
    return this.service.handBack(actor, params.id, remarkOf(body) ?? '');
  }

  @Route(fulfilDataRequest)
  fulfil(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof fulfilDataRequest>) {
    return this.service.fulfil(actor, params.id, body);
  }

  @Route(dataRequestDeeds.decline)
  decline(@Who() actor: SignedIn, @Input() { params, body }: Said) {
    return this.service.decline(actor, params.id, remarkOf(body) ?? '');
  }

  @Route(dataRequestDeeds.reopen)
  reopen(@Who() actor: SignedIn, @Input() { params, body }: Said) {
    return this.service.reopen(actor, params.id, remarkOf(body) ?? '');
  }

  @Route(dataRequestDeeds.withdraw)
  withdraw(@Who() actor: SignedIn, @Input() { params, body }: Said) {
    return this.service.withdraw(actor, params.id, remarkOf(body));
  }

  @Route(mergeDataRequest)
  merge(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof mergeDataRequest>) {
    return this.service.merge(actor, params.id, body);
  }
}
