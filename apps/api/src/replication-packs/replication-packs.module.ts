import { Module } from '@nestjs/common';
import { ForeignPacksController } from './foreign-packs.controller.js';
import { ForeignPacksQuery } from './foreign-packs.query.js';
import { ForeignPacksService } from './foreign-packs.service.js';
import { ReceivePackService } from './receive-pack.service.js';
import { ReplicationPacksController } from './replication-packs.controller.js';
import { ReplicationPacksQuery } from './replication-packs.query.js';
import { ReplicationPacksService } from './replication-packs.service.js';
import { TrustedLabsService } from './trusted-labs.service.js';

@Module({
  controllers: [ReplicationPacksController, ForeignPacksController],
  providers: [
    ReplicationPacksService,
    ReplicationPacksQuery,
    TrustedLabsService,
    ForeignPacksQuery,
    ForeignPacksService,
    ReceivePackService,
  ],
})
export class ReplicationPacksModule {}
