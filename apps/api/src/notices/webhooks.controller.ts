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
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { WebhooksQuery } from './webhooks.query.js';
import { WebhooksService } from './webhooks.service.js';

const service = by(WebhooksService);

@Deeds(
  { editWebhook, rotateWebhook, pauseWebhook, resumeWebhook, removeWebhook, testWebhook, replayDelivery },
  {
    editWebhook: service('edit'),
    rotateWebhook: service('rotate'),
    pauseWebhook: service('pause'),
    resumeWebhook: service('resume'),
    removeWebhook: service('remove'),
    testWebhook: service('test'),
    replayDelivery: service('replay'),
  },
)
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

  @Route(listDeliveries)
  deliveries(@Input() { params }: Received<typeof listDeliveries>, @Who() actor: SignedIn) {
    return this.query.deliveries(actor, params.id);
  }
}
