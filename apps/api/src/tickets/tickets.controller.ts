import { pipeline } from 'node:stream/promises';
import { Controller, Res } from '@nestjs/common';
import type { Received } from '@scenario-lab/contracts/route';
import {
  addEvidence,
  assignTicket,
  createTicket,
  downloadEvidence,
  excludeTicket,
  followUpTicket,
  importTickets,
  listTickets,
  mergeTicket,
  readReporter,
  readTicket,
  ticketDeeds,
} from '@scenario-lab/contracts/tickets';
import type { SignedIn } from '@scenario-lab/domain/actor';
import type { Response } from 'express';
import { Who } from '../http/actor.decorator.js';
import { remarkOf } from '../http/remark.js';
import { Input, Route } from '../http/route.decorator.js';
import { IntakeService } from './intake.service.js';
import { TicketsQuery } from './tickets.query.js';
import { TicketsService } from './tickets.service.js';

type Said = Received<typeof ticketDeeds.return>;

@Controller()
export class TicketsController {
  constructor(
    private readonly intake: IntakeService,
    private readonly service: TicketsService,
    private readonly query: TicketsQuery,
  ) {}

  @Route(createTicket)
  create(@Who() actor: SignedIn, @Input() { body }: Received<typeof createTicket>) {
    return this.intake.create(actor, body);
  }

  @Route(importTickets)
  import(@Who() actor: SignedIn, @Input() { body }: Received<typeof importTickets>) {
    return this.intake.import(actor, body);
  }

  @Route(listTickets)
  list(@Who() actor: SignedIn, @Input() { query }: Received<typeof listTickets>) {
    return this.query.list(actor, query);
  }

  @Route(readTicket)
  read(@Who() actor: SignedIn, @Input() { params }: Received<typeof readTicket>) {
    return this.query.read(actor, params.id);
  }

  @Route(readReporter)
  reporter(@Who() actor: SignedIn, @Input() { params }: Received<typeof readReporter>) {
    return this.service.reporter(actor, params.id);
  }

  @Route(assignTicket)
  assign(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof assignTicket>) {
    return this.service.assign(actor, params.id, body);
  }

  @Route(addEvidence)
  addEvidence(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof addEvidence>) {
    return this.service.addEvidence(actor, params.id, body);
  }

  @Route(downloadEvidence)
  async download(
    @Who() actor: SignedIn,
    @Input() { params }: Received<typeof downloadEvidence>,
    @Res() response: Response,
  ): Promise<void> {
    const { name, bytes, stream } = await this.query.file(actor, params.id, params.evidenceId);
    // What a stranger handed in is saved, never opened as a page of the lab's.
    response.attachment(name).type('application/octet-stream').set('content-length', String(bytes));
    await pipeline(stream, response);
  }

  @Route(mergeTicket)
  merge(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof mergeTicket>) {
    return this.service.merge(actor, params.id, body);
  }

  @Route(excludeTicket)
  exclude(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof excludeTicket>) {
    return this.service.exclude(actor, params.id, body);
  }

  @Route(followUpTicket)
  followUp(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof followUpTicket>) {
    return this.service.followUp(actor, params.id, body);
  }

  @Route(ticketDeeds.return)
  return(@Who() actor: SignedIn, @Input() { params, body }: Said) {
    return this.service.return(actor, params.id, remarkOf(body) ?? '');
  }

  @Route(ticketDeeds.respond)
  respond(@Who() actor: SignedIn, @Input() { params, body }: Said) {
    return this.service.respond(actor, params.id, remarkOf(body) ?? '');
  }

  @Route(ticketDeeds.answer)
  answer(@Who() actor: SignedIn, @Input() { params, body }: Said) {
    return this.service.answer(actor, params.id, remarkOf(body) ?? '');
  }

  @Route(ticketDeeds.close)
  close(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof ticketDeeds.close>) {
    return this.service.close(actor, params.id, remarkOf(body));
  }

  @Route(ticketDeeds.reopen)
  reopen(@Who() actor: SignedIn, @Input() { params, body }: Said) {
    return this.service.reopen(actor, params.id, remarkOf(body) ?? '');
  }
}
