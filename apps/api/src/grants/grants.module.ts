import { Module } from '@nestjs/common';
import { ContractsQuery } from './contracts.query.js';
import { GrantsController } from './grants.controller.js';
import { GrantsQuery } from './grants.query.js';
import { GrantsService } from './grants.service.js';
import { KeyMatchesController } from './key-matches.controller.js';
import { KeyMatchesService } from './key-matches.service.js';
import { LedgerQuery } from './ledger.query.js';

@Module({
  controllers: [GrantsController, KeyMatchesController],
  providers: [GrantsService, GrantsQuery, LedgerQuery, ContractsQuery, KeyMatchesService],
})
export class GrantsModule {}
