import { Controller, Req } from '@nestjs/common';
import type { Received } from '@scenario-lab/contracts/route';
import { lookUpTicket, reportTicket, sayOfTicket } from '@scenario-lab/contracts/tickets';
import type { Request } from 'express';
import { Input, Route } from '../http/route.decorator.js';
import { ReportsService } from './reports.service.js';

@Controller()
export class ReportsController {
  constructor(private readonly service: ReportsService) {}

  @Route(reportTicket)
  report(@Req() request: Request, @Input() { body }: Received<typeof reportTicket>) {
    return this.service.report(request.ip ?? '', body);
  }

  @Route(lookUpTicket)
  lookUp(@Req() request: Request, @Input() { body }: Received<typeof lookUpTicket>) {
    return this.service.lookUp(request.ip ?? '', body);
  }

  @Route(sayOfTicket)
  say(@Req() request: Request, @Input() { body }: Received<typeof sayOfTicket>) {
    return this.service.say(request.ip ?? '', body);
  }
}
