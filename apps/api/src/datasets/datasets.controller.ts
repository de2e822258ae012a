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
import { Input, Route } from '../http/route.decorator.js';
import { Seen } from '../http/seen.decorator.js';
import { DatasetsQuery } from './datasets.query.js';
import { DatasetsService } from './datasets.service.js';

type Deed = Received<typeof datasetDeeds.submit>;

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

  @Route(datasetDeeds.submit)
  submit(@Who() actor: SignedIn, @Input() { params, body }: Deed) {
    return this.service.cards.deed(actor, params.id, 'submit', body.remark);
  }

  @Route(datasetDeeds.approve)
  approve(@Who() actor: SignedIn, @Input() { params, body }: Deed) {
    return this.service.cards.deed(actor, params.id, 'approve', body.remark);
  }

  @Route(datasetDeeds.return)
  return(@Who() actor: SignedIn, @Input() { params, body }: Deed) {
    return this.service.cards.deed(actor, params.id, 'return', body.remark);
  }

  @Route(datasetDeeds.delist)
  delist(@Who() actor: SignedIn, @Input() { params, body }: Deed) {
    return this.service.cards.deed(actor, params.id, 'delist', body.remark);
  }

  @Route(addDatasetVersion)
  async addVersion(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof addDatasetVersion>) {
    return { id: await this.service.addVersion(actor, params.id, body) };
  }

  @Route(readVersionAgain)
  readAgain(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof readVersionAgain>) {
    return this.service.readAgain(actor, params.id, body);
  }

  @Route(deprecateDatasetVersion)
  deprecate(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof deprecateDatasetVersion>) {
    return this.service.endVersion(actor, params.id, 'deprecate', body.reason);
  }

  @Route(retireDatasetVersion)
  retire(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof retireDatasetVersion>) {
    return this.service.endVersion(actor, params.id, 'retire', body.reason);
  }
}
