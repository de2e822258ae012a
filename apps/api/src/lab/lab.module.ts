import { Module } from '@nestjs/common';
import { CalendarController } from './calendar.controller.js';
import { CalendarQuery } from './calendar.query.js';
import { CalendarService } from './calendar.service.js';
import { ConsoleQuery } from './console.query.js';
import { DeskQuery } from './desk.query.js';
import { InboxQuery } from './inbox.query.js';
import { LabController } from './lab.controller.js';
import { LabService } from './lab.service.js';
import { RulesController } from './rules.controller.js';
import { RulesService } from './rules.service.js';
import { ShowcaseQuery } from './showcase.query.js';
import { WorkingDaysController } from './working-days.controller.js';
import { WorkingDaysService } from './working-days.service.js';

@Module({
  controllers: [LabController, CalendarController, RulesController, WorkingDaysController],
  providers: [
    InboxQuery,
    ConsoleQuery,
    DeskQuery,
    ShowcaseQuery,
    LabService,
    CalendarQuery,
    CalendarService,
    RulesService,
    WorkingDaysService,
  ],
})
export class LabModule {}
