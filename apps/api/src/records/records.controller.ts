import { Controller } from '@nestjs/common';
import {
  judgeReply,
  listFigures,
  publishFigure,
  readRecord,
  readRecordBoard,
  readRecordFacts,
  readReplies,
  replyToFigure,
  takeBackReply,
} from '@scenario-lab/contracts/records';
import type { Received } from '@scenario-lab/contracts/route';
import type { Actor, SignedIn } from '@scenario-lab/domain/actor';
import { Caller, Who } from '../http/actor.decorator.js';
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { RecordsQuery } from './records.query.js';
import { RecordsService } from './records.service.js';

const service = by(RecordsService);

@Deeds({ judgeReply }, { judgeReply: service('judge') })
@Controller()
export class RecordsController {
  constructor(
    private readonly query: RecordsQuery,
    private readonly service: RecordsService,
  ) {}

  @Route(listFigures)
  figures(@Caller() actor: Actor) {
    return this.query.figures(actor);
  }

  @Route(readRecord)
  read(@Caller() actor: Actor, @Input() { params }: Received<typeof readRecord>) {
    return this.query.read(actor, params.id);
  }

  @Route(readRecordFacts)
  facts(@Who() actor: SignedIn, @Input() { params, query }: Received<typeof readRecordFacts>) {
    return this.query.facts(actor, params.id, query.figure);
  }

  @Route(readRecordBoard)
  board(@Caller() actor: Actor, @Input() { query }: Received<typeof readRecordBoard>) {
    return this.query.board(actor, query.figure);
  }

  @Route(publishFigure)
  publish(@Who() actor: SignedIn, @Input() { body }: Received<typeof publishFigure>) {
    return this.service.publish(actor, body);
  }

  @Route(replyToFigure)
  reply(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof replyToFigure>) {
    return this.service.reply(actor, params.id, body.figure, body.text);
  }

  @Route(takeBackReply)
  takeBack(@Who() actor: SignedIn, @Input() { params, query }: Received<typeof takeBackReply>) {
    return this.service.takeBack(actor, params.id, query.figure);
  }

  @Route(readReplies)
  replies(@Who() actor: SignedIn) {
    return this.query.replies(actor);
  }
}
