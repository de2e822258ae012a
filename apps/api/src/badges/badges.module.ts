import { Module } from '@nestjs/common';
import { BadgeRulesController } from './badge-rules.controller.js';
import { BadgeRulesService } from './badge-rules.service.js';
import { BadgesController } from './badges.controller.js';
import { BadgesQuery } from './badges.query.js';
import { BadgesService } from './badges.service.js';

@Module({
  controllers: [BadgesController, BadgeRulesController],
  providers: [BadgesQuery, BadgesService, BadgeRulesService],
})
export class BadgesModule {}
