import { Module } from '@nestjs/common';
import { FollowsController } from './follows.controller.js';
import { FollowsQuery } from './follows.query.js';
import { FollowsService } from './follows.service.js';

@Module({ controllers: [FollowsController], providers: [FollowsService, FollowsQuery] })
export class FollowsModule {}
