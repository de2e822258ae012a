import { Module } from '@nestjs/common';
import { CampsController } from './camps.controller.js';
import { CampsQuery } from './camps.query.js';
import { CampsService } from './camps.service.js';
import { TraineesService } from './trainees.service.js';
import { TrainingQuery } from './training.query.js';

@Module({
  controllers: [CampsController],
  providers: [CampsQuery, CampsService, TraineesService, TrainingQuery],
})
export class CampsModule {}
