import { Module } from '@nestjs/common';
import { IndustryController } from './industry.controller.js';
import { IndustryQuery } from './industry.query.js';

@Module({ controllers: [IndustryController], providers: [IndustryQuery] })
export class IndustryModule {}
