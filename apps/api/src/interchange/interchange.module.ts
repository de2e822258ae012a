import { Module } from '@nestjs/common';
import { ImportsController } from './imports.controller.js';
import { ImportsQuery } from './imports.query.js';
import { ImportsService } from './imports.service.js';
import { InterchangeController } from './interchange.controller.js';

@Module({
  controllers: [InterchangeController, ImportsController],
  providers: [ImportsService, ImportsQuery],
})
export class InterchangeModule {}
