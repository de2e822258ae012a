import { Module } from '@nestjs/common';
import { BidsService } from './bids.service.js';
import { CallsController } from './calls.controller.js';
import { CallsQuery } from './calls.query.js';
import { CallsService } from './calls.service.js';
import { ConsortiaController } from './consortia.controller.js';
import { ConsortiaQuery } from './consortia.query.js';
import { ConsortiaService } from './consortia.service.js';
import { DecisionsService } from './decisions.service.js';
import { FewBidsController } from './few-bids.controller.js';
import { FewBidsService } from './few-bids.service.js';
import { ObjectionsService } from './objections.service.js';
import { OpeningService } from './opening.service.js';
import { PanelController } from './panel.controller.js';
import { PanelQuery } from './panel.query.js';
import { ScoresService } from './scores.service.js';
import { SeatsService } from './seats.service.js';
import { SubstitutesService } from './substitutes.service.js';

@Module({
  controllers: [CallsController, PanelController, FewBidsController, ConsortiaController],
  providers: [
    CallsService,
    CallsQuery,
    BidsService,
    ConsortiaService,
    ConsortiaQuery,
    FewBidsService,
    OpeningService,
    PanelQuery,
    SeatsService,
    SubstitutesService,
    ScoresService,
    DecisionsService,
    ObjectionsService,
  ],
})
export class CallsModule {}
