import { Module } from '@nestjs/common';
import { ReplicationPacksController } from './replication-packs.controller.js';
import { ReplicationPacksQuery } from './replication-packs.query.js';
import { ReplicationPacksService } from './replication-packs.service.js';

@Module({
  controllers: [ReplicationPacksController],
  providers: [ReplicationPacksService, ReplicationPacksQuery],
})
export class ReplicationPacksModule {}
