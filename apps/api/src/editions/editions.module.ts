import { Module } from '@nestjs/common';
import { EditionsController } from './editions.controller.js';
import { EditionsQuery } from './editions.query.js';
import { EditionsService } from './editions.service.js';

@Module({ controllers: [EditionsController], providers: [EditionsService, EditionsQuery] })
export class EditionsModule {}
