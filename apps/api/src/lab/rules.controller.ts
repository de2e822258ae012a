import { Controller } from '@nestjs/common';
import {
  editRetention,
  editServiceLevels,
  editTexts,
  noteBackup,
  readServiceLevels,
  readTexts,
  readUpkeep,
} from '@scenario-lab/contracts/lab-rules';
import type { Received } from '@scenario-lab/contracts/route';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Who } from '../http/actor.decorator.js';
import { Input, Route } from '../http/route.decorator.js';
import { RulesService } from './rules.service.js';

@Controller()
export class RulesController {
  constructor(private readonly service: RulesService) {}

  @Route(readServiceLevels)
  serviceLevels(@Who() actor: SignedIn) {
    return this.service.serviceLevels(actor);
  }

  @Route(editServiceLevels)
  editServiceLevels(@Input() { body }: Received<typeof editServiceLevels>, @Who() actor: SignedIn) {
    return this.service.editServiceLevels(actor, body);
  }

  @Route(readTexts)
  texts() {
    return this.service.texts();
  }

  @Route(editTexts)
  editTexts(@Input() { body }: Received<typeof editTexts>, @Who() actor: SignedIn) {
    return this.service.editTexts(actor, body);
  }

  @Route(readUpkeep)
  upkeep(@Who() actor: SignedIn) {
    return this.service.upkeep(actor);
  }

  @Route(editRetention)
  editRetention(@Input() { body }: Received<typeof editRetention>, @Who() actor: SignedIn) {
    return this.service.editRetention(actor, body);
  }

  @Route(noteBackup)
  noteBackup(@Input() { body }: Received<typeof noteBackup>, @Who() actor: SignedIn) {
    return this.service.noteBackup(actor, body);
  }
}
