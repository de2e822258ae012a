import { Module } from '@nestjs/common';
import { DataRequestsController } from './data-requests.controller.js';
import { DataRequestsQuery } from './data-requests.query.js';
import { DataRequestsService } from './data-requests.service.js';
import { RequestFiguresQuery } from './request-figures.query.js';
import { SimilarRequestsQuery } from './similar-requests.query.js';

@Module({
  controllers: [DataRequestsController],
  providers: [DataRequestsService, DataRequestsQuery, SimilarRequestsQuery, RequestFiguresQuery],
})
export class DataRequestsModule {}
