import { Controller, Res } from '@nestjs/common';
import {
  answerCertificate,
  certificateDeeds,
  listCertificates,
  readCertificate,
} from '@scenario-lab/contracts/certificates';
import type { Received } from '@scenario-lab/contracts/route';
import { downloadStatusList, statusList } from '@scenario-lab/contracts/status-list';
import type { Actor } from '@scenario-lab/domain/actor';
import type { Response } from 'express';
import { Caller } from '../http/actor.decorator.js';
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { CertificatesQuery } from './certificates.query.js';
import { CertificatesService } from './certificates.service.js';

const service = by(CertificatesService);

@Deeds(certificateDeeds, {
  watch: service('deed', 'watch'),
  clear: service('deed', 'clear'),
  suspend: service('deed', 'suspend'),
  reinstate: service('deed', 'reinstate'),
  revoke: service('deed', 'revoke'),
})
@Deeds({ answerCertificate }, { answerCertificate: service('answer') })
@Controller()
export class CertificatesController {
  constructor(private readonly query: CertificatesQuery) {}

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
}
