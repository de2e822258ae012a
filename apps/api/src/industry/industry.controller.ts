import { Controller, Res } from '@nestjs/common';
import { downloadIndustry, listGaps, listIndustry, readIndustry } from '@scenario-lab/contracts/industry';
import { downloadMatrix, readMatrix } from '@scenario-lab/contracts/industry-matrix';
import type { Received } from '@scenario-lab/contracts/route';
import type { Response } from 'express';
import { Input, Route } from '../http/route.decorator.js';
import { IndustryQuery } from './industry.query.js';
import { industryCsv } from './industry-csv.js';
import { MatrixQuery } from './matrix.query.js';
import { matrixCsv } from './matrix-csv.js';

@Controller()
export class IndustryController {
  constructor(
    private readonly query: IndustryQuery,
    private readonly matrixQuery: MatrixQuery,
  ) {}

  @Route(readIndustry)
  read() {
    return this.query.read();
  }

  @Route(downloadIndustry)
  async csv(@Input() { query }: Received<typeof downloadIndustry>, @Res() response: Response): Promise<void> {
    sendCsv(response, 'industry', industryCsv(await this.query.read(), query.lang));
  }

  @Route(readMatrix)
  matrix(@Input() { query }: Received<typeof readMatrix>) {
    return this.matrixQuery.read(query);
  }

  @Route(downloadMatrix)
  async matrixCsv(
    @Input() { query }: Received<typeof downloadMatrix>,
    @Res() response: Response,
  ): Promise<void> {
    sendCsv(response, 'industry-matrix', matrixCsv(await this.matrixQuery.read(query), query.lang));
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

export function sendCsv(response: Response, name: string, text: string): void {
  response.setHeader('content-type', 'text/csv; charset=utf-8');
  response.setHeader('content-disposition', `attachment; filename="${name}.csv"`);
  response.setHeader('x-content-type-options', 'nosniff');
  response.end(text);
}
