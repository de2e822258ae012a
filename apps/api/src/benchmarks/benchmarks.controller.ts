import { pipeline } from 'node:stream/promises';
import { Controller, Inject, Res } from '@nestjs/common';
import {
  agreeToDifference,
  benchmarkDeeds,
  createBenchmark,
  downloadSample,
  editBenchmark,
  listBenchmarks,
  readBenchmark,
  readTask,
} from '@scenario-lab/contracts/benchmarks';
import type { Received } from '@scenario-lab/contracts/route';
import type { Actor, SignedIn } from '@scenario-lab/domain/actor';
import { Refusal } from '@scenario-lab/domain/refusal';
import type { BlobStore } from '@scenario-lab/storage/blob-store';
import type { Response } from 'express';
import { Caller, Who } from '../http/actor.decorator.js';
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { Seen } from '../http/seen.decorator.js';
import { BLOBS } from '../http/tokens.js';
import { BenchmarksQuery } from './benchmarks.query.js';
import { BenchmarksService } from './benchmarks.service.js';

const service = by(BenchmarksService);

@Deeds(benchmarkDeeds, {
  seal: service('seal'),
  close: service('end', 'close'),
  retire: service('end', 'retire'),
})
@Deeds({ agreeToDifference }, { agreeToDifference: service('agree') })
@Controller()
export class BenchmarksController {
  constructor(
    private readonly service: BenchmarksService,
    private readonly query: BenchmarksQuery,
    @Inject(BLOBS) private readonly blobs: BlobStore,
  ) {}

  @Route(listBenchmarks)
  list(@Caller() actor: Actor, @Input() { query }: Received<typeof listBenchmarks>) {
    return this.query.list(actor, query);
  }

  @Route(readBenchmark)
  read(@Caller() actor: Actor, @Input() { params }: Received<typeof readBenchmark>) {
    return this.query.read(actor, params.id);
  }

  @Route(createBenchmark)
  create(@Who() actor: SignedIn, @Input() { body }: Received<typeof createBenchmark>) {
    return this.service.create(actor, body);
  }

  @Route(editBenchmark)
  edit(
    @Who() actor: SignedIn,
    @Input() { params, body }: Received<typeof editBenchmark>,
    @Seen() seen: string | null,
  ) {
    return this.service.edit(actor, params.id, body, seen);
  }

  @Route(readTask)
  task(@Caller() actor: Actor, @Input() { params }: Received<typeof readTask>) {
    return this.query.task(actor, params.id);
  }

  @Route(downloadSample)
  async sample(
    @Who() actor: SignedIn,
    @Input() { params }: Received<typeof downloadSample>,
    @Res() response: Response,
  ): Promise<void> {
    const sha256 = await this.query.sample(actor, params.id);
    const kept = await this.blobs.stat(sha256);
    if (!kept) throw new Refusal('not_found', { thing: 'blob', id: sha256 });
    response.setHeader('content-type', 'application/zip');
    response.setHeader('content-disposition', `attachment; filename="sample-${params.id}.zip"`);
    response.setHeader('content-length', kept.bytes);
    response.setHeader('x-content-type-options', 'nosniff');
    await pipeline(await this.blobs.get(sha256), response);
  }
}
