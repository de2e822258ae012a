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
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { DataRequestsQuery } from './data-requests.query.js';
import { DataRequestsService } from './data-requests.service.js';
import { RequestFiguresQuery } from './request-figures.query.js';
import { SimilarRequestsQuery } from './similar-requests.query.js';

const service = by(DataRequestsService);

@Deeds(dataRequestDeeds, {
  claim: service('claim'),
  hand_back: service('handBack'),
  decline: service('decline'),
  reopen: service('reopen'),
  withdraw: service('withdraw'),
})
@Deeds(
  { voteForData, withdrawVoteForData, routeDataRequest, fulfilDataRequest, mergeDataRequest },
  {
    voteForData: service('vote'),
    withdrawVoteForData: service('withdrawVote'),
    routeDataRequest: service('route'),
    fulfilDataRequest: service('fulfil'),
    mergeDataRequest: service('merge'),
  },
)
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
}
