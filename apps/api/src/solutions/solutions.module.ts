import { Module } from '@nestjs/common';
import { MediaController } from './media.controller.js';
import { MediaService } from './media.service.js';
import { QualificationsService } from './qualifications.service.js';
import { SolutionsController } from './solutions.controller.js';
import { SolutionsQuery } from './solutions.query.js';
import { SolutionsService } from './solutions.service.js';

@Module({
  controllers: [SolutionsController, MediaController],
  providers: [SolutionsService, SolutionsQuery, QualificationsService, MediaService],
})
export class SolutionsModule {}
