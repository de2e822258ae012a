import { Controller, Res } from '@nestjs/common';
import {
  downloadDataCounters,
  listUnusedDatasets,
  readDataCounters,
} from '@scenario-lab/contracts/data-counters';
import type { Received } from '@scenario-lab/contracts/route';
import type { SignedIn } from '@scenario-lab/domain/actor';
import type { Response } from 'express';
import { Who } from '../http/actor.decorator.js';
import { Input, Route } from '../http/route.decorator.js';
import { countersCsv } from './counters-csv.js';
import { DataCountersQuery } from './data-counters.query.js';

@Controller()
export class DataCountersController {
  constructor(private readonly query: DataCountersQuery) {}

  @Route(readDataCounters)
  read() {
    return this.query.read();
  }

  @Route(downloadDataCounters)
  async csv(
    @Input() { query }: Received<typeof downloadDataCounters>,
    @Res() response: Response,
  ): Promise<void> {
    const counters = await this.query.read();
    response.setHeader('content-type', 'text/csv; charset=utf-8');
    response.setHeader('content-disposition', 'attachment; filename="data-counters.csv"');
    response.end(countersCsv(counters, query.lang));
  }

  @Route(listUnusedDatasets)
  unused(@Who() actor: SignedIn, @Input() { query }: Received<typeof listUnusedDatasets>) {
    return this.query.unused(actor, query);
  }
}
