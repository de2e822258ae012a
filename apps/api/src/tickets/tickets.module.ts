import { Module } from '@nestjs/common';
import { DispatchController } from './dispatch.controller.js';
import { DispatchService } from './dispatch.service.js';
import { TicketFilesController } from './files.controller.js';
import { TicketFilesService } from './files.service.js';
import { IntakeService } from './intake.service.js';
import { TicketLettersController } from './letters.controller.js';
import { TicketLettersService } from './letters.service.js';
import { NeedsService } from './needs.service.js';
import { RatesController } from './rates.controller.js';
import { RatesQuery } from './rates.query.js';
import { ReportsController } from './reports.controller.js';
import { ReportsService } from './reports.service.js';
import { RoutingController } from './routing.controller.js';
import { RoutingService } from './routing.service.js';
import { TicketsController } from './tickets.controller.js';
import { TicketsQuery } from './tickets.query.js';
import { TicketsService } from './tickets.service.js';

@Module({
  controllers: [
    ReportsController,
    TicketsController,
    DispatchController,
    RatesController,
    TicketFilesController,
    RoutingController,
    TicketLettersController,
  ],
  providers: [
    ReportsService,
    IntakeService,
    TicketsService,
    TicketsQuery,
    DispatchService,
    RatesQuery,
    NeedsService,
    TicketFilesService,
    RoutingService,
    TicketLettersService,
  ],
})
export class TicketsModule {}
