import { Module } from '@nestjs/common';
import { ReviewsService } from './reviews.service.js';
import { RunsController } from './runs.controller.js';
import { RunsQuery } from './runs.query.js';
import { RunsService } from './runs.service.js';
import { SubmitService } from './submit.service.js';

@Module({
  controllers: [RunsController],
  providers: [SubmitService, RunsService, ReviewsService, RunsQuery],
})
export class RunsModule {}
