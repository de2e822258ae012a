import { pipeline } from 'node:stream/promises';
import { Controller, Res } from '@nestjs/common';
import { downloadPdf, downloadStatement, readReport } from '@scenario-lab/contracts/certificates';
import type { Received } from '@scenario-lab/contracts/route';
import type { Actor } from '@scenario-lab/domain/actor';
import type { Response } from 'express';
import { Caller } from '../http/actor.decorator.js';
import { Input, Route } from '../http/route.decorator.js';
import { ReportsQuery } from './reports.query.js';

@Controller()
export class ReportsController {
  constructor(private readonly query: ReportsQuery) {}

  @Route(readReport)
  read(@Caller() actor: Actor, @Input() { params }: Received<typeof readReport>) {
    return this.query.read(actor, params.id);
  }

  /** The exact bytes that were signed and stored: a space more and it no longer verifies. */
  @Route(downloadStatement)
  async statement(
    @Caller() actor: Actor,
    @Input() { params }: Received<typeof downloadStatement>,
    @Res() response: Response,
  ) {
    const { name, envelope } = await this.query.envelope(actor, params.id, params.edition);
    attach(response, 'application/json; charset=utf-8', `${name}.json`);
    response.end(envelope);
  }

  @Route(downloadPdf)
  async pdf(
    @Caller() actor: Actor,
    @Input() { params, query }: Received<typeof downloadPdf>,
    @Res() response: Response,
  ) {
    const { name, bytes, stream } = await this.query.pdf(actor, params.id, params.edition, query.lang);
    attach(response, 'application/pdf', `${name}-${query.lang}.pdf`);
    response.setHeader('content-length', bytes);
    await pipeline(stream, response);
  }
}

function attach(response: Response, type: string, fileName: string): void {
  response.setHeader('content-type', type);
  response.setHeader('content-disposition', `attachment; filename="${fileName}"`);
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('cache-control', 'private, no-cache');
}
