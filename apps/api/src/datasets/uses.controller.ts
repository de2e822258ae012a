import { pipeline } from 'node:stream/promises';
import { Controller, Inject, Res } from '@nestjs/common';
import { downloadRows, exportDataUses, listDataUses } from '@scenario-lab/contracts/data-uses';
import type { Received } from '@scenario-lab/contracts/route';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Refusal } from '@scenario-lab/domain/refusal';
import type { BlobStore } from '@scenario-lab/storage/blob-store';
import type { Response } from 'express';
import { Who } from '../http/actor.decorator.js';
import { Input, Route } from '../http/route.decorator.js';
import { BLOBS } from '../http/tokens.js';
import { DownloadsService } from './downloads.service.js';
import { UsesQuery } from './uses.query.js';

const types = { csv: 'text/csv; charset=utf-8', jsonl: 'application/jsonl; charset=utf-8' };

@Controller()
export class UsesController {
  constructor(
    private readonly downloads: DownloadsService,
    private readonly query: UsesQuery,
    @Inject(BLOBS) private readonly blobs: BlobStore,
  ) {}

  @Route(downloadRows)
  async download(
    @Who() actor: SignedIn,
    @Input() { params, query }: Received<typeof downloadRows>,
    @Res() response: Response,
  ): Promise<void> {
    const { sha256, name } = await this.downloads.take(actor, params.id, query.format);
    const kept = await this.blobs.stat(sha256);
    if (!kept) throw new Refusal('not_found', { thing: 'blob', id: sha256 });
    response.setHeader('content-length', kept.bytes);
    asFile(response, name, types[query.format]);
    await pipeline(await this.blobs.get(sha256), response);
  }

  @Route(listDataUses)
  list(@Who() actor: SignedIn, @Input() { params, query }: Received<typeof listDataUses>) {
    return this.query.list(actor, params.id, query);
  }

  @Route(exportDataUses)
  async export(
    @Who() actor: SignedIn,
    @Input() { params, query }: Received<typeof exportDataUses>,
    @Res() response: Response,
  ): Promise<void> {
    const csv = await this.query.export(actor, params.id, query);
    asFile(response, `dataset-${params.id}-uses.csv`, types.csv);
    response.end(csv);
  }
}

function asFile(response: Response, name: string, type: string): void {
  response.setHeader('content-type', type);
  response.setHeader('content-disposition', `attachment; filename="${name}"`);
  response.setHeader('x-content-type-options', 'nosniff');
}
