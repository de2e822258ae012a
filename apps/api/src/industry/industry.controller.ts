import { Controller, Res } from '@nestjs/common';
import { downloadIndustry, listGaps, listIndustry, readIndustry } from '@scenario-lab/contracts/industry';
import type { Received } from '@scenario-lab/contracts/route';
import type { Response } from 'express';
import { Input, Route } from '../http/route.decorator.js';
import { IndustryQuery } from './industry.query.js';
import { industryCsv } from './industry-csv.js';

@Controller()
export class IndustryController {
  constructor(private readonly query: IndustryQuery) {}

  @Route(readIndustry)
  read() {
    return this.query.read();
  }

  @Route(downloadIndustry)
  async csv(@Input() { query }: Received<typeof downloadIndustry>, @Res() response: Response): Promise<void> {
    const industry = await this.query.read();
    response.setHeader('content-type', 'text/csv; charset=utf-8');
    response.setHeader('content-disposition', 'attachment; filename="industry.csv"');
    response.setHeader('x-content-type-options', 'nosniff');
    response.end(industryCsv(industry, query.lang));
  }

  @Route(listIndustry)
  things(@Input() { query }: Received<typeof listIndustry>) {
    return this.query.things(query);
  }

  @Route(listGaps)
  gaps(@Input() { query }: Received<typeof listGaps>) {
    return this.query.gaps(query);
  }
}
