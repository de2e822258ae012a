import { Module } from '@nestjs/common';
import { AddendaService } from './addenda.service.js';
import { ClarificationsController } from './clarifications.controller.js';
import { ClarificationsService } from './clarifications.service.js';
import { CompileService } from './compile.service.js';
import { FairnessController } from './fairness.controller.js';
import { FairnessService } from './fairness.service.js';
import { PapersController } from './papers.controller.js';
import { PapersService } from './papers.service.js';
import { ScenariosController } from './scenarios.controller.js';
import { ScenariosQuery } from './scenarios.query.js';
import { ScenariosService } from './scenarios.service.js';
import { SimilarQuery } from './similar.query.js';

@Module({
  controllers: [ScenariosController, ClarificationsController, FairnessController, PapersController],
  providers: [
    ScenariosService,
    AddendaService,
    ClarificationsService,
    CompileService,
    FairnessService,
    PapersService,
    ScenariosQuery,
    SimilarQuery,
  ],
})
export class ScenariosModule {}
