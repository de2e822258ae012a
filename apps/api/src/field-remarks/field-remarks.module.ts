import { Module } from '@nestjs/common';
import { FieldRemarksController } from './field-remarks.controller.js';
import { FieldRemarksService } from './field-remarks.service.js';

@Module({ controllers: [FieldRemarksController], providers: [FieldRemarksService] })
export class FieldRemarksModule {}
