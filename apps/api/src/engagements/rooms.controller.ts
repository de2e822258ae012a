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
import { Input, Route } from '../http/route.decorator.js';
import { RoomArchiveService } from './room-archive.service.js';
import { RoomsQuery } from './rooms.query.js';
import { RoomsService } from './rooms.service.js';

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

  @Route(addRecord)
  add(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof addRecord>) {
    return this.service.add(actor, params.id, body);
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

  @Route(addTask)
  addTask(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof addTask>) {
    return this.service.addTask(actor, params.id, body);
  }

  @Route(endTask)
  endTask(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof endTask>) {
    return this.service.endTask(actor, params.id, params.taskId, body);
  }

  @Route(handOver)
  handOver(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof handOver>) {
    return this.service.handOver(actor, params.id, body);
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
