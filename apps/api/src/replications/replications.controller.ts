import { Controller } from '@nestjs/common';
import {
  assessReplication,
  listReplications,
  readReplication,
  replicationDeeds,
  requestReplication,
  startTransferTest,
} from '@scenario-lab/contracts/cases';
import { requestForeignReplication } from '@scenario-lab/contracts/foreign-packs';
import type { Received } from '@scenario-lab/contracts/route';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Who } from '../http/actor.decorator.js';
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { ReplicationsQuery } from './replications.query.js';
import { ReplicationsService } from './replications.service.js';
import { TransferTestService } from './transfer-test.service.js';

const service = by(ReplicationsService);

@Deeds(replicationDeeds, {
  tell_names: service('tellNames'),
  reassess: service('move', 'reassess'),
  adopt: service('adopt'),
  decline: service('move', 'decline'),
  withdraw: service('move', 'withdraw'),
})
@Controller()
export class ReplicationsController {
  constructor(
    private readonly service: ReplicationsService,
    private readonly tests: TransferTestService,
    private readonly query: ReplicationsQuery,
  ) {}

  @Route(requestReplication)
  request(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof requestReplication>) {
    return this.service.request(actor, params.id, body.purpose);
  }

  @Route(requestForeignReplication)
  requestForeign(
    @Who() actor: SignedIn,
    @Input() { params, body }: Received<typeof requestForeignReplication>,
  ) {
    return this.service.requestForeign(actor, params.id, body.purpose);
  }

  @Route(listReplications)
  list(@Who() actor: SignedIn, @Input() { query }: Received<typeof listReplications>) {
    return this.query.list(actor, query);
  }

  @Route(readReplication)
  read(@Who() actor: SignedIn, @Input() { params }: Received<typeof readReplication>) {
    return this.query.read(actor, params.id);
  }

  @Route(assessReplication)
  assess(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof assessReplication>) {
    return this.service.assess(actor, params.id, body.contextDifference);
  }

  @Route(startTransferTest)
  startTransferTest(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof startTransferTest>) {
    return this.tests.start(actor, params.id, body.benchmarkVersionId);
  }
}
