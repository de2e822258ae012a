import { pipeline } from 'node:stream/promises';
import { Controller, Res } from '@nestjs/common';
import {
  addRecord,
  addTask,
  confirmRecord,
  downloadRecord,
  endTask,
  exportRoom,
  handOver,
  readRoom,
  takeBackRecord,
} from '@scenario-lab/contracts/rooms';
import type { Received } from '@scenario-lab/contracts/route';
import type { SignedIn } from '@scenario-lab/domain/actor';
import type { Response } from 'express';
import { Who } from '../http/actor.decorator.js';
import { by, Deeds } from '../http/deeds.js';
import { Input, Route } from '../http/route.decorator.js';
import { RoomArchiveService } from './room-archive.service.js';
import { RoomsQuery } from './rooms.query.js';
import { RoomsService } from './rooms.service.js';

const service = by(RoomsService);

@Deeds(
  { addRecord, addTask, handOver },
  {
    addRecord: service('add'),
    addTask: service('addTask'),
    handOver: service('handOver'),
  },
)
@Controller()
export class RoomsController {
  constructor(
    private readonly query: RoomsQuery,
    private readonly service: RoomsService,
    private readonly archive: RoomArchiveService,
  ) {}

  @Route(readRoom)
  read(@Who() actor: SignedIn, @Input() { params }: Received<typeof readRoom>) {
    return this.query.read(actor, params.id);
  }

  @Route(confirmRecord)
  confirm(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof confirmRecord>) {
    return this.service.confirm(actor, params.id, params.recordId, body.sha256);
  }

  @Route(takeBackRecord)
  takeBack(@Who() actor: SignedIn, @Input() { params }: Received<typeof takeBackRecord>) {
    return this.service.takeBack(actor, params.id, params.recordId);
  }

  @Route(downloadRecord)
  async file(
    @Who() actor: SignedIn,
    @Input() { params }: Received<typeof downloadRecord>,
    @Res() response: Response,
  ): Promise<void> {
    const { name, bytes, stream } = await this.service.file(actor, params.id, params.recordId);
    // What somebody handed in is saved, never opened as a page of the lab's.
    response.attachment(name).type('application/octet-stream').set('content-length', String(bytes));
    await pipeline(stream, response);
  }

  @Route(endTask)
  endTask(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof endTask>) {
    return this.service.endTask(actor, params.id, params.taskId, body);
  }

  @Route(exportRoom)
  async export(
    @Who() actor: SignedIn,
    @Input() { params, query }: Received<typeof exportRoom>,
    @Res() response: Response,
  ): Promise<void> {
    const { name, bytes, stream } = await this.archive.export(actor, params.id, query.lang);
    response.attachment(name).type('application/zip').set('content-length', String(bytes));
    await pipeline(stream, response);
  }
}
