import { Controller } from '@nestjs/common';
import {
  applyImport,
  correctImport,
  createImport,
  listImports,
  readImport,
  undoImport,
} from '@scenario-lab/contracts/list-imports';
import type { Received } from '@scenario-lab/contracts/route';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Who } from '../http/actor.decorator.js';
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { ImportsQuery } from './imports.query.js';
import { ImportsService } from './imports.service.js';

const service = by(ImportsService);

@Deeds(
  { applyImport, undoImport },
  {
    applyImport: service('apply'),
    undoImport: service('undo'),
  },
)
@Controller()
export class ImportsController {
  constructor(
    private readonly service: ImportsService,
    private readonly query: ImportsQuery,
  ) {}

  @Route(listImports)
  list(@Who() actor: SignedIn, @Input() { query }: Received<typeof listImports>) {
    return this.query.list(actor, query);
  }

  @Route(readImport)
  read(@Who() actor: SignedIn, @Input() { params }: Received<typeof readImport>) {
    return this.query.read(actor, params.id);
  }

  @Route(createImport)
  create(@Who() actor: SignedIn, @Input() { body }: Received<typeof createImport>) {
    return this.service.create(actor, body.uploadId);
  }

  @Route(correctImport)
  correct(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof correctImport>) {
    return this.service.correct(actor, params.id, params.number, body.values);
  }
}
