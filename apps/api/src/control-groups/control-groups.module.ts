import { Module } from '@nestjs/common';
import { ControlGroupsController } from './control-groups.controller.js';
import { ControlGroupsQuery } from './control-groups.query.js';
import { ControlGroupsService } from './control-groups.service.js';

@Module({ controllers: [ControlGroupsController], providers: [ControlGroupsService, ControlGroupsQuery] })
export class ControlGroupsModule {}
