import { Module } from '@nestjs/common';
import { CliController } from './cli.controller.js';

@Module({ controllers: [CliController] })
export class CliModule {}
