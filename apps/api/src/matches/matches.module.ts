import { Module } from '@nestjs/common';
import { MatchesController } from './matches.controller.js';
import { MatchesQuery } from './matches.query.js';
import { WeightsService } from './weights.service.js';

@Module({ controllers: [MatchesController], providers: [MatchesQuery, WeightsService] })
export class MatchesModule {}
