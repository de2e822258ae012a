import { Controller } from '@nestjs/common';
import {
  createImport,
  listImports,
  previewImport,
  readImport,
  undoImport,
} from '@scenario-lab/contracts/catalogue-imports';
import type { Received } from '@scenario-lab/contracts/route';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Who } from '../http/actor.decorator.js';
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { ImportsQuery } from './imports.query.js';
import { ImportsService } from './imports.service.js';

const service = by(ImportsService);

@Deeds({ undoImport }, { undoImport: service('undo') })
@Controller()
export class ImportsController {
  constructor(
    private readonly service: ImportsService,
    private readonly query: ImportsQuery,
  ) {}

  @Route(previewImport)
  preview(@Who() actor: SignedIn, @Input() { body }: Received<typeof previewImport>) {
    return this.service.preview(actor, body);
  }

  @Route(createImport)
  create(@Who() actor: SignedIn, @Input() { body }: Received<typeof createImport>) {
    return this.service.create(actor, body);
  }

  @Route(listImports)
  list(@Who() actor: SignedIn, @Input() { query }: Received<typeof listImports>) {
    return this.query.list(actor, query);
  }

  @Route(readImport)
  read(@Who() actor: SignedIn, @Input() { params }: Received<typeof readImport>) {
    return this.query.read(actor, params.id);
  }
}
