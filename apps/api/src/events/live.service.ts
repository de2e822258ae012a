import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { things } from '@scenario-lab/contracts/lab';
import { readsEverything, type SignedIn } from '@scenario-lab/domain/actor';
import { Refusal } from '@scenario-lab/domain/refusal';
import type { Response } from 'express';
import type { Logger } from 'pino';
import type { Identified } from '../http/actor.decorator.js';
import { IdentityService } from '../http/identity.service.js';
import { LOG } from '../http/tokens.js';
import { EventFeed, type Notice } from './event-feed.js';
import { EventsQuery } from './events.query.js';

interface Reader {
  actor: SignedIn;
  request: Identified;
  response: Response;
  /** `thing:id`; null for all the reader may see. */
  wants: ReadonlySet<string> | null;
}

const heartbeat = 15_000;
/** Notices are gathered this long, so that a burst costs one query per organisation. */
const gathering = 40;
const perPerson = 12;
const inAll = 2_000;
/** A reader that takes its bytes too slowly is cut off; its browser comes back. */
const unsent = 1 << 20;
/** How long an answer about who may see a thing is believed, in milliseconds; a no only briefly. */
const believed = { yes: 60_000, no: 2_000 };
const answersHeld = 50_000;

const publicThings = new Set<string>(things);

/** Tells open pages what has changed, each only what its reader may see. */
@Injectable()
export class LiveService implements OnModuleDestroy {
  private readonly readers = new Set<Reader>();
  private gathered: Notice[] = [];
  private flushing: NodeJS.Timeout | undefined;
  private beat: NodeJS.Timeout | undefined;
  /** By organisation and thing. */
  private readonly answers = new Map<string, { seen: boolean; until: number }>();

  constructor(
    private readonly feed: EventFeed,
    private readonly query: EventsQuery,
    private readonly identities: IdentityService,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  onModuleDestroy(): void {
    clearInterval(this.beat);
    clearTimeout(this.flushing);
    for (const reader of [...this.readers]) this.part(reader);
  }

  /** Errors: `too_many_requests` beyond twelve streams of one person. */
  async open(reader: Reader): Promise<void> {
    const own = [...this.readers].filter((one) => one.actor.personId === reader.actor.personId);
    if (own.length >= perPerson || this.readers.size >= inAll) {
      throw new Refusal('too_many_requests', { retryAfter: 15 });
    }
    this.readers.add(reader);
    const { response } = reader;
    response.on('close', () => this.readers.delete(reader));
    await this.feed.start({
      told: (notice) => this.told(notice),
      missed: () => this.missed(),
    });
    if (response.destroyed) return;
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    response.write('retry: 3000\n\n');
    this.beat ??= setInterval(() => void this.everyBeat(), heartbeat).unref();
  }

  private told(notice: Notice): void {
    if (notice.thing === 'person') void this.recheck(notice.id);
    if (!publicThings.has(notice.thing) || this.readers.size === 0) return;
    this.gathered.push(notice);
    this.flushing ??= setTimeout(() => void this.flush(), gathering);
  }

  private missed(): void {
    this.answers.clear();
    for (const reader of this.readers) this.write(reader, 'event: resync\ndata: {}\n\n');
  }

  private async flush(): Promise<void> {
    this.flushing = undefined;
    const notices = this.gathered;
    this.gathered = [];
    const groups = new Map<string, Reader[]>();
    for (const reader of this.readers) {
      const key = readsEverything(reader.actor) ? 'lab' : reader.actor.organisationId;
      groups.set(key, [...(groups.get(key) ?? []), reader]);
    }
    await Promise.all(
      [...groups].map(async ([key, readers]) => {
        try {
          await this.tellGroup(key, readers, notices);
        } catch (error) {
          this.log.warn({ err: error }, 'live notices could not be filtered');
          for (const reader of readers) this.write(reader, 'event: resync\ndata: {}\n\n');
        }
      }),
    );
  }

  /** Readers of one organisation see the same things, so one of them asks for all. */
  private async tellGroup(key: string, readers: readonly Reader[], notices: readonly Notice[]) {
    const wanted = notices.filter((notice) => readers.some((reader) => wants(reader, notice)));
    const first = readers[0];
    if (wanted.length === 0 || !first) return;
    const seen = key === 'lab' ? null : await this.seenBy(first.actor, wanted);
    for (const notice of wanted) {
      if (seen && !seen.has(notice.id)) continue;
      const line = `data: ${JSON.stringify(notice)}\n\n`;
      for (const reader of readers) if (wants(reader, notice)) this.write(reader, line);
    }
  }

  private async seenBy(actor: SignedIn, notices: readonly Notice[]): Promise<ReadonlySet<string>> {
    const now = Date.now();
    const seen = new Set<string>();
    const unknown = new Map<string, Notice>();
    for (const notice of notices) {
      const answer = this.answers.get(`${actor.organisationId} ${notice.id}`);
      if (!answer || answer.until < now) unknown.set(notice.id, notice);
      else if (answer.seen) seen.add(notice.id);
    }
    if (unknown.size === 0) return seen;
    const visible = await this.query.visible(actor, [...unknown.values()]);
    if (this.answers.size > answersHeld) this.answers.clear();
    for (const id of unknown.keys()) {
      const yes = visible.has(id);
      if (yes) seen.add(id);
      const until = now + (yes ? believed.yes : believed.no);
      this.answers.set(`${actor.organisationId} ${id}`, { seen: yes, until });
    }
    return seen;
  }

  private async everyBeat(): Promise<void> {
    for (const reader of [...this.readers]) {
      this.write(reader, ': still here\n\n');
      await this.check(reader);
    }
  }

  /** Something happened to the person: signed out, suspended, another role. */
  private async recheck(personId: string): Promise<void> {
    for (const reader of [...this.readers]) {
      if (reader.actor.personId === personId) await this.check(reader);
    }
  }

  /** Ends the stream when the session or token no longer stands for the same person. */
  private async check(reader: Reader): Promise<void> {
    try {
      const { actor } = await this.identities.identify(reader.request);
      if (actor === 'anonymous' || actor.personId !== reader.actor.personId) return this.part(reader);
      reader.actor = actor;
    } catch (error) {
      this.log.warn({ err: error }, 'a live reader could not be checked');
    }
  }

  private write(reader: Reader, text: string): void {
    const { response } = reader;
    if (!response.headersSent || response.writableEnded) return;
    if (response.writableLength > unsent) this.part(reader);
    else response.write(text);
  }

  private part(reader: Reader): void {
    this.readers.delete(reader);
    if (reader.response.headersSent) reader.response.end();
    else reader.response.destroy();
  }
}

const wants = (reader: Reader, { thing, id }: Notice): boolean =>
  reader.wants === null || reader.wants.has(`${thing}:${id}`);
