import { pipeline } from 'node:stream/promises';
import { Controller, Req, Res } from '@nestjs/common';
import type { Received } from '@scenario-lab/contracts/route';
import {
  addSolutionMedium,
  readSolutionMedium,
  solutionMediumFile,
} from '@scenario-lab/contracts/solution-media';
import type { Actor, SignedIn } from '@scenario-lab/domain/actor';
import type { Request, Response } from 'express';
import { Caller, Who } from '../http/actor.decorator.js';
import { Input, Route } from '../http/route.decorator.js';
import { MediaService } from './media.service.js';

@Controller()
export class MediaController {
  constructor(private readonly service: MediaService) {}

  @Route(addSolutionMedium)
  add(@Who() actor: SignedIn, @Input() { body }: Received<typeof addSolutionMedium>) {
    return this.service.add(actor, body.uploadId);
  }

  @Route(readSolutionMedium)
  read(@Who() actor: SignedIn, @Input() { params }: Received<typeof readSolutionMedium>) {
    return this.service.read(actor, params.id);
  }

  @Route(solutionMediumFile)
  async file(
    @Caller() actor: Actor,
    @Input() { params, query }: Received<typeof solutionMediumFile>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const range = rangeIn(request.headers.range);
    const file = await this.service.file(actor, params.id, query.size, range);
    // Pictures are shown within pages; papers and films, opened by themselves, are saved and never a page of the lab's.
    if (file.kind === 'picture') response.setHeader('content-disposition', 'inline');
    else response.attachment(file.name);
    response.set({
      'content-type': file.mime,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
      'accept-ranges': 'bytes',
      // A medium never changes, but who may see it does.
      'cache-control': 'private, max-age=300',
    });
    if (!file.stream) {
      response.status(416).setHeader('content-range', `bytes */${file.bytes}`);
      response.end();
      return;
    }
    const end = range ? Math.min(range.end ?? file.bytes - 1, file.bytes - 1) : file.bytes - 1;
    const start = range?.start ?? 0;
    if (range) response.status(206).setHeader('content-range', `bytes ${start}-${end}/${file.bytes}`);
    response.setHeader('content-length', end - start + 1);
    await pipeline(file.stream, response);
  }
}

/** One part of a film, as players ask for it; anything else is answered whole. */
function rangeIn(header: string | undefined): { start: number; end?: number } | undefined {
  const [, from, to] = /^bytes=(\d{1,12})-(\d{0,12})$/.exec(header ?? '') ?? [];
  if (from === undefined) return undefined;
  return to ? { start: Number(from), end: Number(to) } : { start: Number(from) };
}
