import { Controller } from '@nestjs/common';
import { listBrokerRecords, readBrokerFacts } from '@scenario-lab/contracts/broker-records';
import type { Received } from '@scenario-lab/contracts/route';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Who } from '../http/actor.decorator.js';
import { Input, Route } from '../http/route.decorator.js';
import { BrokerRecordsQuery } from './broker-records.query.js';

@Controller()
export class BrokerRecordsController {
  constructor(private readonly query: BrokerRecordsQuery) {}

  @Route(listBrokerRecords)
  list(@Who() actor: SignedIn) {
    return this.query.list(actor);
  }

  @Route(readBrokerFacts)
  facts(@Who() actor: SignedIn, @Input() { params }: Received<typeof readBrokerFacts>) {
    return this.query.facts(actor, params.id);
  }
}
