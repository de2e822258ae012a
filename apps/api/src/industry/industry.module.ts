import { Module } from '@nestjs/common';
import { IndustryController } from './industry.controller.js';
import { IndustryQuery } from './industry.query.js';
import { MatrixQuery } from './matrix.query.js';

@Module({ controllers: [IndustryController], providers: [IndustryQuery, MatrixQuery] })
export class IndustryModule {}
