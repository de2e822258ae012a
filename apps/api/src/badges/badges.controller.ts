import { pipeline } from 'node:stream/promises';
import { Controller, Res } from '@nestjs/common';
import {
  applyForBadge,
  badgeDeeds,
  checkBadge,
  downloadBadge,
  downloadBadgePdf,
  listBadges,
  readBadge,
} from '@scenario-lab/contracts/badges';
import type { Received } from '@scenario-lab/contracts/route';
import type { Actor, SignedIn } from '@scenario-lab/domain/actor';
import type { Response } from 'express';
import { Caller, Who } from '../http/actor.decorator.js';
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { BadgesQuery } from './badges.query.js';
import { BadgesService } from './badges.service.js';

const service = by(BadgesService);

@Deeds(badgeDeeds, {
  recommend: service('deed', 'recommend'),
  grant: service('deed', 'grant'),
  decline: service('deed', 'decline'),
  withdraw: service('deed', 'withdraw'),
  revoke: service('deed', 'revoke'),
})
@Controller()
export class BadgesController {
  constructor(
    private readonly query: BadgesQuery,
    private readonly service: BadgesService,
  ) {}

  @Route(listBadges)
  list(@Caller() actor: Actor, @Input() { query }: Received<typeof listBadges>) {
    return this.query.list(actor, query);
  }

  @Route(readBadge)
  read(@Caller() actor: Actor, @Input() { params }: Received<typeof readBadge>) {
    return this.query.read(actor, params.key);
  }

  @Route(checkBadge)
  check(@Who() actor: SignedIn, @Input() { query }: Received<typeof checkBadge>) {
    return this.query.check(actor, query.kind, query.thingId);
  }

  @Route(applyForBadge)
  apply(@Who() actor: SignedIn, @Input() { body }: Received<typeof applyForBadge>) {
    return this.service.apply(actor, body);
  }

  /** The exact bytes that were signed and stored: a space more and it no longer verifies. */
  @Route(downloadBadge)
  async statement(
    @Caller() actor: Actor,
    @Input() { params }: Received<typeof downloadBadge>,
    @Res() response: Response,
  ): Promise<void> {
    const envelope = await this.query.envelope(actor, params.id);
    response.setHeader('content-type', 'application/json; charset=utf-8');
    response.setHeader('content-disposition', `attachment; filename="badge-${params.id}.json"`);
    response.setHeader('x-content-type-options', 'nosniff');
    response.end(envelope);
  }

  @Route(downloadBadgePdf)
  async pdf(
    @Caller() actor: Actor,
    @Input() { params, query }: Received<typeof downloadBadgePdf>,
    @Res() response: Response,
  ): Promise<void> {
    const { number, bytes, stream } = await this.query.pdf(actor, params.id, query.lang);
    response.setHeader('content-type', 'application/pdf');
    response.setHeader('content-disposition', `attachment; filename="${number}-${query.lang}.pdf"`);
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('content-length', bytes);
    await pipeline(stream, response);
  }
}
