import { Module } from '@nestjs/common';
import { CompileService } from './compile.service.js';
import { ScenariosController } from './scenarios.controller.js';
import { ScenariosQuery } from './scenarios.query.js';
import { ScenariosService } from './scenarios.service.js';
import { SimilarQuery } from './similar.query.js';

@Module({
  controllers: [ScenariosController],
  providers: [ScenariosService, CompileService, ScenariosQuery, SimilarQuery],
})
export class ScenariosModule {}
