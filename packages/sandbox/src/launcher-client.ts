import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import type { FromLauncher, RunSpec, ToLauncher } from './launcher/protocol.js';
import type { CollectedFile, RunHooks, SandboxResult } from './types.js';

const lost = (detail: string): SandboxResult => ({ kind: 'platform_fault', reason: 'launcher_lost', detail });
const CANCEL_WITHIN_MS = 15_000;

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
  const receiver = new Receiver(collectDir, (message) => onMessage(message, socket));
  const listen = async (): Promise<string> => {
    try {
      // One chunk after the other, and none is fetched before the last is on disk.
      for await (const chunk of socket) await receiver.take(chunk as Buffer);
      return 'the launcher closed the connection';
    } catch (error) {
      return String(error);
    } finally {
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

/** @throws if no launcher answers at `path`. */
export async function askHello(path: string): Promise<FromLauncher> {
  const answers: FromLauncher[] = [];
  const { ended } = converse(path, { op: 'hello' }, '', (message, socket) => {
    answers.push(message);
    socket.end();
  });
  const why = await ended;
  if (answers[0] === undefined) throw new Error(why);
  return answers[0];
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
