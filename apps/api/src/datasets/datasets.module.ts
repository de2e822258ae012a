import { Module } from '@nestjs/common';
import { AccessController } from './access.controller.js';
import { AccessQuery } from './access.query.js';
import { AccessService } from './access.service.js';
import { DatasetsController } from './datasets.controller.js';
import { DatasetsQuery } from './datasets.query.js';
import { DatasetsService } from './datasets.service.js';
import { DownloadsService } from './downloads.service.js';
import { FetchesController } from './fetches.controller.js';
import { FetchesService } from './fetches.service.js';
import { MaskingController } from './masking.controller.js';
import { MaskingService } from './masking.service.js';
import { UsesController } from './uses.controller.js';
import { UsesQuery } from './uses.query.js';

@Module({
  controllers: [DatasetsController, AccessController, UsesController, MaskingController, FetchesController],
  providers: [
    DatasetsService,
    DatasetsQuery,
    AccessService,
    AccessQuery,
    DownloadsService,
    UsesQuery,
    MaskingService,
    FetchesService,
  ],
})
export class DatasetsModule {}
