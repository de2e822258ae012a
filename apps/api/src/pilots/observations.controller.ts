import { Controller, Req, Res } from '@nestjs/common';
import { exportMetrics } from '@scenario-lab/contracts/otlp';
import {
  confirmObservations,
  issueSiteToken,
  listObservations,
  pushObservations,
  recordObservations,
  revokeSiteToken,
  voidObservations,
} from '@scenario-lab/contracts/pilots';
import type { Received } from '@scenario-lab/contracts/route';
import type { SignedIn } from '@scenario-lab/domain/actor';
import type { Request, Response } from 'express';
import { type Identity, Proof, Who } from '../http/actor.decorator.js';
import { protobufType } from '../http/body.js';
import { by, Deeds } from '../http/deeds.js';
import { encodeExported } from '../http/otlp-body.js';
import { Input, Route } from '../http/route.decorator.js';
import { ObservationsQuery } from './observations.query.js';
import { ObservationsService } from './observations.service.js';

const service = by(ObservationsService);

@Deeds({ recordObservations }, { recordObservations: service('record') })
@Controller()
export class ObservationsController {
  constructor(
    private readonly query: ObservationsQuery,
    private readonly service: ObservationsService,
  ) {}

  @Route(issueSiteToken)
  issue(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof issueSiteToken>) {
    return this.service.issueToken(actor, params.id, body.site);
  }

  @Route(revokeSiteToken)
  revoke(@Who() actor: SignedIn, @Input() { params }: Received<typeof revokeSiteToken>) {
    return this.service.revokeToken(actor, params.id, params.tokenId);
  }

  @Route(pushObservations)
  push(@Proof() proof: Identity, @Input() { body }: Received<typeof pushObservations>) {
    return this.service.push(proof, body.points);
  }

  /** In the form it was asked in, as the protocol has it. */
  @Route(exportMetrics)
  async export(
    @Proof() proof: Identity,
    @Input() { body }: Received<typeof exportMetrics>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const said = await this.service.exportMetrics(proof, body);
    if (!request.is(protobufType)) response.json(said);
    else response.type(protobufType).send(Buffer.from(encodeExported(said.partialSuccess)));
  }

  @Route(listObservations)
  list(@Who() actor: SignedIn, @Input() { params, query: filter }: Received<typeof listObservations>) {
    return this.query.list(actor, params.id, filter);
  }

  @Route(voidObservations)
  voidPoints(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof voidObservations>) {
    return this.service.voidPoints(actor, params.id, body.points, body.reason);
  }

  @Route(confirmObservations)
  confirmPoints(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof confirmObservations>) {
    return this.service.confirmPoints(actor, params.id, body.points, body.reason);
  }
}
