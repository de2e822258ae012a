import { Module } from '@nestjs/common';
import { BenchmarksController } from './benchmarks.controller.js';
import { BenchmarksQuery } from './benchmarks.query.js';
import { BenchmarksService } from './benchmarks.service.js';

@Module({ controllers: [BenchmarksController], providers: [BenchmarksService, BenchmarksQuery] })
export class BenchmarksModule {}
