import { Controller } from '@nestjs/common';
import { assignOnboarding, readOnboarding } from '@scenario-lab/contracts/onboarding';
import type { Received } from '@scenario-lab/contracts/route';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Who } from '../http/actor.decorator.js';
import { Input, Route } from '../http/route.decorator.js';
import { OnboardingService } from './onboarding.service.js';

@Controller()
export class OnboardingController {
  constructor(private readonly service: OnboardingService) {}

  @Route(readOnboarding)
  read(@Who() actor: SignedIn) {
    return this.service.read(actor);
  }

  @Route(assignOnboarding)
  assign(@Input() { params, body }: Received<typeof assignOnboarding>, @Who() actor: SignedIn) {
    return this.service.assign(actor, params.step, body);
  }
}
