import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { FromLauncher, LauncherHello, RunSpec, ToLauncher } from './launcher/protocol.js';
import { Patience } from './patience.js';
import type { CollectedFile, RunHooks, SandboxResult } from './types.js';

const lost = (detail: string): SandboxResult => ({ kind: 'platform_fault', reason: 'launcher_lost', detail });
const CANCEL_WITHIN_MS = 15_000;
/** A launcher at a run says so every five seconds; one that says nothing for so long is stopped or stuck. */
const SILENT_MS = 60_000;

type OnMessage = (message: FromLauncher, socket: Socket) => void;

/** Splits the launcher's stream into messages and the raw bytes that follow a `file` message. */
class Receiver {
  private pending: Buffer = Buffer.alloc(0);
  private file: { handle: FileHandle; left: number; entry: CollectedFile } | null = null;
  readonly outputs: CollectedFile[] = [];
  constructor(
    private readonly collectDir: string,
    private readonly onMessage: (message: FromLauncher) => void,
  ) {}

  async take(chunk: Buffer): Promise<void> {
    this.pending = this.pending.length === 0 ? chunk : Buffer.concat([this.pending, chunk]);
    for (;;) {
      if (this.file !== null) {
        if (!(await this.fill(this.file))) return;
        continue;
      }
      const end = this.pending.indexOf(10);
      if (end < 0) return;
      const message = JSON.parse(this.pending.subarray(0, end).toString('utf8')) as FromLauncher;
      this.pending = this.pending.subarray(end + 1);
      if (message.type === 'file') await this.open(message.name, message.bytes);
      else this.onMessage(message);
    }
  }

  private async open(name: string, bytes: number): Promise<void> {
    await mkdir(this.collectDir, { recursive: true, mode: 0o700 });
    const path = join(this.collectDir, name);
    this.file = { handle: await open(path, 'wx', 0o600), left: bytes, entry: { name, bytes, path } };
  }

  /** @returns true once the file is complete. */
  private async fill(file: NonNullable<Receiver['file']>): Promise<boolean> {
    const part = this.pending.subarray(0, file.left);
    this.pending = this.pending.subarray(part.length);
    file.left -= part.length;
    if (part.length > 0) await file.handle.writeFile(part);
    if (file.left > 0) return false;
    await this.close();
    this.outputs.push(file.entry);
    return true;
  }

  async close(): Promise<void> {
    await this.file?.handle.close();
    this.file = null;
  }
}

/** Speaks until either side hangs up. @returns what was received, and why it ended. */
function converse(path: string, first: ToLauncher, collectDir: string, onMessage: OnMessage) {
  const socket = connect(path);
  let silent = false;
  const patience = new Patience(SILENT_MS, () => {
    silent = true;
    socket.destroy();
  });
  const receiver = new Receiver(collectDir, (message) => onMessage(message, socket));
  const listen = async (): Promise<string> => {
    try {
      // One chunk after the other, and none is fetched before the last is on disk.
      for await (const chunk of socket) {
        patience.again();
        await receiver.take(chunk as Buffer);
        patience.again();
      }
      return silent ? 'the launcher said nothing for a minute' : 'the launcher closed the connection';
    } catch (error) {
      return silent ? 'the launcher said nothing for a minute' : String(error);
    } finally {
      patience.end();
      socket.destroy();
      await receiver.close();
    }
  };
  socket.write(`${JSON.stringify(first)}\n`);
  return { socket, receiver, ended: listen() };
}

const say = (socket: Socket, message: ToLauncher) => {
  if (!socket.destroyed) socket.write(`${JSON.stringify(message)}\n`);
};

const BACK_AGAIN_MS = 1_000;

/**
 * The client's standing with a launcher: one connection for as long as the client lives. The folders it was given go
 * with it, however it ends; from a launcher begun anew it asks for the same ones.
 */
export class Standing {
  private socket: Socket | null = null;
  private entering: Promise<FromLauncher> | null = null;
  private name: string | null = null;
  private ended = false;
  /** What the launcher said; null while there is none. */
  hello: LauncherHello | null = null;

  constructor(private readonly path: string) {}

  /** @throws if no launcher answers. */
  enter(): Promise<FromLauncher> {
    this.entering ??= this.ask().finally(() => {
      this.entering = null;
    });
    return this.entering;
  }

  end(): void {
    this.ended = true;
    this.socket?.destroy();
  }

  private ask(): Promise<FromLauncher> {
    const home = this.name === null ? {} : { home: this.name };
    return new Promise((resolve, reject) => {
      let why: unknown = 'the launcher closed the connection';
      const socket = connect(this.path);
      socket.once('error', (error) => {
        why = error;
      });
      const lines = createInterface(socket);
      // It cries what the socket has cried already.
      lines.on('error', () => {});
      lines.once('line', (line) => {
        const answer = JSON.parse(line) as FromLauncher;
        if (answer.type === 'hello') this.stand(socket, answer.hello);
        else socket.destroy();
        resolve(answer);
      });
      socket.once('close', () => {
        if (this.socket === socket) this.fall();
        // Of no effect once it has answered.
        reject(new Error(String(why)));
      });
      say(socket, { op: 'enter', ...home });
    });
  }

  private stand(socket: Socket, hello: LauncherHello): void {
    this.socket = socket;
    this.hello = hello;
    this.name = hello.home?.name ?? null;
    // It must not keep a process that has nothing else to do.
    socket.unref();
    if (this.ended) socket.destroy();
  }

  private fall(): void {
    this.socket = null;
    this.hello = null;
    const again = () => {
      if (this.ended || this.hello !== null) return;
      this.enter().catch(() => setTimeout(again, BACK_AGAIN_MS).unref());
    };
    setTimeout(again, BACK_AGAIN_MS).unref();
  }
}

/** Has one run done; outputs land in `collectDir`, which is made only if there are any. */
export async function requestRun(
  path: string,
  spec: RunSpec,
  collectDir: string,
  hooks: RunHooks,
): Promise<SandboxResult> {
  const results: SandboxResult[] = [];
  const { socket, receiver, ended } = converse(path, { op: 'run', spec }, collectDir, (message) => {
    if (message.type === 'stage') hooks.onStage?.(message.stage);
    if (message.type === 'ready') letGo();
    if (message.type === 'done') results.push(message.result);
  });
  let impatient: NodeJS.Timeout | undefined;
  const letGo = () => {
    const asked = hooks.beforeStart?.() ?? Promise.resolve();
    asked.then(() => say(socket, { op: 'go' }), cancel);
  };
  const cancel = () => {
    clearTimeout(impatient);
    say(socket, { op: 'cancel' });
    // The launcher answers once no process is left; if it cannot, going away has the same effect.
    impatient = setTimeout(() => socket.destroy(), CANCEL_WITHIN_MS);
  };
  hooks.signal?.addEventListener('abort', cancel, { once: true });
  if (hooks.signal?.aborted) cancel();
  const why = await ended;
  clearTimeout(impatient);
  hooks.signal?.removeEventListener('abort', cancel);
  const done = results[0];
  if (done === undefined) return lost(why);
  return done.kind === 'finished' ? { ...done, outputs: receiver.outputs } : done;
}
