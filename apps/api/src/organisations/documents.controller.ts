import { pipeline } from 'node:stream/promises';
import { Controller, Res } from '@nestjs/common';
import {
  addDocument,
  downloadDocument,
  listDocuments,
  removeDocument,
} from '@scenario-lab/contracts/documents';
import type { Received } from '@scenario-lab/contracts/route';
import type { SignedIn } from '@scenario-lab/domain/actor';
import type { Response } from 'express';
import { Who } from '../http/actor.decorator.js';
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { DocumentsService } from './documents.service.js';

const service = by(DocumentsService);

@Deeds({ addDocument }, { addDocument: service('add') })
@Controller()
export class DocumentsController {
  constructor(private readonly service: DocumentsService) {}

  @Route(listDocuments)
  list(@Input() { params }: Received<typeof listDocuments>, @Who() actor: SignedIn) {
    return this.service.list(actor, params.id);
  }

  @Route(downloadDocument)
  async download(
    @Input() { params }: Received<typeof downloadDocument>,
    @Who() actor: SignedIn,
    @Res() response: Response,
  ): Promise<void> {
    const { name, bytes, stream } = await this.service.file(actor, params.id, params.documentId);
    // Saved, never opened as a page of the lab's, whatever it holds.
    response
      .attachment(name)
      .type('application/octet-stream')
      .set({ 'content-length': String(bytes), 'cache-control': 'private, no-store' });
    await pipeline(stream, response);
  }

  @Route(removeDocument)
  remove(@Input() { params }: Received<typeof removeDocument>, @Who() actor: SignedIn) {
    return this.service.remove(actor, params.id, params.documentId);
  }
}
