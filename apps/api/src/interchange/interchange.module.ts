import { Module } from '@nestjs/common';
import { InterchangeController } from './interchange.controller.js';

@Module({ controllers: [InterchangeController] })
export class InterchangeModule {}
