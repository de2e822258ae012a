import { Module } from '@nestjs/common';
import { EditionsController } from './editions.controller.js';
import { EditionsQuery } from './editions.query.js';
import { EditionsService } from './editions.service.js';
import { ImportsController } from './imports.controller.js';
import { ImportsQuery } from './imports.query.js';
import { ImportsService } from './imports.service.js';

@Module({
  controllers: [EditionsController, ImportsController],
  providers: [EditionsService, EditionsQuery, ImportsService, ImportsQuery],
})
export class EditionsModule {}
