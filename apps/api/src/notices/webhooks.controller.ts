import { Controller } from '@nestjs/common';
import type { Received } from '@scenario-lab/contracts/route';
import {
  createWebhook,
  editWebhook,
  listDeliveries,
  listWebhooks,
  pauseWebhook,
  removeWebhook,
  replayDelivery,
  resumeWebhook,
  rotateWebhook,
  testWebhook,
} from '@scenario-lab/contracts/webhooks';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Who } from '../http/actor.decorator.js';
import { Input, Route } from '../http/route.decorator.js';
import { WebhooksQuery } from './webhooks.query.js';
import { WebhooksService } from './webhooks.service.js';

@Controller()
export class WebhooksController {
  constructor(
    private readonly query: WebhooksQuery,
    private readonly service: WebhooksService,
  ) {}

  @Route(listWebhooks)
  list(@Who() actor: SignedIn) {
    return this.query.list(actor);
  }

  @Route(createWebhook)
  create(@Input() { body }: Received<typeof createWebhook>, @Who() actor: SignedIn) {
    return this.service.create(actor, body);
  }

  @Route(editWebhook)
  edit(@Input() { params, body }: Received<typeof editWebhook>, @Who() actor: SignedIn) {
    return this.service.edit(actor, params.id, body);
  }

  @Route(rotateWebhook)
  rotate(@Input() { params, body }: Received<typeof rotateWebhook>, @Who() actor: SignedIn) {
    return this.service.rotate(actor, params.id, body);
  }

  @Route(pauseWebhook)
  pause(@Input() { params }: Received<typeof pauseWebhook>, @Who() actor: SignedIn) {
    return this.service.pause(actor, params.id);
  }

  @Route(resumeWebhook)
  resume(@Input() { params }: Received<typeof resumeWebhook>, @Who() actor: SignedIn) {
    return this.service.resume(actor, params.id);
  }

  @Route(removeWebhook)
  remove(@Input() { params }: Received<typeof removeWebhook>, @Who() actor: SignedIn) {
    return this.service.remove(actor, params.id);
  }

  @Route(testWebhook)
  test(@Input() { params }: Received<typeof testWebhook>, @Who() actor: SignedIn) {
    return this.service.test(actor, params.id);
  }

  @Route(listDeliveries)
  deliveries(@Input() { params }: Received<typeof listDeliveries>, @Who() actor: SignedIn) {
    return this.query.deliveries(actor, params.id);
  }

  @Route(replayDelivery)
  replay(@Input() { params }: Received<typeof replayDelivery>, @Who() actor: SignedIn) {
    return this.service.replay(actor, params.id);
  }
}
