import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { NextFunction, Request, Response } from 'express';

type Coding = 'br' | 'gzip';

/** Below this the headers weigh as much as what is saved. */
const least = 1_024;
const words = /^(application\/(json|[\w.+-]+\+json|javascript|xml)|text\/(?!event-stream)|image\/svg\+xml)/;

const byBrotli = promisify(brotliCompress);
const byGzip = promisify(gzip);
const pack = (coding: Coding, data: Buffer, quality: { br: number; gzip: number }): Promise<Buffer> =>
  coding === 'br'
    ? byBrotli(data, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: quality.br,
          [constants.BROTLI_PARAM_SIZE_HINT]: data.length,
        },
      })
    : byGzip(data, { level: quality.gzip });

function codingOf(request: Request): Coding | null {
  const taken = request.acceptsEncodings();
  return taken.includes('br') ? 'br' : taken.includes('gzip') ? 'gzip' : null;
}

/**
 * Answers that are sent whole are sent compressed; streams (downloads, live events) go as they are. What an answer says
 * of itself else (status, cache, ETag) stays.
 */
export function compressed(request: Request, response: Response, next: NextFunction): void {
  const end = response.end.bind(response) as (...args: unknown[]) => Response;
  const plain = (...args: unknown[]) => {
    response.end = end as typeof response.end;
    return end(...args);
  };
  response.end = ((...args: unknown[]) => {
    const [chunk, encoding] = args;
    const data =
      typeof chunk === 'string'
        ? Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8')
        : Buffer.isBuffer(chunk)
          ? chunk
          : null;
    const kind = String(response.getHeader('content-type') ?? '');
    if (!data || data.length < least || response.headersSent || !words.test(kind)) return plain(...args);
    if (response.getHeader('content-encoding') || request.method === 'HEAD') return plain(...args);
    response.vary('Accept-Encoding');
    const coding = codingOf(request);
    if (!coding) return plain(...args);
    void pack(coding, data, { br: 4, gzip: 6 }).then(
      (packed) => {
        response.setHeader('content-encoding', coding);
        response.setHeader('content-length', packed.length);
        plain(packed);
      },
      () => plain(data),
    );
    return response;
  }) as typeof response.end;
  next();
}

/**
 * Built files by their names, compressed once and kept; the names carry a digest of what is in them. Whatever is not one
 * of `names`, or no text, is left to whoever serves files.
 */
export function compressedFiles(folder: string, names: readonly string[]) {
  const known = new Set(names.filter((name) => /\.(js|css|svg|json)$/.test(name)));
  const kept = new Map<string, Promise<Buffer>>();
  const packed = (name: string, coding: Coding) => {
    const key = `${coding} ${name}`;
    const now =
      kept.get(key) ?? readFile(join(folder, name)).then((data) => pack(coding, data, { br: 9, gzip: 9 }));
    kept.set(key, now);
    now.catch(() => kept.delete(key));
    return now;
  };
  return (request: Request, response: Response, next: NextFunction): void => {
    const name = request.path.slice(1);
    const asked = (request.method === 'GET' || request.method === 'HEAD') && known.has(name);
    if (asked) response.vary('Accept-Encoding');
    const coding = asked ? codingOf(request) : null;
    if (!coding) {
      next();
      return;
    }
    packed(name, coding).then(
      (data) => {
        response.type(extname(name));
        response.setHeader('cache-control', 'public, max-age=31536000, immutable');
        response.setHeader('content-encoding', coding);
        response.setHeader('content-length', data.length);
        response.end(request.method === 'HEAD' ? undefined : data);
      },
      () => next(),
    );
  };
}
