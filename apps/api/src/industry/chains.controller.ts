import { Controller, Res } from '@nestjs/common';
import { downloadChains, readChains } from '@scenario-lab/contracts/industry-chains';
import { downloadMoney, listMoney, readMoney } from '@scenario-lab/contracts/industry-money';
import type { Received } from '@scenario-lab/contracts/route';
import type { Response } from 'express';
import { Input, Route } from '../http/route.decorator.js';
import { ChainsQuery } from './chains.query.js';
import { chainsCsv } from './chains-csv.js';
import { sendCsv } from './industry.controller.js';
import { MoneyQuery } from './money.query.js';
import { moneyCsv } from './money-csv.js';

/** Open statistics by industry chain, and of public amounts. */
@Controller()
export class ChainsController {
  constructor(
    private readonly chainsQuery: ChainsQuery,
    private readonly moneyQuery: MoneyQuery,
  ) {}

  @Route(readChains)
  chains() {
    return this.chainsQuery.read();
  }

  @Route(downloadChains)
  async chainsFile(
    @Input() { query }: Received<typeof downloadChains>,
    @Res() response: Response,
  ): Promise<void> {
    sendCsv(response, 'industry-chains', chainsCsv(await this.chainsQuery.read(), query.lang));
  }

  @Route(readMoney)
  money() {
    return this.moneyQuery.read();
  }

  @Route(downloadMoney)
  async moneyFile(
    @Input() { query }: Received<typeof downloadMoney>,
    @Res() response: Response,
  ): Promise<void> {
    sendCsv(response, 'industry-money', moneyCsv(await this.moneyQuery.read(), query.lang));
  }

  @Route(listMoney)
  amounts(@Input() { query }: Received<typeof listMoney>) {
    return this.moneyQuery.list(query);
  }
}
