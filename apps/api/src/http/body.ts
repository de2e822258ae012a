import type { Route as Row } from '@scenario-lab/contracts/route';
import express from 'express';
import { decodeMetrics } from './otlp-body.js';

/** Bytes of a JSON body where its row says nothing else. */
export const defaultBodyBytes = 64 * 1024;
export const protobufType = 'application/x-protobuf';
/** Levels of arrays and objects; the deepest body any row knows has eight. */
const deepest = 32;

type Handler = (request: express.Request, response: express.Response, next: express.NextFunction) => void;
const tooDeep = (error: unknown): error is Error => (error as { type?: string } | null)?.type === deepType;
const deepType = 'entity.too.deep';

/**
 * Reads JSON bodies no larger than the row allows. Whoever brings no proof of who they are gets the small limit
 * whatever the row says: nobody unknown makes the lab read much. Nesting is counted before anything is parsed, for a
 * parser and a schema take a long time over a body that is all brackets.
 */
export function jsonBody(rows: readonly Row[]): Handler {
  const small = reader(defaultBodyBytes);
  const large = new Map<number, Handler>();
  const places = rows.flatMap((row) => {
    if (!row.bodyBytes) return [];
    large.set(row.bodyBytes, reader(row.bodyBytes));
    const place = { method: row.method, path: pattern(row.path), bytes: row.bodyBytes };
    return [{ ...place, protobuf: row.protobuf === true }];
  });
  return (request, response, next) => {
    // The upload protocol reads its own body.
    if (/^\/api\/uploads(\/|$)/.test(request.path)) return next();
    const known = request.headers.cookie !== undefined || request.headers.authorization !== undefined;
    const place: Place | undefined = known
      ? places.find(({ method, path }) => method === request.method && path.test(request.path))
      : undefined;
    const read =
      place?.protobuf && request.is(protobufType)
        ? protobuf(place.bytes)
        : place
          ? large.get(place.bytes)!
          : small;
    read(request, response, (error?: unknown) =>
      // What the check before parsing throws would be told as forbidden.
      next(tooDeep(error) ? Object.assign(error, { status: 400, statusCode: 400 }) : error),
    );
  };
}

interface Place {
  bytes: number;
  protobuf: boolean;
}

/** The same body in protobuf, read into the form its JSON has. */
function protobuf(limit: number): Handler {
  const raw = express.raw({ limit, type: protobufType });
  return (request, response, next) =>
    raw(request, response, (error?: unknown) => {
      if (error) return next(error);
      try {
        request.body = decodeMetrics(Buffer.isBuffer(request.body) ? request.body : new Uint8Array());
      } catch {
        return next(
          Object.assign(new Error('no protobuf of an export'), {
            type: 'entity.parse.failed',
            status: 400,
            statusCode: 400,
          }),
        );
      }
      next();
    });
}

const pattern = (path: string) => new RegExp(`^/api${path.replace(/:\w+/g, '[^/]+')}/?$`);

function reader(limit: number): Handler {
  return express.json({
    limit,
    strict: true,
    verify: (_request, _response, bytes) => {
      if (depthOf(bytes) > deepest) throw Object.assign(new Error('nested too deep'), { type: deepType });
    },
  });
}

/** Deepest nesting of brackets outside of strings; counting stops where it is too deep already. */
export function depthOf(bytes: Uint8Array): number {
  const [quote, backslash] = [0x22, 0x5c];
  let depth = 0;
  let most = 0;
  let text = false;
  for (let i = 0; i < bytes.length; i += 1) {
    const byte = bytes[i];
    if (text) {
      if (byte === backslash) i += 1;
      else if (byte === quote) text = false;
    } else if (byte === quote) text = true;
    else if (byte === 0x5b || byte === 0x7b) {
      depth += 1;
      if (depth > most) most = depth;
      if (most > deepest) return most;
    } else if (byte === 0x5d || byte === 0x7d) depth -= 1;
  }
  return most;
}
