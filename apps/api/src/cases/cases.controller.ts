import { Controller } from '@nestjs/common';
import { listCases, publishCase, readCase, similarCases, writeCase } from '@scenario-lab/contracts/cases';
import type { Received } from '@scenario-lab/contracts/route';
import type { Actor, SignedIn } from '@scenario-lab/domain/actor';
import { Caller, Who } from '../http/actor.decorator.js';
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { Seen } from '../http/seen.decorator.js';
import { CasesQuery } from './cases.query.js';
import { CasesService } from './cases.service.js';
import { SimilarCasesQuery } from './similar-cases.query.js';

const service = by(CasesService);

@Deeds({ publishCase }, { publishCase: service('publish') })
@Controller()
export class CasesController {
  constructor(
    private readonly service: CasesService,
    private readonly query: CasesQuery,
    private readonly nearest: SimilarCasesQuery,
  ) {}

  @Route(listCases)
  list(@Caller() actor: Actor, @Input() { query }: Received<typeof listCases>) {
    return this.query.list(actor, query);
  }

  @Route(similarCases)
  similar(@Who() actor: SignedIn, @Input() { body }: Received<typeof similarCases>) {
    return this.nearest.read(actor, body);
  }

  @Route(readCase)
  read(@Caller() actor: Actor, @Input() { params }: Received<typeof readCase>) {
    return this.query.read(actor, params.id);
  }

  @Route(writeCase)
  write(
    @Who() actor: SignedIn,
    @Input() { params, body }: Received<typeof writeCase>,
    @Seen() seen: string | null,
  ) {
    return this.service.write(actor, params.id, body, seen);
  }
}
