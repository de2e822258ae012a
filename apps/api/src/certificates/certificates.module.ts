import { Module } from '@nestjs/common';
import { CertificatesController } from './certificates.controller.js';
import { CertificatesQuery } from './certificates.query.js';
import { CertificatesService } from './certificates.service.js';
import { ReportsController } from './reports.controller.js';
import { ReportsQuery } from './reports.query.js';

@Module({
  controllers: [CertificatesController, ReportsController],
  providers: [CertificatesService, CertificatesQuery, ReportsQuery],
})
export class CertificatesModule {}
