import { Controller, Req } from '@nestjs/common';
import type { Received } from '@scenario-lab/contracts/route';
import { answerLetter, openLetter, stopLetters } from '@scenario-lab/contracts/ticket-letters';
import type { Request } from 'express';
import { Input, Route } from '../http/route.decorator.js';
import { TicketLettersService } from './letters.service.js';

@Controller()
export class TicketLettersController {
  constructor(private readonly service: TicketLettersService) {}

  @Route(openLetter)
  open(@Req() request: Request, @Input() { body }: Received<typeof openLetter>) {
    return this.service.open(request.ip ?? '', body);
  }

  @Route(answerLetter)
  say(@Req() request: Request, @Input() { body }: Received<typeof answerLetter>) {
    return this.service.say(request.ip ?? '', body);
  }

  @Route(stopLetters)
  stop(@Req() request: Request, @Input() { body }: Received<typeof stopLetters>) {
    return this.service.stop(request.ip ?? '', body);
  }
}
