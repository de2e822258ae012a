import { Module } from '@nestjs/common';
import { ChainsController } from './chains.controller.js';
import { ChainsQuery } from './chains.query.js';
import { IndustryController } from './industry.controller.js';
import { IndustryQuery } from './industry.query.js';
import { MatrixQuery } from './matrix.query.js';
import { MoneyQuery } from './money.query.js';

@Module({
  controllers: [IndustryController, ChainsController],
  providers: [IndustryQuery, MatrixQuery, ChainsQuery, MoneyQuery],
})
export class IndustryModule {}
