import { Controller } from '@nestjs/common';
import {
  listNotices,
  proveEmail,
  readNoticeChoice,
  readNotices,
  saveNoticeChoice,
  sendEmailProof,
} from '@scenario-lab/contracts/notices';
import type { Received } from '@scenario-lab/contracts/route';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Who } from '../http/actor.decorator.js';
import { Input, Route } from '../http/route.decorator.js';
import { EmailProofService } from './email-proof.service.js';
import { NoticesQuery } from './notices.query.js';
import { NoticesService } from './notices.service.js';

@Controller()
export class NoticesController {
  constructor(
    private readonly query: NoticesQuery,
    private readonly service: NoticesService,
    private readonly proofs: EmailProofService,
  ) {}

  @Route(listNotices)
  list(@Input() { query }: Received<typeof listNotices>, @Who() actor: SignedIn) {
    return this.query.list(actor, query);
  }

  @Route(readNotices)
  read(@Input() { body }: Received<typeof readNotices>, @Who() actor: SignedIn) {
    return this.service.read(actor, body.ids);
  }

  @Route(readNoticeChoice)
  choice(@Who() actor: SignedIn) {
    return this.query.choice(actor);
  }

  @Route(saveNoticeChoice)
  choose(@Input() { body }: Received<typeof saveNoticeChoice>, @Who() actor: SignedIn) {
    return this.service.choose(actor, body);
  }

  @Route(sendEmailProof)
  sendProof(@Who() actor: SignedIn) {
    return this.proofs.send(actor);
  }

  @Route(proveEmail)
  prove(@Input() { params }: Received<typeof proveEmail>) {
    return this.proofs.prove(params.token);
  }
}
