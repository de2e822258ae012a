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
import { Input, Route } from '../http/route.decorator.js';
import { ForeignPacksQuery } from './foreign-packs.query.js';
import { ForeignPacksService } from './foreign-packs.service.js';
import { ReceivePackService } from './receive-pack.service.js';
import { TrustedLabsService } from './trusted-labs.service.js';

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

  @Route(endTrustedLab)
  end(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof endTrustedLab>) {
    return this.labs.end(actor, params.id, body.reason);
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

  @Route(takePack)
  take(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof takePack>) {
    return this.service.take(actor, params.id, body);
  }

  @Route(undoPack)
  undo(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof undoPack>) {
    return this.service.undo(actor, params.id, body.reason);
  }

  @Route(discardPack)
  discard(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof discardPack>) {
    return this.service.discard(actor, params.id, body.reason);
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
