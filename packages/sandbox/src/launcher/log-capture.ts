import type { RunLog } from '../types.js';

/** Undecodable bytes and NUL become U+FFFD; a character cut by the limit is left out. */
function readable(bytes: Buffer, cut: boolean): string {
  // `stream: true` holds back an incomplete last sequence, which is what a cut in the middle leaves.
  return new TextDecoder('utf-8').decode(bytes, { stream: cut }).replaceAll('\0', '\uFFFD');
}

/** Keeps exactly the first `limit` bytes of stdout and stderr together. */
export class LogCapture {
  private readonly kept: Record<'stdout' | 'stderr', Buffer[]> = { stdout: [], stderr: [] };
  private left: number;
  overflowed = false;
  constructor(limit: number) {
    this.left = limit;
  }
  /** @returns false once the limit is exceeded. */
  take(stream: 'stdout' | 'stderr', chunk: Buffer): boolean {
    if (chunk.length > this.left) this.overflowed = true;
    if (this.left > 0) this.kept[stream].push(Buffer.from(chunk.subarray(0, this.left)));
    this.left -= Math.min(this.left, chunk.length);
    return !this.overflowed;
  }
  log(): RunLog {
    return {
      stdout: readable(Buffer.concat(this.kept.stdout), this.overflowed),
      stderr: readable(Buffer.concat(this.kept.stderr), this.overflowed),
      truncated: this.overflowed,
    };
  }
}
