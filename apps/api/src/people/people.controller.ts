import { Controller } from '@nestjs/common';
import { createResetLink, listPeople, suspendPerson } from '@scenario-lab/contracts/accounts';
import type { Received } from '@scenario-lab/contracts/route';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Who } from '../http/actor.decorator.js';
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { PeopleQuery } from './people.query.js';
import { PeopleService } from './people.service.js';

const service = by(PeopleService);

@Deeds({ createResetLink }, { createResetLink: service('createResetLink') })
@Controller()
export class PeopleController {
  constructor(
    private readonly service: PeopleService,
    private readonly query: PeopleQuery,
  ) {}

  @Route(listPeople)
  list(@Input() { query }: Received<typeof listPeople>, @Who() actor: SignedIn) {
    return this.query.list(actor, query);
  }

  @Route(suspendPerson)
  suspend(@Input() { params, body }: Received<typeof suspendPerson>, @Who() actor: SignedIn) {
    return this.service.suspend(actor, params.id, body.suspended);
  }
}
