import { Module } from '@nestjs/common';
import { LiveController } from './live.controller.js';
import { LiveQuery } from './live.query.js';
import { ObservationsController } from './observations.controller.js';
import { ObservationsQuery } from './observations.query.js';
import { ObservationsService } from './observations.service.js';
import { PilotsController } from './pilots.controller.js';
import { PilotsQuery } from './pilots.query.js';
import { PilotsService } from './pilots.service.js';
import { PlanService } from './plan.service.js';

@Module({
  controllers: [PilotsController, ObservationsController, LiveController],
  providers: [PlanService, PilotsService, ObservationsService, ObservationsQuery, PilotsQuery, LiveQuery],
})
export class PilotsModule {}
