import { Module } from '@nestjs/common';
import { CasesController } from './cases.controller.js';
import { CasesQuery } from './cases.query.js';
import { CasesService } from './cases.service.js';
import { SimilarCasesQuery } from './similar-cases.query.js';

@Module({ controllers: [CasesController], providers: [CasesService, CasesQuery, SimilarCasesQuery] })
export class CasesModule {}
