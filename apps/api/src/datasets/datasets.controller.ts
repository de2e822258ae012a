import { Controller } from '@nestjs/common';
import {
  addDatasetVersion,
  createDataset,
  datasetDeeds,
  deprecateDatasetVersion,
  editDataset,
  listDatasets,
  readDataset,
  readVersionAgain,
  retireDatasetVersion,
} from '@scenario-lab/contracts/datasets';
import type { Received } from '@scenario-lab/contracts/route';
import type { Actor, SignedIn } from '@scenario-lab/domain/actor';
import { Caller, Who } from '../http/actor.decorator.js';
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { Seen } from '../http/seen.decorator.js';
import { DatasetsQuery } from './datasets.query.js';
import { DatasetsService } from './datasets.service.js';

const cards = by(DatasetsService, 'cards');
const service = by(DatasetsService);

@Deeds(datasetDeeds, {
  submit: cards('deed', 'submit'),
  approve: cards('deed', 'approve'),
  return: cards('deed', 'return'),
  delist: cards('deed', 'delist'),
})
@Deeds(
  { readVersionAgain, deprecateDatasetVersion, retireDatasetVersion },
  {
    readVersionAgain: service('readAgain'),
    deprecateDatasetVersion: service('endVersion', 'deprecate'),
    retireDatasetVersion: service('endVersion', 'retire'),
  },
)
@Controller()
export class DatasetsController {
  constructor(
    private readonly service: DatasetsService,
    private readonly query: DatasetsQuery,
  ) {}

  @Route(listDatasets)
  list(@Caller() actor: Actor, @Input() { query }: Received<typeof listDatasets>) {
    return this.query.list(actor, query);
  }

  @Route(readDataset)
  read(@Caller() actor: Actor, @Input() { params }: Received<typeof readDataset>) {
    return this.query.read(actor, params.id);
  }

  @Route(createDataset)
  create(@Who() actor: SignedIn, @Input() { body }: Received<typeof createDataset>) {
    return this.service.cards.create(actor, body);
  }

  @Route(editDataset)
  edit(
    @Who() actor: SignedIn,
    @Input() { params, body }: Received<typeof editDataset>,
    @Seen() seen: string | null,
  ) {
    return this.service.cards.edit(actor, params.id, body, seen);
  }

  @Route(addDatasetVersion)
  async addVersion(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof addDatasetVersion>) {
    return { id: await this.service.addVersion(actor, params.id, body) };
  }
}
