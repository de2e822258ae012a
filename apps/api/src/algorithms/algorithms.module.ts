import { Module } from '@nestjs/common';
import { AlgorithmsController } from './algorithms.controller.js';
import { AlgorithmsQuery } from './algorithms.query.js';
import { AlgorithmsService } from './algorithms.service.js';

@Module({ controllers: [AlgorithmsController], providers: [AlgorithmsService, AlgorithmsQuery] })
export class AlgorithmsModule {}
