import { Controller } from '@nestjs/common';
import type { Received } from '@scenario-lab/contracts/route';
import {
  addSynonyms,
  editSynonyms,
  listSynonyms,
  removeSynonyms,
  restoreSynonyms,
} from '@scenario-lab/contracts/synonyms';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Who } from '../http/actor.decorator.js';
import { Input, Route } from '../http/route.decorator.js';
import { SynonymsService } from './synonyms.service.js';

@Controller()
export class SynonymsController {
  constructor(private readonly service: SynonymsService) {}

  @Route(listSynonyms)
  list(@Who() actor: SignedIn) {
    return this.service.list(actor);
  }

  @Route(addSynonyms)
  add(@Input() { body }: Received<typeof addSynonyms>, @Who() actor: SignedIn) {
    return this.service.add(actor, body);
  }

  @Route(editSynonyms)
  edit(@Input() { params, body }: Received<typeof editSynonyms>, @Who() actor: SignedIn) {
    return this.service.edit(actor, params.key, body);
  }

  @Route(removeSynonyms)
  remove(@Input() { params, body }: Received<typeof removeSynonyms>, @Who() actor: SignedIn) {
    return this.service.remove(actor, params.key, body.reason);
  }

  @Route(restoreSynonyms)
  restore(@Input() { params, body }: Received<typeof restoreSynonyms>, @Who() actor: SignedIn) {
    return this.service.restore(actor, params.key, body.reason);
  }
}
