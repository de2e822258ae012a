import { createReadStream } from 'node:fs';
import type { Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import type { SandboxResult, Stage } from '../types.js';
import type { OpenOutput } from './collect.js';
import { BadRequest, type FromLauncher, parseRunSpec, type RunSpec } from './protocol.js';

const LONGEST_LINE = 8 * 1024 * 1024;

export interface Handlers {
  hello(): FromLauncher;
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
    let order: { op?: unknown; spec?: unknown } | null;
    try {
      order = JSON.parse(line) as { op?: unknown; spec?: unknown } | null;
    } catch {
      this.peer.destroy();
      return;
    }
    if (order?.op === 'hello') this.send(this.handlers.hello());
    else if (order?.op === 'cancel') this.cancel();
    else if (order?.op === 'go' && this.go) this.go();
    else if (order?.op === 'run' && !this.running) {
      this.running = true;
      void this.run(order.spec).then((result) => {
        this.send({ type: 'done', result });
        this.peer.end();
      });
    } else this.peer.destroy();
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
      const done = () => {
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
    this.send({ type: 'file', name, bytes });
    if (bytes === 0 || this.peer.destroyed) return;
    const file = createReadStream('', {
      fd,
      autoClose: false,
      start: 0,
      end: bytes - 1,
      highWaterMark: 1 << 18,
    });
    await pipeline(file, this.peer, { end: false });
  }
}
