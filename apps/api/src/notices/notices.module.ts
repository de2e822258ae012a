import { Module } from '@nestjs/common';
import { EmailProofService } from './email-proof.service.js';
import { NoticesController } from './notices.controller.js';
import { NoticesQuery } from './notices.query.js';
import { NoticesService } from './notices.service.js';

@Module({ controllers: [NoticesController], providers: [NoticesQuery, NoticesService, EmailProofService] })
export class NoticesModule {}
