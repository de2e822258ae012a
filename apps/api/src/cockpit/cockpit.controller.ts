import { Controller, Res } from '@nestjs/common';
import {
  createKiosk,
  downloadStatistics,
  endKiosk,
  listKiosks,
  publishCockpit,
  readBehind,
  readCockpit,
  readKiosk,
  readStatistics,
} from '@scenario-lab/contracts/cockpit';
import type { Received } from '@scenario-lab/contracts/route';
import type { Actor, SignedIn } from '@scenario-lab/domain/actor';
import type { Response } from 'express';
import { Caller, Who } from '../http/actor.decorator.js';
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { BehindQuery } from './behind.query.js';
import { CockpitQuery } from './cockpit.query.js';
import { CockpitService } from './cockpit.service.js';
import { statisticsCsv, statisticsOf } from './statistics.js';

const service = by(CockpitService);

@Deeds({ endKiosk }, { endKiosk: service('end') })
@Controller()
export class CockpitController {
  constructor(
    private readonly query: CockpitQuery,
    private readonly behind: BehindQuery,
    private readonly service: CockpitService,
  ) {}

  @Route(readCockpit)
  read(@Caller() actor: Actor) {
    return this.query.read(actor);
  }

  @Route(readStatistics)
  async statistics(@Caller() actor: Actor) {
    return statisticsOf(await this.query.read(actor));
  }

  @Route(downloadStatistics)
  async csv(
    @Caller() actor: Actor,
    @Input() { query }: Received<typeof downloadStatistics>,
    @Res() response: Response,
  ): Promise<void> {
    const cockpit = await this.query.read(actor);
    response.setHeader('content-type', 'text/csv; charset=utf-8');
    response.setHeader(
      'content-disposition',
      `attachment; filename="statistics-${cockpit.at.slice(0, 10)}-${query.lang}.csv"`,
    );
    response.setHeader('x-content-type-options', 'nosniff');
    response.end(statisticsCsv(cockpit, query.lang));
  }

  @Route(readKiosk)
  readKiosk(@Input() { body }: Received<typeof readKiosk>) {
    return this.query.readKiosk(body.token);
  }

  @Route(listKiosks)
  list(@Who() actor: SignedIn) {
    return this.service.list(actor);
  }

  @Route(createKiosk)
  create(@Who() actor: SignedIn, @Input() { body }: Received<typeof createKiosk>) {
    return this.service.create(actor, body);
  }

  @Route(publishCockpit)
  publish(@Who() actor: SignedIn, @Input() { body }: Received<typeof publishCockpit>) {
    return this.service.publish(actor, body.public);
  }

  @Route(readBehind)
  readBehind(@Who() actor: SignedIn, @Input() { query }: Received<typeof readBehind>) {
    return this.behind.read(actor, query);
  }
}
