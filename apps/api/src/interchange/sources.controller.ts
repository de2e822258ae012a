import { Controller } from '@nestjs/common';
import {
  createSource,
  editSource,
  harvestSource,
  listSources,
  lookAtSource,
  pauseSource,
  readHarvest,
  readSource,
  removeSource,
  resumeSource,
  startSource,
} from '@scenario-lab/contracts/catalogue-sources';
import type { Received } from '@scenario-lab/contracts/route';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Who } from '../http/actor.decorator.js';
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { SourcesQuery } from './sources.query.js';
import { SourcesService } from './sources.service.js';

const service = by(SourcesService);

@Deeds(
  { editSource, lookAtSource, startSource, pauseSource, resumeSource, removeSource },
  {
    editSource: service('edit'),
    lookAtSource: service('look'),
    startSource: service('start'),
    pauseSource: service('pause'),
    resumeSource: service('resume'),
    removeSource: service('remove'),
  },
)
@Controller()
export class SourcesController {
  constructor(
    private readonly service: SourcesService,
    private readonly query: SourcesQuery,
  ) {}

  @Route(listSources)
  list(@Who() actor: SignedIn, @Input() { query }: Received<typeof listSources>) {
    return this.query.list(actor, query);
  }

  @Route(createSource)
  create(@Who() actor: SignedIn, @Input() { body }: Received<typeof createSource>) {
    return this.service.create(actor, body);
  }

  @Route(readSource)
  read(@Who() actor: SignedIn, @Input() { params }: Received<typeof readSource>) {
    return this.query.read(actor, params.id);
  }

  @Route(harvestSource)
  harvest(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof harvestSource>) {
    return this.service.harvest(actor, params.id, body.acceptVanished);
  }

  @Route(readHarvest)
  readHarvest(@Who() actor: SignedIn, @Input() { params }: Received<typeof readHarvest>) {
    return this.query.readHarvest(actor, params.id);
  }
}
