import { Module } from '@nestjs/common';
import { RecordsController } from './records.controller.js';
import { RecordsQuery } from './records.query.js';
import { RecordsService } from './records.service.js';

@Module({ controllers: [RecordsController], providers: [RecordsQuery, RecordsService] })
export class RecordsModule {}
