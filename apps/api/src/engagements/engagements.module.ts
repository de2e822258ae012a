import { Module } from '@nestjs/common';
import { EngagementsController } from './engagements.controller.js';
import { EngagementsQuery } from './engagements.query.js';
import { EngagementsService } from './engagements.service.js';
import { OpeningService } from './opening.service.js';

@Module({
  controllers: [EngagementsController],
  providers: [OpeningService, EngagementsService, EngagementsQuery],
})
export class EngagementsModule {}
