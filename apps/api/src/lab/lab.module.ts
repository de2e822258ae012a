import { Module } from '@nestjs/common';
import { ConsoleQuery } from './console.query.js';
import { DeskQuery } from './desk.query.js';
import { InboxQuery } from './inbox.query.js';
import { LabController } from './lab.controller.js';
import { LabService } from './lab.service.js';
import { ShowcaseQuery } from './showcase.query.js';

@Module({
  controllers: [LabController],
  providers: [InboxQuery, ConsoleQuery, DeskQuery, ShowcaseQuery, LabService],
})
export class LabModule {}
