import { pipeline } from 'node:stream/promises';
import { Controller, Req, Res } from '@nestjs/common';
import type { Received } from '@scenario-lab/contracts/route';
import { attachToTicket, ticketFile } from '@scenario-lab/contracts/ticket-files';
import type { SignedIn } from '@scenario-lab/domain/actor';
import type { Request, Response } from 'express';
import { Who } from '../http/actor.decorator.js';
import { inputRefusal } from '../http/input-refusal.js';
import { Input, Route } from '../http/route.decorator.js';
import { TicketFilesService } from './files.service.js';

@Controller()
export class TicketFilesController {
  constructor(private readonly service: TicketFilesService) {}

  /** The body is the file itself: its bytes go into the store as they come and never stand in memory as a whole. */
  @Route(attachToTicket)
  async attach(@Req() request: Request, @Res({ passthrough: true }) response: Response) {
    try {
      return await this.taken(request);
    } catch (error) {
      // What is refused is not read to its end: the line is closed once the answer is out.
      response.setHeader('connection', 'close');
      response.once('finish', () => request.destroy());
      throw error;
    }
  }

  private taken(request: Request) {
    const header = (name: string) => String(request.headers[name] ?? '');
    // A form of another site can send neither header nor type; JSON would have been read before it came here.
    if (header('content-type') !== 'application/octet-stream')
      throw inputRefusal({ path: 'file', code: 'picture_or_pdf' });
    const length = Number(request.headers['content-length']);
    return this.service.attach(
      request.ip ?? '',
      {
        receipt: header('x-ticket-receipt').slice(0, 60),
        name: decoded(header('x-file-name').slice(0, 1_000)),
        bytes: Number.isFinite(length) ? length : null,
      },
      request,
    );
  }

  @Route(ticketFile)
  async file(
    @Who() actor: SignedIn,
    @Input() { params, query }: Received<typeof ticketFile>,
    @Res() response: Response,
  ): Promise<void> {
    const file = await this.service.file(actor, params.id, params.fileId, query.size);
    if (file.kind === 'picture') response.setHeader('content-disposition', 'inline');
    else response.attachment(file.name);
    response.set({
      'content-type': file.mime,
      'content-length': String(file.bytes),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'private, no-store',
    });
    await pipeline(file.stream, response);
  }
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return '';
  }
}
