import { Module } from '@nestjs/common';
import { JointDraftService } from './joint-draft.service.js';
import { JointGroupsQuery } from './joint-groups.query.js';
import { JointNeedsController } from './joint-needs.controller.js';
import { JointNeedsQuery } from './joint-needs.query.js';
import { JointNeedsService } from './joint-needs.service.js';

@Module({
  controllers: [JointNeedsController],
  providers: [JointNeedsService, JointDraftService, JointNeedsQuery, JointGroupsQuery],
})
export class JointNeedsModule {}
