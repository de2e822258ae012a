import { Module } from '@nestjs/common';
import { EmailProofService } from './email-proof.service.js';
import { NoticesController } from './notices.controller.js';
import { NoticesQuery } from './notices.query.js';
import { NoticesService } from './notices.service.js';
import { WebhooksController } from './webhooks.controller.js';
import { WebhooksQuery } from './webhooks.query.js';
import { WebhooksService } from './webhooks.service.js';

@Module({
  controllers: [NoticesController, WebhooksController],
  providers: [NoticesQuery, NoticesService, EmailProofService, WebhooksQuery, WebhooksService],
})
export class NoticesModule {}
