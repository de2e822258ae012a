import { Controller } from '@nestjs/common';
import {
  addNeedPaper,
  draftOfPaper,
  paperOfScenario,
  readNeedPaper,
} from '@scenario-lab/contracts/need-papers';
import type { Received } from '@scenario-lab/contracts/route';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Who } from '../http/actor.decorator.js';
import { Input, Route } from '../http/route.decorator.js';
import { PapersService } from './papers.service.js';

@Controller()
export class PapersController {
  constructor(private readonly service: PapersService) {}

  @Route(addNeedPaper)
  add(@Who() actor: SignedIn, @Input() { body }: Received<typeof addNeedPaper>) {
    return this.service.add(actor, body.uploadId);
  }

  @Route(readNeedPaper)
  read(@Who() actor: SignedIn, @Input() { params }: Received<typeof readNeedPaper>) {
    return this.service.read(actor, params.id);
  }

  @Route(draftOfPaper)
  draft(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof draftOfPaper>) {
    return this.service.draft(actor, params.id, body.leave);
  }

  @Route(paperOfScenario)
  of(@Who() actor: SignedIn, @Input() { query }: Received<typeof paperOfScenario>) {
    return this.service.of(actor, query.scenarioId);
  }
}
