import { Controller, Res } from '@nestjs/common';
import {
  answerCertificate,
  certificateDeeds,
  listCertificates,
  readCertificate,
} from '@scenario-lab/contracts/certificates';
import type { Received } from '@scenario-lab/contracts/route';
import { downloadStatusList, statusList } from '@scenario-lab/contracts/status-list';
import type { Actor, SignedIn } from '@scenario-lab/domain/actor';
import type { Response } from 'express';
import { Caller, Who } from '../http/actor.decorator.js';
import { Input, Route } from '../http/route.decorator.js';
import { CertificatesQuery } from './certificates.query.js';
import { CertificatesService } from './certificates.service.js';

type Deed = Received<typeof certificateDeeds.suspend>;

@Controller()
export class CertificatesController {
  constructor(
    private readonly service: CertificatesService,
    private readonly query: CertificatesQuery,
  ) {}

  @Route(listCertificates)
  list(@Caller() actor: Actor, @Input() { query }: Received<typeof listCertificates>) {
    return this.query.list(actor, query);
  }

  @Route(readCertificate)
  read(@Caller() actor: Actor, @Input() { params }: Received<typeof readCertificate>) {
    return this.query.read(actor, params.number);
  }

  @Route(statusList)
  statusList() {
    return this.query.statusList();
  }

  @Route(downloadStatusList)
  async statusFile(@Res() response: Response): Promise<void> {
    const envelope = await this.query.statusFile();
    response.setHeader('content-type', 'application/json; charset=utf-8');
    response.setHeader('content-disposition', 'attachment; filename="status-list.json"');
    response.setHeader('x-content-type-options', 'nosniff');
    response.end(envelope);
  }

  @Route(answerCertificate)
  answer(@Who() actor: SignedIn, @Input() { params, body }: Deed) {
    return this.service.answer(actor, params.id, body.reason);
  }

  @Route(certificateDeeds.watch)
  watch(@Who() actor: SignedIn, @Input() { params, body }: Deed) {
    return this.service.deed(actor, params.id, 'watch', body.reason);
  }

  @Route(certificateDeeds.clear)
  clear(@Who() actor: SignedIn, @Input() { params, body }: Deed) {
    return this.service.deed(actor, params.id, 'clear', body.reason);
  }

  @Route(certificateDeeds.suspend)
  suspend(@Who() actor: SignedIn, @Input() { params, body }: Deed) {
    return this.service.deed(actor, params.id, 'suspend', body.reason);
  }

  @Route(certificateDeeds.reinstate)
  reinstate(@Who() actor: SignedIn, @Input() { params, body }: Deed) {
    return this.service.deed(actor, params.id, 'reinstate', body.reason);
  }

  @Route(certificateDeeds.revoke)
  revoke(@Who() actor: SignedIn, @Input() { params, body }: Deed) {
    return this.service.deed(actor, params.id, 'revoke', body.reason);
  }
}
