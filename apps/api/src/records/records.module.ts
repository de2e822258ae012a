import { Module } from '@nestjs/common';
import { BrokerRecordsController } from './broker-records.controller.js';
import { BrokerRecordsQuery } from './broker-records.query.js';
import { RecordsController } from './records.controller.js';
import { RecordsQuery } from './records.query.js';
import { RecordsService } from './records.service.js';

@Module({
  controllers: [RecordsController, BrokerRecordsController],
  providers: [RecordsQuery, RecordsService, BrokerRecordsQuery],
})
export class RecordsModule {}
