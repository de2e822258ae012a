import { Module } from '@nestjs/common';
import { MonthlyReportsController } from './monthly-reports.controller.js';
import { MonthlyReportsQuery } from './monthly-reports.query.js';
import { MonthlyReportsService } from './monthly-reports.service.js';

@Module({ controllers: [MonthlyReportsController], providers: [MonthlyReportsQuery, MonthlyReportsService] })
export class MonthlyReportsModule {}
