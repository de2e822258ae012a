import { pipeline } from 'node:stream/promises';
import { Controller, Res } from '@nestjs/common';
import {
  createEdition,
  downloadEdition,
  editEdition,
  editionDeeds,
  listEditions,
  readEdition,
} from '@scenario-lab/contracts/editions';
import type { Received } from '@scenario-lab/contracts/route';
import type { Actor, SignedIn } from '@scenario-lab/domain/actor';
import type { Response } from 'express';
import { Caller, Who } from '../http/actor.decorator.js';
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { Seen } from '../http/seen.decorator.js';
import { EditionsQuery } from './editions.query.js';
import { EditionsService } from './editions.service.js';

const types = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  pdf: 'application/pdf',
} as const;

const service = by(EditionsService);

@Deeds(editionDeeds, {
  submit: service('submit'),
  publish: service('publish'),
  return: service('turnDown', 'return'),
  withdraw: service('turnDown', 'withdraw'),
})
@Controller()
export class EditionsController {
  constructor(
    private readonly service: EditionsService,
    private readonly query: EditionsQuery,
  ) {}

  @Route(listEditions)
  list(@Caller() actor: Actor, @Input() { query }: Received<typeof listEditions>) {
    return this.query.list(actor, query);
  }

  @Route(readEdition)
  read(@Caller() actor: Actor, @Input() { params }: Received<typeof readEdition>) {
    return this.query.read(actor, params.id);
  }

  @Route(createEdition)
  create(@Who() actor: SignedIn, @Input() { body }: Received<typeof createEdition>) {
    return this.service.create(actor, body);
  }

  @Route(editEdition)
  edit(
    @Who() actor: SignedIn,
    @Input() { params, body }: Received<typeof editEdition>,
    @Seen() seen: string | null,
  ) {
    return this.service.edit(actor, params.id, body, seen);
  }

  @Route(downloadEdition)
  async download(
    @Caller() actor: Actor,
    @Input() { params, query }: Received<typeof downloadEdition>,
    @Res() response: Response,
  ) {
    const { name, bytes, stream } = await this.query.file(actor, params.id, params.format, query.lang);
    response.setHeader('content-type', types[params.format]);
    response.setHeader('content-disposition', `attachment; filename="${name}"`);
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('content-length', bytes);
    await pipeline(stream, response);
  }
}
