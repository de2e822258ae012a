import { pipeline } from 'node:stream/promises';
import { Controller, Res } from '@nestjs/common';
import {
  downloadMonthlyPdf,
  downloadMonthlyStatement,
  draftMonthlyReport,
  listMonthlyReports,
  readMonthBehind,
  readMonthlyReport,
  signMonthlyReport,
} from '@scenario-lab/contracts/monthly-reports';
import type { Received } from '@scenario-lab/contracts/route';
import type { SignedIn } from '@scenario-lab/domain/actor';
import type { Response } from 'express';
import { Who } from '../http/actor.decorator.js';
import { Input, Route } from '../http/route.decorator.js';
import { MonthlyReportsQuery } from './monthly-reports.query.js';
import { MonthlyReportsService } from './monthly-reports.service.js';

@Controller()
export class MonthlyReportsController {
  constructor(
    private readonly query: MonthlyReportsQuery,
    private readonly service: MonthlyReportsService,
  ) {}

  @Route(listMonthlyReports)
  list(@Who() actor: SignedIn) {
    return this.query.list(actor);
  }

  @Route(readMonthlyReport)
  read(@Who() actor: SignedIn, @Input() { params }: Received<typeof readMonthlyReport>) {
    return this.query.read(actor, params.month);
  }

  @Route(readMonthBehind)
  behind(@Who() actor: SignedIn, @Input() { params, query }: Received<typeof readMonthBehind>) {
    return this.query.behind(actor, params.month, query);
  }

  @Route(draftMonthlyReport)
  draft(@Who() actor: SignedIn, @Input() { params }: Received<typeof draftMonthlyReport>) {
    return this.service.draft(actor, params.month);
  }

  @Route(signMonthlyReport)
  sign(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof signMonthlyReport>) {
    return this.service.sign(actor, params.month, body.digest);
  }

  @Route(downloadMonthlyPdf)
  async pdf(
    @Who() actor: SignedIn,
    @Input() { params, query }: Received<typeof downloadMonthlyPdf>,
    @Res() response: Response,
  ): Promise<void> {
    const { bytes, stream } = await this.query.pdf(actor, params.month, query.lang);
    asFile(response, `monthly-report-${params.month}-${query.lang}.pdf`, 'application/pdf');
    response.setHeader('content-length', bytes);
    await pipeline(stream, response);
  }

  /** The exact bytes that were signed and stored: a space more and it no longer verifies. */
  @Route(downloadMonthlyStatement)
  async statement(
    @Who() actor: SignedIn,
    @Input() { params }: Received<typeof downloadMonthlyStatement>,
    @Res() response: Response,
  ): Promise<void> {
    const envelope = await this.query.envelope(actor, params.month);
    asFile(response, `monthly-report-${params.month}.json`, 'application/json; charset=utf-8');
    response.end(envelope);
  }
}

function asFile(response: Response, name: string, type: string): void {
  response.setHeader('content-type', type);
  response.setHeader('content-disposition', `attachment; filename="${name}"`);
  response.setHeader('x-content-type-options', 'nosniff');
}
