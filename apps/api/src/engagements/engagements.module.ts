import { Module } from '@nestjs/common';
import { EngagementsController } from './engagements.controller.js';
import { EngagementsQuery } from './engagements.query.js';
import { EngagementsService } from './engagements.service.js';
import { LettersService } from './letters.service.js';
import { MeetingsController } from './meetings.controller.js';
import { MeetingsQuery } from './meetings.query.js';
import { MeetingsService } from './meetings.service.js';
import { OpeningService } from './opening.service.js';
import { RoomArchiveService } from './room-archive.service.js';
import { RoomChecksService } from './room-checks.service.js';
import { RoomsController } from './rooms.controller.js';
import { RoomsQuery } from './rooms.query.js';
import { RoomsService } from './rooms.service.js';
import { TalksService } from './talks.service.js';

@Module({
  controllers: [EngagementsController, RoomsController, MeetingsController],
  providers: [
    OpeningService,
    LettersService,
    EngagementsService,
    EngagementsQuery,
    RoomsService,
    RoomsQuery,
    RoomArchiveService,
    RoomChecksService,
    MeetingsService,
    MeetingsQuery,
    TalksService,
  ],
})
export class EngagementsModule {}
