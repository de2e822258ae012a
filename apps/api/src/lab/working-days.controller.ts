import { Controller } from '@nestjs/common';
import type { Received } from '@scenario-lab/contracts/route';
import { editWorkingDays, readWorkingDays } from '@scenario-lab/contracts/working-days';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Who } from '../http/actor.decorator.js';
import { Input, Route } from '../http/route.decorator.js';
import { WorkingDaysService } from './working-days.service.js';

@Controller()
export class WorkingDaysController {
  constructor(private readonly service: WorkingDaysService) {}

  @Route(readWorkingDays)
  read(@Who() actor: SignedIn) {
    return this.service.read(actor);
  }

  @Route(editWorkingDays)
  edit(@Input() { body }: Received<typeof editWorkingDays>, @Who() actor: SignedIn) {
    return this.service.edit(actor, body);
  }
}
