import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/** Before a device has proved itself, and afterwards. */
export const largest = { unknown: 4_096, known: 1_048_576 } as const;

/**
 * Lets packets of MQTT through up to a size. The broker's parser keeps whatever length a packet announces, 256 MiB at the
 * most: the announcement is read here first, and what is too long ends the connection before a byte of it is kept.
 */
export class MqttGate extends Duplex {
  most: number = largest.unknown;
  /** Bytes of the packet under way that are still to come; -1 while its header is read. */
  #left = -1;
  /** Of a header: bytes read so far, and the length they give. */
  #read = 0;
  #length = 0;

  readonly address: string;

  constructor(private readonly socket: Socket) {
    super();
    this.address = socket.remoteAddress ?? '';
    socket.on('data', (chunk: Buffer) => {
      const fault = this.#follow(chunk);
      if (fault) this.destroy(new Error(fault));
      else if (!this.push(chunk)) socket.pause();
    });
    socket.on('end', () => this.push(null));
    socket.on('error', (error) => this.destroy(error));
    socket.on('close', () => this.destroy());
  }

  override _read(): void {
    this.socket.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (this.socket.destroyed) done(new Error('the connection has ended'));
    else this.socket.write(chunk, done);
  }

  override _final(done: () => void): void {
    this.socket.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.socket.destroy();
    done(error);
  }

  #follow(chunk: Buffer): string | null {
    let at = 0;
    while (at < chunk.length) {
      if (this.#left > 0) {
        const taken = Math.min(this.#left, chunk.length - at);
        this.#left -= taken;
        at += taken;
        if (this.#left === 0) this.#left = -1;
        continue;
      }
      const byte = chunk[at] ?? 0;
      at += 1;
      // The first says what it is, up to four more how long it is, seven bits each, the lowest first.
      if (this.#read > 0) {
        if (this.#read > 4) return 'a length without end';
        this.#length += (byte & 0x7f) * 128 ** (this.#read - 1);
        if (this.#length > this.most) return `a packet of ${this.#length} bytes or more`;
      }
      this.#read += 1;
      if (this.#read === 1 || byte & 0x80) continue;
      this.#left = this.#length === 0 ? -1 : this.#length;
      this.#read = 0;
      this.#length = 0;
    }
    return null;
  }
}
