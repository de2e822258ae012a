import {
  Controller,
  Inject,
  PayloadTooLargeException,
  PreconditionFailedException,
  Req,
  Res,
} from '@nestjs/common';
import type { Received } from '@scenario-lab/contracts/route';
import {
  continueUpload,
  giveUpUpload,
  readUpload,
  tusUpload,
  uploadOffset,
} from '@scenario-lab/contracts/uploads';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Refusal } from '@scenario-lab/domain/refusal';
import type { Request, Response } from 'express';
import type { Env } from '../env.js';
import { Who } from '../http/actor.decorator.js';
import { Input, Route } from '../http/route.decorator.js';
import { ENV } from '../http/tokens.js';
import { TusService } from './tus.service.js';
import { announced } from './upload-metadata.js';
import { type UploadRow, UploadsQuery } from './uploads.query.js';
import { UploadsService } from './uploads.service.js';

const protocol = '1.0.0';
type About = Received<typeof uploadOffset>;

@Controller()
export class UploadsController {
  constructor(
    private readonly tus: TusService,
    private readonly service: UploadsService,
    private readonly query: UploadsQuery,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Route(tusUpload)
  async create(@Who() actor: SignedIn, @Req() request: Request, @Res() response: Response) {
    if (request.headers['tus-resumable'] !== protocol) {
      response.setHeader('tus-version', protocol);
      throw new PreconditionFailedException(`the header Tus-Resumable: ${protocol} is needed`);
    }
    const upload = announced(request.headers);
    const most = this.env.MAX_UPLOAD_BYTES;
    if (upload.bytes > most) throw new PayloadTooLargeException(`at most ${most} bytes`);
    const id = await this.service.begin(actor, upload);
    await this.tus.handle(request, response, { actor, id });
  }

  @Route(uploadOffset)
  async offset(
    @Input() { params }: About,
    @Who() actor: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ) {
    const upload = await this.own(actor, params.id);
    const bytes = Number(upload.bytes);
    if (!upload.sha256 && (await this.query.arrived(upload.id)) === bytes) {
      await this.tus.finish(actor, upload.id, bytes);
      return finished(response, 200, bytes);
    }
    if (upload.sha256) return finished(response, 200, bytes);
    await this.tus.handle(request, response, { actor, id: upload.id });
  }

  @Route(continueUpload)
  async continue(
    @Input() { params }: Received<typeof continueUpload>,
    @Who() actor: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ) {
    const upload = await this.own(actor, params.id);
    if (!upload.sha256) return this.tus.handle(request, response, { actor, id: upload.id });
    // The last answer may have been lost on its way: saying it again is not a second upload.
    const repeats = request.headers['upload-offset'] === upload.bytes;
    return finished(response, repeats ? 204 : 409, Number(upload.bytes));
  }

  @Route(giveUpUpload)
  async giveUp(
    @Input() { params }: Received<typeof giveUpUpload>,
    @Who() actor: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ) {
    const upload = await this.own(actor, params.id);
    if (upload.sha256) throw new Refusal('wrong_status', { status: 'finished' });
    // The row first: the protocol's server answers by itself, and whoever has the answer may ask at once.
    await this.service.forget(actor, upload.id);
    await this.tus.handle(request, response, { actor, id: upload.id });
  }

  @Route(readUpload)
  read(@Input() { params }: Received<typeof readUpload>, @Who() actor: SignedIn) {
    return this.query.read(actor, params.id);
  }

  /** Going on with an upload is for whoever began it; its organisation may read what came of it. */
  private async own(actor: SignedIn, id: string): Promise<UploadRow> {
    const upload = await this.query.row(actor, id);
    if (upload.person_id !== actor.personId) throw new Refusal('not_yours');
    return upload;
  }
}

function finished(response: Response, status: number, bytes: number): void {
  response
    .status(status)
    .set({
      'tus-resumable': protocol,
      'cache-control': 'no-store',
      'upload-offset': String(bytes),
      'upload-length': String(bytes),
    })
    .end();
}
