import { Controller, Req } from '@nestjs/common';
import { compromiseKey, listKeys, lookUpReport } from '@scenario-lab/contracts/certificates';
import type { Received } from '@scenario-lab/contracts/route';
import type { Actor, SignedIn } from '@scenario-lab/domain/actor';
import type { Request } from 'express';
import { Caller, Who } from '../http/actor.decorator.js';
import { Input, Route } from '../http/route.decorator.js';
import { KeysService } from './keys.service.js';

@Controller()
export class KeysController {
  constructor(private readonly service: KeysService) {}

  @Route(listKeys)
  list() {
    return this.service.list();
  }

  @Route(lookUpReport)
  lookUp(@Caller() actor: Actor, @Input() { params, query }: Received<typeof lookUpReport>) {
    return this.service.lookUp(actor, params.digest, query.number);
  }

  @Route(compromiseKey)
  compromise(
    @Req() request: Request,
    @Who() actor: SignedIn,
    @Input() { params, body }: Received<typeof compromiseKey>,
  ) {
    return this.service.compromise(request, actor, params.keyId, body);
  }
}
