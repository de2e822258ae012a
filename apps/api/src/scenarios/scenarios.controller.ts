import { Controller } from '@nestjs/common';
import type { Received } from '@scenario-lab/contracts/route';
import {
  amendScenario,
  compileScenario,
  createScenario,
  editScenario,
  listScenarios,
  readScenario,
  reopenScenario,
  scenarioDeeds,
  similarScenarios,
} from '@scenario-lab/contracts/scenarios';
import type { Actor, SignedIn } from '@scenario-lab/domain/actor';
import { Caller, Who } from '../http/actor.decorator.js';
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { Seen } from '../http/seen.decorator.js';
import { AddendaService } from './addenda.service.js';
import { CompileService } from './compile.service.js';
import { ScenariosQuery } from './scenarios.query.js';
import { ScenariosService } from './scenarios.service.js';
import { SimilarQuery } from './similar.query.js';

const service = by(ScenariosService);

@Deeds(scenarioDeeds, {
  submit: service('deed', 'submit'),
  approve: service('deed', 'approve'),
  return: service('deed', 'return'),
  close: service('deed', 'close'),
  withdraw: service('deed', 'withdraw'),
  archive: service('deed', 'archive'),
})
@Deeds({ reopenScenario }, { reopenScenario: service('reopen') })
@Controller()
export class ScenariosController {
  constructor(
    private readonly service: ScenariosService,
    private readonly addenda: AddendaService,
    private readonly compiler: CompileService,
    private readonly query: ScenariosQuery,
    private readonly nearest: SimilarQuery,
  ) {}

  @Route(listScenarios)
  list(@Caller() actor: Actor, @Input() { query }: Received<typeof listScenarios>) {
    return this.query.list(actor, query);
  }

  @Route(readScenario)
  read(@Caller() actor: Actor, @Input() { params }: Received<typeof readScenario>) {
    return this.query.read(actor, params.id);
  }

  @Route(createScenario)
  create(@Who() actor: SignedIn, @Input() { body }: Received<typeof createScenario>) {
    return this.service.create(actor, body);
  }

  @Route(editScenario)
  edit(
    @Who() actor: SignedIn,
    @Input() { params, body }: Received<typeof editScenario>,
    @Seen() seen: string | null,
  ) {
    return this.service.edit(actor, params.id, body, seen);
  }

  @Route(amendScenario)
  amend(
    @Who() actor: SignedIn,
    @Input() { params, body }: Received<typeof amendScenario>,
    @Seen() seen: string | null,
  ) {
    return this.addenda.amend(actor, params.id, body, seen);
  }

  @Route(compileScenario)
  compile(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof compileScenario>) {
    return this.compiler.compile(actor, params.id, body.datasetVersionId);
  }

  @Route(similarScenarios)
  similar(@Who() actor: SignedIn, @Input() { body }: Received<typeof similarScenarios>) {
    return this.nearest.similar(actor, body);
  }
}
