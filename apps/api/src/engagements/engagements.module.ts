import { Module } from '@nestjs/common';
import { EngagementsController } from './engagements.controller.js';
import { EngagementsQuery } from './engagements.query.js';
import { EngagementsService } from './engagements.service.js';
import { LettersService } from './letters.service.js';
import { OpeningService } from './opening.service.js';
import { RoomArchiveService } from './room-archive.service.js';
import { RoomsController } from './rooms.controller.js';
import { RoomsQuery } from './rooms.query.js';
import { RoomsService } from './rooms.service.js';

@Module({
  controllers: [EngagementsController, RoomsController],
  providers: [
    OpeningService,
    LettersService,
    EngagementsService,
    EngagementsQuery,
    RoomsService,
    RoomsQuery,
    RoomArchiveService,
  ],
})
export class EngagementsModule {}
