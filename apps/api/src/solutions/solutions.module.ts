import { Module } from '@nestjs/common';
import { SolutionsController } from './solutions.controller.js';
import { SolutionsQuery } from './solutions.query.js';
import { SolutionsService } from './solutions.service.js';

@Module({ controllers: [SolutionsController], providers: [SolutionsService, SolutionsQuery] })
export class SolutionsModule {}
