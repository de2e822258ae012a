import { pipeline } from 'node:stream/promises';
import { Controller, Inject, Res } from '@nestjs/common';
import { askFetch, cancelFetch, fetchBeginning, readFetch, setUpkeep } from '@scenario-lab/contracts/fetches';
import type { Received } from '@scenario-lab/contracts/route';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Refusal } from '@scenario-lab/domain/refusal';
import type { BlobStore } from '@scenario-lab/storage/blob-store';
import type { Response } from 'express';
import { Who } from '../http/actor.decorator.js';
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { BLOBS } from '../http/tokens.js';
import { FetchesService } from './fetches.service.js';

const service = by(FetchesService);

@Deeds({ cancelFetch }, { cancelFetch: service('cancel') })
@Controller()
export class FetchesController {
  constructor(
    private readonly service: FetchesService,
    @Inject(BLOBS) private readonly blobs: BlobStore,
  ) {}

  @Route(askFetch)
  async ask(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof askFetch>) {
    return { id: await this.service.ask(actor, params.id, body) };
  }

  @Route(setUpkeep)
  upkeep(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof setUpkeep>) {
    return this.service.setUpkeep(actor, params.id, body);
  }

  @Route(readFetch)
  read(@Who() actor: SignedIn, @Input() { params }: Received<typeof readFetch>) {
    return this.service.read(actor, params.id);
  }

  @Route(fetchBeginning)
  async beginning(
    @Who() actor: SignedIn,
    @Input() { params, query }: Received<typeof fetchBeginning>,
    @Res() response: Response,
  ): Promise<void> {
    const sha256 = await this.service.toLookAt(actor, params.id);
    const kept = await this.blobs.stat(sha256);
    if (!kept) throw new Refusal('not_found', { thing: 'blob', id: sha256 });
    const bytes = Math.min(query.bytes, kept.bytes);
    response.setHeader('content-length', bytes);
    response.setHeader('content-type', 'application/octet-stream');
    response.setHeader('content-disposition', 'attachment; filename="beginning.bin"');
    response.setHeader('x-content-type-options', 'nosniff');
    await pipeline(await this.blobs.get(sha256, { start: 0, end: bytes - 1 }), response);
  }
}
