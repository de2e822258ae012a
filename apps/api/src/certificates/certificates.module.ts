import { Module } from '@nestjs/common';
import { CertificatesController } from './certificates.controller.js';
import { CertificatesQuery } from './certificates.query.js';
import { CertificatesService } from './certificates.service.js';
import { KeysController } from './keys.controller.js';
import { KeysService } from './keys.service.js';
import { ReportsController } from './reports.controller.js';
import { ReportsQuery } from './reports.query.js';

@Module({
  controllers: [CertificatesController, KeysController, ReportsController],
  providers: [CertificatesService, CertificatesQuery, KeysService, ReportsQuery],
})
export class CertificatesModule {}
