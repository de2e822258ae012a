import { Module } from '@nestjs/common';
import { AccessController } from './access.controller.js';
import { AccessQuery } from './access.query.js';
import { AccessService } from './access.service.js';
import { DatasetsController } from './datasets.controller.js';
import { DatasetsQuery } from './datasets.query.js';
import { DatasetsService } from './datasets.service.js';

@Module({
  controllers: [DatasetsController, AccessController],
  providers: [DatasetsService, DatasetsQuery, AccessService, AccessQuery],
})
export class DatasetsModule {}
