import { Module } from '@nestjs/common';
import { BehindQuery } from './behind.query.js';
import { CockpitController } from './cockpit.controller.js';
import { CockpitQuery } from './cockpit.query.js';
import { CockpitService } from './cockpit.service.js';

@Module({ controllers: [CockpitController], providers: [CockpitQuery, BehindQuery, CockpitService] })
export class CockpitModule {}
