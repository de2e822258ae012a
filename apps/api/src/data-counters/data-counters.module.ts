import { Module } from '@nestjs/common';
import { DataCountersController } from './data-counters.controller.js';
import { DataCountersQuery } from './data-counters.query.js';

@Module({ controllers: [DataCountersController], providers: [DataCountersQuery] })
export class DataCountersModule {}
