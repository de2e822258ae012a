import { Module } from '@nestjs/common';
import { BidsService } from './bids.service.js';
import { CallsController } from './calls.controller.js';
import { CallsQuery } from './calls.query.js';
import { CallsService } from './calls.service.js';
import { OpeningService } from './opening.service.js';

@Module({
  controllers: [CallsController],
  providers: [CallsService, CallsQuery, BidsService, OpeningService],
})
export class CallsModule {}
