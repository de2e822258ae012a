import { Controller } from '@nestjs/common';
import {
  agreeTalk,
  callOffMeeting,
  callOffTalk,
  leaveSeat,
  listMeetings,
  offerMeeting,
  proposeTalk,
  takeSeat,
} from '@scenario-lab/contracts/meetings';
import { addChecklist, markCheck } from '@scenario-lab/contracts/room-checks';
import type { Received } from '@scenario-lab/contracts/route';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Who } from '../http/actor.decorator.js';
import { Input, Route } from '../http/route.decorator.js';
import { MeetingsQuery } from './meetings.query.js';
import { MeetingsService } from './meetings.service.js';
import { RoomChecksService } from './room-checks.service.js';
import { TalksService } from './talks.service.js';

@Controller()
export class MeetingsController {
  constructor(
    private readonly query: MeetingsQuery,
    private readonly service: MeetingsService,
    private readonly talks: TalksService,
    private readonly checks: RoomChecksService,
  ) {}

  @Route(listMeetings)
  list(@Who() actor: SignedIn, @Input() { params }: Received<typeof listMeetings>) {
    return this.query.list(actor, params.id);
  }

  @Route(offerMeeting)
  offer(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof offerMeeting>) {
    return this.service.offer(actor, params.id, body);
  }

  @Route(takeSeat)
  take(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof takeSeat>) {
    return this.service.take(actor, params.id, body);
  }

  @Route(leaveSeat)
  leave(@Who() actor: SignedIn, @Input() { params }: Received<typeof leaveSeat>) {
    return this.service.leave(actor, params.id);
  }

  @Route(callOffMeeting)
  callOff(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof callOffMeeting>) {
    return this.service.callOff(actor, params.id, body.reason);
  }

  @Route(proposeTalk)
  propose(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof proposeTalk>) {
    return this.talks.propose(actor, params.id, body);
  }

  @Route(agreeTalk)
  agree(@Who() actor: SignedIn, @Input() { params }: Received<typeof agreeTalk>) {
    return this.talks.agree(actor, params.id, params.meetingId);
  }

  @Route(callOffTalk)
  callOffTalk(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof callOffTalk>) {
    return this.talks.callOff(actor, params.id, params.meetingId, body.reason);
  }

  @Route(addChecklist)
  addChecklist(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof addChecklist>) {
    return this.checks.add(actor, params.id, body);
  }

  @Route(markCheck)
  markCheck(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof markCheck>) {
    return this.checks.mark(actor, params.id, params.checkId, body.how);
  }
}
