import { pipeline } from 'node:stream/promises';
import { Controller, Res } from '@nestjs/common';
import type { Received } from '@scenario-lab/contracts/route';
import { followUpTicket } from '@scenario-lab/contracts/ticket-follow-ups';
import {
  addEvidence,
  assignTicket,
  createTicket,
  downloadEvidence,
  excludeTicket,
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
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { IntakeService } from './intake.service.js';
import { TicketsQuery } from './tickets.query.js';
import { TicketsService } from './tickets.service.js';

const service = by(TicketsService);

@Deeds(ticketDeeds, {
  return: service('return'),
  respond: service('respond'),
  answer: service('answer'),
  close: service('close'),
  reopen: service('reopen'),
})
@Deeds(
  { readReporter, assignTicket, addEvidence, mergeTicket, excludeTicket, followUpTicket },
  {
    readReporter: service('reporter'),
    assignTicket: service('assign'),
    addEvidence: service('addEvidence'),
    mergeTicket: service('merge'),
    excludeTicket: service('exclude'),
    followUpTicket: service('followUp'),
  },
)
@Controller()
export class TicketsController {
  constructor(
    private readonly intake: IntakeService,
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
}
