import { Module } from '@nestjs/common';
import { AcceptanceController } from './acceptance.controller.js';
import { AcceptanceQuery } from './acceptance.query.js';
import { AcceptanceService } from './acceptance.service.js';
import { ChangesService } from './changes.service.js';
import { DocumentsService } from './documents.service.js';
import { EndPilotService } from './end-pilot.service.js';
import { InvitationsService } from './invitations.service.js';
import { LiveController } from './live.controller.js';
import { LiveQuery } from './live.query.js';
import { MqttService } from './mqtt/mqtt.service.js';
import { ObservationsController } from './observations.controller.js';
import { ObservationsQuery } from './observations.query.js';
import { ObservationsService } from './observations.service.js';
import { PilotPlanController } from './pilot-plan.controller.js';
import { PilotsController } from './pilots.controller.js';
import { PilotsQuery } from './pilots.query.js';
import { PilotsService } from './pilots.service.js';
import { PlanService } from './plan.service.js';
import { QuarantineController } from './quarantine.controller.js';
import { QuarantineQuery } from './quarantine.query.js';
import { QuarantineService } from './quarantine.service.js';
import { SurveysController } from './surveys.controller.js';
import { SurveysService } from './surveys.service.js';

@Module({
  controllers: [
    PilotsController,
    ObservationsController,
    LiveController,
    AcceptanceController,
    SurveysController,
    PilotPlanController,
    QuarantineController,
  ],
  providers: [
    PlanService,
    PilotsService,
    EndPilotService,
    ObservationsService,
    ObservationsQuery,
    PilotsQuery,
    LiveQuery,
    AcceptanceService,
    AcceptanceQuery,
    SurveysService,
    InvitationsService,
    ChangesService,
    DocumentsService,
    QuarantineQuery,
    QuarantineService,
    MqttService,
  ],
})
export class PilotsModule {}
