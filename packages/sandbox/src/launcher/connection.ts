import { once } from 'node:events';
import { read } from 'node:fs';
import type { Socket } from 'node:net';
import { promisify } from 'node:util';
import { Patience } from '../patience.js';
import type { SandboxResult, Stage } from '../types.js';
import type { OpenOutput } from './collect.js';
import type { Home, Homes } from './homes.js';
import { BadRequest, type FromLauncher, parseRunSpec, type RunSpec } from './protocol.js';

const readAt = promisify(read);
const PART = 1 << 18;
const LONGEST_LINE = 8 * 1024 * 1024;
const ALIVE_MS = 5_000;
/** A client that takes nothing of its outputs for so long, or does not answer, is not waited for: the slot is others' too. */
const STALLED_MS = 120_000;

export interface Handlers {
  hello(home: Home | null): FromLauncher;
  homes: Homes | null;
  run(
    spec: RunSpec,
    hooks: {
      signal: AbortSignal;
      onStage: (stage: Stage) => void;
      /** Resolves when the client lets the program go, or when the run is over before it could. */
      letGo: () => Promise<void>;
      onFile: (output: OpenOutput) => Promise<void>;
    },
  ): Promise<SandboxResult>;
}

/** One client: either asks who we are, or has one run, which ends when the client goes away. */
export class Connection {
  private readonly abort = new AbortController();
  private pending = '';
  private running = false;
  private go: (() => void) | null = null;
  private home: Home | null = null;
  private quiet = () => {};

  constructor(
    private readonly peer: Socket,
    private readonly handlers: Handlers,
  ) {
    peer.setEncoding('utf8');
    peer.on('error', () => this.cancel());
    peer.on('close', () => this.cancel());
    peer.on('data', (chunk: string) => this.receive(chunk));
  }

  cancel(): void {
    this.abort.abort();
  }

  private send(message: FromLauncher): void {
    if (!this.peer.destroyed) this.peer.write(`${JSON.stringify(message)}\n`);
  }

  private receive(chunk: string): void {
    this.pending += chunk;
    if (this.pending.length > LONGEST_LINE) {
      this.peer.destroy();
      return;
    }
    for (let end = this.pending.indexOf('\n'); end >= 0; end = this.pending.indexOf('\n')) {
      const line = this.pending.slice(0, end);
      this.pending = this.pending.slice(end + 1);
      this.obey(line);
    }
  }

  private obey(line: string): void {
    let order: { op?: unknown; spec?: unknown; home?: unknown } | null;
    try {
      order = JSON.parse(line) as { op?: unknown; spec?: unknown; home?: unknown } | null;
    } catch {
      this.peer.destroy();
      return;
    }
    if (order?.op === 'hello') this.send(this.handlers.hello(null));
    else if (order?.op === 'enter' && this.home === null) this.enter(order.home);
    else if (order?.op === 'cancel') this.cancel();
    else if (order?.op === 'go' && this.go) this.go();
    else if (order?.op === 'run' && !this.running) {
      this.running = true;
      const alive = setInterval(() => this.send({ type: 'alive' }), ALIVE_MS);
      this.quiet = () => clearInterval(alive);
      void this.run(order.spec).then((result) => {
        this.quiet();
        this.send({ type: 'done', result });
        this.peer.end();
      });
    } else this.peer.destroy();
  }

  /** The client's folders are kept while this connection is. */
  private enter(wanted: unknown): void {
    const { homes } = this.handlers;
    const home = homes?.enter(wanted) ?? null;
    this.home = home;
    if (home !== null && homes !== null)
      this.peer.once(
        'close',
        () => void homes.leave(home).catch((error) => console.error(`launcher: ${error}`)),
      );
    this.send(this.handlers.hello(home));
  }

  private async run(raw: unknown): Promise<SandboxResult> {
    try {
      this.send({ type: 'stage', stage: 'waiting' });
      return await this.handlers.run(parseRunSpec(raw), {
        signal: this.abort.signal,
        onStage: (stage) => this.send({ type: 'stage', stage }),
        letGo: () => this.letGo(),
        onFile: (output) => this.sendFile(output),
      });
    } catch (error) {
      const reason = error instanceof BadRequest ? 'bad_request' : 'chain_failed';
      return { kind: 'platform_fault', reason, detail: String(error) };
    }
  }

  private letGo(): Promise<void> {
    const { signal } = this.abort;
    return new Promise((resolve) => {
      // A client that was stopped never says so: its slot is others' too.
      const patience = new Patience(STALLED_MS, () => this.peer.destroy());
      const done = () => {
        patience.end();
        this.go = null;
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.go = done;
      signal.addEventListener('abort', done, { once: true });
      if (signal.aborted) done();
      else this.send({ type: 'ready' });
    });
  }

  private async sendFile({ name, bytes, fd }: OpenOutput): Promise<void> {
    // From here on only what was announced: a word between would be taken for the file's bytes.
    this.quiet();
    this.send({ type: 'file', name, bytes });
    const patience = new Patience(STALLED_MS, () => this.peer.destroy());
    try {
      for (let at = 0; at < bytes && !this.peer.destroyed; patience.again()) {
        const part = Buffer.allocUnsafe(Math.min(PART, bytes - at));
        const { bytesRead } = await readAt(fd, part, 0, part.length, at);
        if (bytesRead === 0) throw new Error(`${name} is shorter than it was`);
        at += bytesRead;
        if (!this.peer.write(part.subarray(0, bytesRead))) await this.taken();
      }
    } finally {
      patience.end();
    }
  }

  /** The client took what it was sent, or went away. */
  private async taken(): Promise<void> {
    if (this.peer.destroyed) return;
    const either = new AbortController();
    const { signal } = either;
    await Promise.race([once(this.peer, 'drain', { signal }), once(this.peer, 'close', { signal })]).finally(
      () => either.abort(),
    );
  }
}
