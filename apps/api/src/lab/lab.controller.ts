import { Controller, Inject } from '@nestjs/common';
import { readDesk } from '@scenario-lab/contracts/desks';
import { addLabPicture, editIdentity } from '@scenario-lab/contracts/identity';
import {
  pauseQueue,
  readConsole,
  readDays,
  readInbox,
  readSandboxState,
  readShowcase,
  retryJob,
} from '@scenario-lab/contracts/lab';
import type { Received } from '@scenario-lab/contracts/route';
import type { SignedIn } from '@scenario-lab/domain/actor';
import type { Env } from '../env.js';
import { Who } from '../http/actor.decorator.js';
import { Input, Route } from '../http/route.decorator.js';
import { ENV } from '../http/tokens.js';
import { ConsoleQuery } from './console.query.js';
import { DeskQuery } from './desk.query.js';
import { InboxQuery } from './inbox.query.js';
import { LabService } from './lab.service.js';
import { ShowcaseQuery } from './showcase.query.js';

@Controller()
export class LabController {
  constructor(
    private readonly inbox: InboxQuery,
    private readonly desk: ConsoleQuery,
    private readonly desks: DeskQuery,
    private readonly showcase: ShowcaseQuery,
    private readonly service: LabService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Route(readDays)
  days() {
    return { timeZone: this.env.LAB_TIME_ZONE };
  }

  @Route(readInbox)
  readInbox(@Who() actor: SignedIn, @Input() { query }: Received<typeof readInbox>) {
    return this.inbox.read(actor, query);
  }

  @Route(readShowcase)
  readShowcase() {
    return this.showcase.read();
  }

  @Route(readSandboxState)
  readSandbox() {
    return this.desk.sandbox();
  }

  @Route(readDesk)
  readDesk(@Who() actor: SignedIn) {
    return this.desks.read(actor);
  }

  @Route(readConsole)
  readConsole(@Who() actor: SignedIn) {
    return this.desk.read(actor);
  }

  @Route(pauseQueue)
  pause(@Input() { body }: Received<typeof pauseQueue>, @Who() actor: SignedIn) {
    return this.service.pause(actor, body.paused);
  }

  @Route(editIdentity)
  identity(@Input() { body }: Received<typeof editIdentity>, @Who() actor: SignedIn) {
    return this.service.identify(actor, body);
  }

  @Route(addLabPicture)
  addPicture(@Input() { body }: Received<typeof addLabPicture>, @Who() actor: SignedIn) {
    return this.service.addPicture(actor, body.uploadId);
  }

  @Route(retryJob)
  retry(@Input() { body }: Received<typeof retryJob>, @Who() actor: SignedIn) {
    return this.service.retry(actor, body.job, body.thingId);
  }
}
