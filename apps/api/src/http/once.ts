import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Request, Response } from 'express';

export interface Document {
  type: string;
  plain: Buffer;
  packed: Buffer;
  tag: string;
}

/** What is the same for everybody until the next start is made once and kept, packed and with its digest. */
export class Documents {
  private readonly kept = new Map<string, Document>();

  of(name: string, type: string, make: () => string): Document {
    const known = this.kept.get(name);
    if (known) return known;
    const plain = Buffer.from(make(), 'utf8');
    const tag = `"${createHash('sha256').update(plain).digest('hex').slice(0, 32)}"`;
    const made = { type, plain, packed: gzipSync(plain), tag };
    this.kept.set(name, made);
    return made;
  }
}

export function sendDocument(request: Request, response: Response, document: Document): void {
  const { type, plain, packed, tag } = document;
  response.set({ 'cache-control': 'no-cache', etag: tag }).vary('accept-encoding');
  if (request.headers['if-none-match'] === tag) {
    response.status(304).end();
    return;
  }
  response.type(type);
  if (request.acceptsEncodings('gzip') === 'gzip') response.set('content-encoding', 'gzip').end(packed);
  else response.end(plain);
}
