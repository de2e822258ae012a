import { Module } from '@nestjs/common';
import { BadgesController } from './badges.controller.js';
import { BadgesQuery } from './badges.query.js';
import { BadgesService } from './badges.service.js';

@Module({ controllers: [BadgesController], providers: [BadgesQuery, BadgesService] })
export class BadgesModule {}
