import { Module } from '@nestjs/common';
import { MarksService } from './marks.service.js';
import { MatchesController } from './matches.controller.js';
import { MatchesQuery } from './matches.query.js';
import { SubscriptionsService } from './subscriptions.service.js';
import { WeightsService } from './weights.service.js';

@Module({
  controllers: [MatchesController],
  providers: [MatchesQuery, WeightsService, MarksService, SubscriptionsService],
})
export class MatchesModule {}
