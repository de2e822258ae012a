import { Module } from '@nestjs/common';
import { ObservationsController } from './observations.controller.js';
import { ObservationsQuery } from './observations.query.js';
import { ObservationsService } from './observations.service.js';
import { PilotsController } from './pilots.controller.js';
import { PilotsQuery } from './pilots.query.js';
import { PilotsService } from './pilots.service.js';
import { PlanService } from './plan.service.js';

@Module({
  controllers: [PilotsController, ObservationsController],
  providers: [PlanService, PilotsService, ObservationsService, ObservationsQuery, PilotsQuery],
})
export class PilotsModule {}
