import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import pg from 'pg';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Env } from '../env.js';
import { ENV, LOG } from '../http/tokens.js';

const Notice = z.object({ thing: z.string(), id: z.uuid(), event: z.string() });
export type Notice = z.infer<typeof Notice>;

export interface Listener {
  told(notice: Notice): void;
  /** The connection was lost for a while: notices may have been missed. */
  missed(): void;
}

const firstPause = 200;
const longestPause = 5_000;
const pulse = 20_000;

/**
 * The process' one LISTEN connection. It is made when the first reader comes and made again whenever it is lost;
 * an idle connection that has silently died is found out by a query every twenty seconds.
 */
@Injectable()
export class EventFeed implements OnModuleDestroy {
  private listener: Listener | null = null;
  private client: pg.Client | null = null;
  private timer: NodeJS.Timeout | undefined;
  private ended = false;
  private ready: Promise<void> | null = null;

  constructor(
    @Inject(ENV) private readonly env: Env,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Resolves when notices flow. */
  start(listener: Listener): Promise<void> {
    this.listener = listener;
    this.ready ??= this.connect(firstPause, false);
    return this.ready;
  }

  async onModuleDestroy(): Promise<void> {
    this.ended = true;
    clearInterval(this.timer);
    await this.client?.end().catch(() => undefined);
  }

  private async connect(pause: number, again: boolean): Promise<void> {
    if (this.ended) return;
    const client = new pg.Client({
      connectionString: this.env.DATABASE_URL,
      application_name: 'scenario-lab-live',
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      query_timeout: 5_000,
    });
    let lost = false;
    const lose = (error?: unknown) => {
      if (lost) return;
      lost = true;
      clearInterval(this.timer);
      void client.end().catch(() => undefined);
      if (this.ended) return;
      this.log.warn({ err: error }, 'the live feed lost its connection');
      setTimeout(() => void this.connect(Math.min(pause * 2, longestPause), true), pause);
    };
    client.on('error', lose);
    client.on('end', () => lose());
    client.on('notification', ({ payload }) => this.pass(payload));
    try {
      await client.connect();
      await client.query('LISTEN lab_event');
    } catch (error) {
      lose(error);
      return;
    }
    if (this.ended) return void client.end();
    this.client = client;
    this.timer = setInterval(() => void client.query('SELECT 1').catch(lose), pulse);
    this.timer.unref();
    // From here on a loss starts with the short pause again.
    pause = firstPause;
    if (again) this.listener?.missed();
  }

  private pass(payload: string | undefined): void {
    let notice: Notice;
    try {
      notice = Notice.parse(JSON.parse(payload ?? ''));
    } catch {
      this.log.warn({ payload }, 'a notice nobody understands');
      return;
    }
    this.listener?.told(notice);
  }
}
