import { Module } from '@nestjs/common';
import { AddendaService } from './addenda.service.js';
import { CompileService } from './compile.service.js';
import { ScenariosController } from './scenarios.controller.js';
import { ScenariosQuery } from './scenarios.query.js';
import { ScenariosService } from './scenarios.service.js';
import { SimilarQuery } from './similar.query.js';

@Module({
  controllers: [ScenariosController],
  providers: [ScenariosService, AddendaService, CompileService, ScenariosQuery, SimilarQuery],
})
export class ScenariosModule {}
