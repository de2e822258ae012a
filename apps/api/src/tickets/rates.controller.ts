import { Controller } from '@nestjs/common';
import type { Received } from '@scenario-lab/contracts/route';
import { linkNeed, readBehindRate, readHotSpots, readRates } from '@scenario-lab/contracts/ticket-rates';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Who } from '../http/actor.decorator.js';
import { Input, Route } from '../http/route.decorator.js';
import { NeedsService } from './needs.service.js';
import { RatesQuery } from './rates.query.js';

@Controller()
export class RatesController {
  constructor(
    private readonly query: RatesQuery,
    private readonly needs: NeedsService,
  ) {}

  @Route(readRates)
  rates(@Who() actor: SignedIn, @Input() { query }: Received<typeof readRates>) {
    return this.query.rates(actor, query);
  }

  @Route(readBehindRate)
  behind(@Who() actor: SignedIn, @Input() { query }: Received<typeof readBehindRate>) {
    return this.query.behind(actor, query);
  }

  @Route(linkNeed)
  link(@Who() actor: SignedIn, @Input() { body }: Received<typeof linkNeed>) {
    return this.needs.link(actor, body);
  }

  @Route(readHotSpots)
  hotSpots(@Who() actor: SignedIn, @Input() { query }: Received<typeof readHotSpots>) {
    return this.query.hotSpots(actor, query.days);
  }
}
