import { Module } from '@nestjs/common';
import { CasesController } from './cases.controller.js';
import { CasesQuery } from './cases.query.js';
import { CasesService } from './cases.service.js';

@Module({ controllers: [CasesController], providers: [CasesService, CasesQuery] })
export class CasesModule {}
