import { pipeline } from 'node:stream/promises';
import { Controller, Res } from '@nestjs/common';
import {
  agreeToPack,
  askPack,
  downloadPack,
  listPacks,
  packDeeds,
} from '@scenario-lab/contracts/replication-packs';
import type { Received } from '@scenario-lab/contracts/route';
import type { SignedIn } from '@scenario-lab/domain/actor';
import type { Response } from 'express';
import { Who } from '../http/actor.decorator.js';
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { ReplicationPacksQuery } from './replication-packs.query.js';
import { ReplicationPacksService } from './replication-packs.service.js';

const service = by(ReplicationPacksService);

@Deeds(packDeeds, { withdraw: service('withdraw') })
@Deeds({ agreeToPack }, { agreeToPack: service('agree') })
@Controller()
export class ReplicationPacksController {
  constructor(
    private readonly service: ReplicationPacksService,
    private readonly query: ReplicationPacksQuery,
  ) {}

  @Route(listPacks)
  list(@Who() actor: SignedIn, @Input() { params }: Received<typeof listPacks>) {
    return this.query.ofCase(actor, params.id);
  }

  @Route(askPack)
  ask(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof askPack>) {
    return this.service.ask(actor, params.id, body.purpose);
  }

  @Route(downloadPack)
  async download(
    @Who() actor: SignedIn,
    @Input() { params }: Received<typeof downloadPack>,
    @Res() response: Response,
  ): Promise<void> {
    const { name, bytes, stream } = await this.query.file(actor, params.id);
    response.setHeader('content-type', 'application/zip');
    response.setHeader('content-disposition', `attachment; filename="${name}"`);
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('content-length', bytes);
    await pipeline(stream, response);
  }
}
