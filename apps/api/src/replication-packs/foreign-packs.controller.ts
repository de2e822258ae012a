import { Controller } from '@nestjs/common';
import {
  arrangeExam,
  discardPack,
  endTrustedLab,
  listForeignPacks,
  listTrustedLabs,
  pinTrustedLab,
  readDifference,
  readForeignPack,
  receivePack,
  takePack,
  undoPack,
} from '@scenario-lab/contracts/foreign-packs';
import type { Received } from '@scenario-lab/contracts/route';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Who } from '../http/actor.decorator.js';
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { ForeignPacksQuery } from './foreign-packs.query.js';
import { ForeignPacksService } from './foreign-packs.service.js';
import { ReceivePackService } from './receive-pack.service.js';
import { TrustedLabsService } from './trusted-labs.service.js';

const labs = by(TrustedLabsService);
const service = by(ForeignPacksService);

@Deeds(
  { endTrustedLab, takePack, undoPack, discardPack },
  {
    endTrustedLab: labs('end'),
    takePack: service('take'),
    undoPack: service('undo'),
    discardPack: service('discard'),
  },
)
@Controller()
export class ForeignPacksController {
  constructor(
    private readonly labs: TrustedLabsService,
    private readonly query: ForeignPacksQuery,
    private readonly receiving: ReceivePackService,
    private readonly service: ForeignPacksService,
  ) {}

  @Route(listTrustedLabs)
  listLabs(@Who() actor: SignedIn) {
    return this.labs.list(actor);
  }

  @Route(pinTrustedLab)
  pin(@Who() actor: SignedIn, @Input() { body }: Received<typeof pinTrustedLab>) {
    return this.labs.pin(actor, body);
  }

  @Route(listForeignPacks)
  list(@Who() actor: SignedIn) {
    return this.query.list(actor);
  }

  @Route(readForeignPack)
  read(@Who() actor: SignedIn, @Input() { params }: Received<typeof readForeignPack>) {
    return this.query.read(actor, params.id);
  }

  @Route(receivePack)
  receive(@Who() actor: SignedIn, @Input() { body }: Received<typeof receivePack>) {
    return this.receiving.receive(actor, body.uploadId);
  }

  @Route(readDifference)
  difference(@Who() actor: SignedIn, @Input() { params, query }: Received<typeof readDifference>) {
    return this.query.difference(actor, params.id, query.datasetVersionId);
  }

  @Route(arrangeExam)
  arrange(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof arrangeExam>) {
    return this.service.arrange(actor, params.id, body.datasetVersionId);
  }
}
