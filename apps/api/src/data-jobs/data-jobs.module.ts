import { Module } from '@nestjs/common';
import { DataJobsController } from './data-jobs.controller.js';
import { DataJobsQuery } from './data-jobs.query.js';
import { DataJobsService } from './data-jobs.service.js';

@Module({ controllers: [DataJobsController], providers: [DataJobsService, DataJobsQuery] })
export class DataJobsModule {}
