import { Module } from '@nestjs/common';
import { ReplicationsController } from './replications.controller.js';
import { ReplicationsQuery } from './replications.query.js';
import { ReplicationsService } from './replications.service.js';
import { TransferTestService } from './transfer-test.service.js';

@Module({
  controllers: [ReplicationsController],
  providers: [ReplicationsService, TransferTestService, ReplicationsQuery],
})
export class ReplicationsModule {}
