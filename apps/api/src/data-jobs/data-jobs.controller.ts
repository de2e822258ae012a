import { pipeline } from 'node:stream/promises';
import { Controller, Inject, Res } from '@nestjs/common';
import {
  dataJobDeeds,
  decideDataJob,
  listDataJobs,
  readDataJob,
  readJobOutput,
  submitDataJob,
} from '@scenario-lab/contracts/data-jobs';
import type { Received } from '@scenario-lab/contracts/route';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Refusal } from '@scenario-lab/domain/refusal';
import type { BlobStore } from '@scenario-lab/storage/blob-store';
import type { Response } from 'express';
import { Who } from '../http/actor.decorator.js';
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { BLOBS } from '../http/tokens.js';
import { DataJobsQuery } from './data-jobs.query.js';
import { DataJobsService } from './data-jobs.service.js';

const service = by(DataJobsService);

@Deeds(dataJobDeeds, { cancel: service('cancel') })
@Deeds({ submitDataJob }, { submitDataJob: service('submit') })
@Controller()
export class DataJobsController {
  constructor(
    private readonly service: DataJobsService,
    private readonly query: DataJobsQuery,
    @Inject(BLOBS) private readonly blobs: BlobStore,
  ) {}

  @Route(listDataJobs)
  list(@Who() actor: SignedIn, @Input() { query }: Received<typeof listDataJobs>) {
    return this.query.list(actor, query);
  }

  @Route(readDataJob)
  read(@Who() actor: SignedIn, @Input() { params }: Received<typeof readDataJob>) {
    return this.query.read(actor, params.id);
  }

  @Route(decideDataJob)
  decide(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof decideDataJob>) {
    return this.service.decide(actor, params.id, body.decisions);
  }

  /** Whatever a program wrote goes out as an attachment of no kind: no browser opens it here. */
  @Route(readJobOutput)
  async output(
    @Who() actor: SignedIn,
    @Input() { params }: Received<typeof readJobOutput>,
    @Res() response: Response,
  ): Promise<void> {
    const { sha256, name } = await this.service.take(actor, params.id, params.number);
    const kept = await this.blobs.stat(sha256);
    if (!kept) throw new Refusal('not_found', { thing: 'blob', id: sha256 });
    response.setHeader('content-length', kept.bytes);
    response.setHeader('content-type', 'application/octet-stream');
    response.setHeader('content-disposition', `attachment; filename="${name}"`);
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('cache-control', 'private, no-store');
    await pipeline(await this.blobs.get(sha256), response);
  }
}
