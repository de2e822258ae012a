import { Module } from '@nestjs/common';
import { ImportsController } from './imports.controller.js';
import { ImportsQuery } from './imports.query.js';
import { ImportsService } from './imports.service.js';
import { InterchangeController } from './interchange.controller.js';
import { SourcesController } from './sources.controller.js';
import { SourcesQuery } from './sources.query.js';
import { SourcesService } from './sources.service.js';

@Module({
  controllers: [InterchangeController, ImportsController, SourcesController],
  providers: [ImportsService, ImportsQuery, SourcesService, SourcesQuery],
})
export class InterchangeModule {}
