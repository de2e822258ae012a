import { pipeline } from 'node:stream/promises';
import { Controller, Res } from '@nestjs/common';
import {
  addDocument,
  confirmDocument,
  decideChange,
  downloadDocument,
  proposeChange,
  readPilotPlan,
} from '@scenario-lab/contracts/pilot-plan';
import type { Received } from '@scenario-lab/contracts/route';
import type { SignedIn } from '@scenario-lab/domain/actor';
import type { Response } from 'express';
import { Who } from '../http/actor.decorator.js';
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { ChangesService } from './changes.service.js';
import { DocumentsService } from './documents.service.js';

const changes = by(ChangesService);
const documents = by(DocumentsService);

@Deeds(
  { proposeChange, addDocument },
  {
    proposeChange: changes('propose'),
    addDocument: documents('add'),
  },
)
@Controller()
export class PilotPlanController {
  constructor(
    private readonly changes: ChangesService,
    private readonly documents: DocumentsService,
  ) {}

  @Route(readPilotPlan)
  read(@Who() actor: SignedIn, @Input() { params }: Received<typeof readPilotPlan>) {
    return this.documents.read(actor, params.id);
  }

  @Route(decideChange)
  decide(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof decideChange>) {
    return this.changes.decide(actor, params.id, params.changeId, body);
  }

  @Route(confirmDocument)
  confirm(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof confirmDocument>) {
    return this.documents.confirm(actor, params.id, params.documentId, body.sha256);
  }

  @Route(downloadDocument)
  async file(
    @Who() actor: SignedIn,
    @Input() { params }: Received<typeof downloadDocument>,
    @Res() response: Response,
  ): Promise<void> {
    const { name, bytes, stream } = await this.documents.file(actor, params.id, params.documentId);
    // What somebody handed in is saved, never opened as a page of the lab's.
    response.attachment(name).type('application/octet-stream').set('content-length', String(bytes));
    await pipeline(stream, response);
  }
}
