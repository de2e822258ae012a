import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';
import type { Logger } from 'pino';
import type { Env } from '../env.js';
import { ENV, LOG } from '../http/tokens.js';
import { UploadsService } from './uploads.service.js';

type NodeHeld = { runtime?: { node?: { req?: IncomingMessage } } };

const day = 86_400_000;

/** The tus protocol on a folder of half-finished files; who may is settled before a request comes here. */
@Injectable()
export class TusService implements OnModuleInit, OnModuleDestroy {
  private readonly server: Server;
  /** Whose upload a request is about: the protocol's server knows no people. */
  private readonly told = new WeakMap<IncomingMessage, { actor: SignedIn; id: string }>();
  /** Finishing happens outside the protocol's own lock; two requests share one. */
  private readonly finishing = new Map<string, Promise<void>>();
  private sweep: NodeJS.Timeout | undefined;

  constructor(
    @Inject(ENV) private readonly env: Env,
    @Inject(LOG) private readonly log: Logger,
    private readonly uploads: UploadsService,
  ) {
    mkdirSync(env.UPLOADS_DIR, { recursive: true, mode: 0o700 });
    this.server = new Server({
      path: '/api/uploads',
      datastore: new FileStore({ directory: env.UPLOADS_DIR, expirationPeriodInMilliseconds: 7 * day }),
      maxSize: env.MAX_UPLOAD_BYTES,
      relativeLocation: true,
      allowedOrigins: () => false,
      namingFunction: (request) => this.of(request).id,
      // The protocol's server would read the last part of the whole address, its query included: the one upload it
      // acts on is the one whose rights were asked for.
      getFileIdFromRequest: (request) => this.of(request).id,
      onUploadFinish: async (request, upload) => {
        await this.finish(this.of(request).actor, upload.id, upload.offset);
        return {};
      },
      onResponseError: (_request, error) => this.answerTo(error),
    });
  }

  onModuleInit(): void {
    this.sweep = setInterval(() => void this.sweepAbandoned(), day / 24);
    this.sweep.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.sweep);
  }

  async handle(
    request: IncomingMessage,
    response: ServerResponse,
    about: { actor: SignedIn; id: string },
  ): Promise<void> {
    this.told.set(request, about);
    await this.server.handle(request, response);
  }

  /** Also after a crash between the last byte and the row. */
  async finish(actor: SignedIn, id: string, bytes: number): Promise<void> {
    const running = this.finishing.get(id);
    if (running !== undefined) return running;
    const path = join(this.env.UPLOADS_DIR, id);
    const work = this.uploads.finish(actor, id, path, bytes).then(() => this.clear(id));
    this.finishing.set(id, work);
    try {
      await work;
    } finally {
      this.finishing.delete(id);
    }
  }

  /** The file and the protocol's note about it. */
  private async clear(id: string): Promise<void> {
    for (const name of [id, `${id}.json`]) await rm(join(this.env.UPLOADS_DIR, name), { force: true });
  }

  private async sweepAbandoned(): Promise<void> {
    try {
      const removed = await this.server.cleanUpExpiredUploads();
      if (removed > 0) this.log.info({ removed }, 'abandoned uploads removed');
    } catch (error) {
      this.log.warn({ err: error }, 'abandoned uploads could not be removed');
    }
  }

  private answerTo(error: Error | { status_code: number; body: string }) {
    if ('status_code' in error && error.status_code < 500) return undefined;
    this.log.error({ err: error }, 'an upload failed');
    return { status_code: 500, body: 'the upload could not be stored\n' };
  }

  private of(request: object): { actor: SignedIn; id: string } {
    const node = (request as NodeHeld).runtime?.node?.req;
    const told = node && this.told.get(node);
    if (!told) throw new Error('an upload request came past its controller');
    return told;
  }
}
