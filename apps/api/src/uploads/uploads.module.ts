import { Module } from '@nestjs/common';
import { TusService } from './tus.service.js';
import { UploadsController } from './uploads.controller.js';
import { UploadsQuery } from './uploads.query.js';
import { UploadsService } from './uploads.service.js';

@Module({ controllers: [UploadsController], providers: [UploadsService, UploadsQuery, TusService] })
export class UploadsModule {}
