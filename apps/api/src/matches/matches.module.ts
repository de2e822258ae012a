import { Module } from '@nestjs/common';
import { MatchesController } from './matches.controller.js';
import { MatchesQuery } from './matches.query.js';

@Module({ controllers: [MatchesController], providers: [MatchesQuery] })
export class MatchesModule {}
