import { readFileSync, writeFileSync } from 'node:fs';
import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';
import { onlyFile } from './io.js';
import { cleanFilm } from './mp4.js';
import { checkDocument } from './pdf-check.js';
import {
  isJpeg,
  jpegFault,
  jpegSize,
  orientationIn,
  type Pixels,
  pixelsOfJpeg,
  pngFault,
  turnedUp,
} from './picture.js';
import { Findings, type Problem, Unacceptable } from './problems.js';
import { shrink } from './shrink.js';
import { isWebp, pixelsOfWebp, webpHead } from './webp.js';

/** Which files a card takes, and how much of them. */
export interface MediumLimits {
  pictureBytes: number;
  documentBytes: number;
  videoBytes: number;
  videoSeconds: number;
  /** Of a picture as it comes; what is shown is smaller. */
  pixels: number;
}

/** /out/medium.json. The file as it is shown is /out/full then, a picture's small one /out/small. */
export type MediumReport =
  | {
      ok: true;
      kind: 'picture' | 'pdf' | 'video';
      mime: string;
      width: number | null;
      height: number | null;
      seconds: number | null;
      pages: number | null;
    }
  | { ok: false; problems: Problem[] };

type Taken = Extract<MediumReport, { ok: true }>;

const FULL = 1_600;
const SMALL = 480;
/** A PNG above this is tried as a JPEG, which serves photographs better. */
const heavy = 400 * 1024;

/** What the file is, is told by its bytes; its name is not even known here. */
async function take(bytes: Buffer, limits: MediumLimits, findings: Findings): Promise<Taken> {
  const within = (most: number) => {
    if (bytes.length > most) findings.stop('too_big', 'file', `${most}`);
  };
  const head = bytes.toString('latin1', 0, 12);
  if (head.startsWith('\x89PNG') || isJpeg(bytes)) {
    within(limits.pictureBytes);
    return picture(bytes, limits, findings);
  }
  if (isWebp(bytes)) {
    within(limits.pictureBytes);
    return webp(bytes, limits, findings);
  }
  if (head.startsWith('%PDF-')) {
    within(limits.documentBytes);
    const pages = checkDocument(bytes, findings);
    writeFileSync('/out/full', bytes);
    return {
      ok: true,
      kind: 'pdf',
      mime: 'application/pdf',
      width: null,
      height: null,
      seconds: null,
      pages,
    };
  }
  // A telephone's own kind of picture, for which there is no free decoder without native code.
  if (head.slice(4, 8) === 'ftyp' && /^(hei|hev|mif|msf|avi[fs])/.test(head.slice(8)))
    findings.stop('heic', 'file', head.slice(8));
  if (head.slice(4, 8) === 'ftyp' && head.slice(8) !== 'qt  ') {
    within(limits.videoBytes);
    const film = cleanFilm(bytes, findings);
    if (film.seconds > limits.videoSeconds) findings.stop('too_long', 'film', `${limits.videoSeconds}`);
    writeFileSync('/out/full', bytes);
    return { ok: true, kind: 'video', mime: 'video/mp4', ...film, pages: null };
  }
  return findings.stop('other_kind', 'file', '');
}

function picture(bytes: Buffer, limits: MediumLimits, findings: Findings): Taken {
  const photograph = isJpeg(bytes);
  const fault = photograph ? jpegFault(bytes) : pngFault(bytes);
  if (fault) findings.stop('not_picture', 'file', fault);
  const said = photograph
    ? jpegSize(bytes)
    : { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  if (!said || said.width * said.height > limits.pixels)
    findings.stop('too_many_pixels', 'file', said ? `${said.width} × ${said.height}` : '');
  let pixels: Pixels;
  try {
    pixels = photograph ? pixelsOfJpeg(bytes) : PNG.sync.read(bytes);
  } catch (error) {
    return findings.stop('not_picture', 'file', String(error));
  }
  return drawnAnew(pixels, photograph);
}

async function webp(bytes: Buffer, limits: MediumLimits, findings: Findings): Promise<Taken> {
  const said = webpHead(bytes);
  if (!said) return findings.stop('not_picture', 'file', 'is no whole WebP');
  if (said.moves) findings.stop('moves', 'file', '');
  if (said.width * said.height > limits.pixels)
    findings.stop('too_many_pixels', 'file', `${said.width} × ${said.height}`);
  let pixels: Pixels;
  try {
    pixels = await pixelsOfWebp(bytes);
  } catch (error) {
    return findings.stop('not_picture', 'file', String(error));
  }
  return drawnAnew(turnedUp(pixels, (said.exif && orientationIn(said.exif)) ?? 1), !said.drawn);
}

function drawnAnew(pixels: Pixels, photograph: boolean): Taken {
  const shown = shrink(pixels, FULL);
  const full = written(shown, photograph);
  writeFileSync('/out/full', full.bytes);
  // One kind for both: a page names it once.
  writeFileSync('/out/small', asKind(shrink(shown, SMALL), full.mime));
  const { width, height } = shown;
  return { ok: true, kind: 'picture', mime: full.mime, width, height, seconds: null, pages: null };
}

/** Encoded anew from its pixels alone: nothing of what the file held besides is left. */
function written(pixels: Pixels, photograph: boolean): { mime: string; bytes: Buffer } {
  const jpegOf = () => ({ mime: 'image/jpeg', bytes: asKind(pixels, 'image/jpeg') });
  if (photograph) return jpegOf();
  const drawn = { mime: 'image/png', bytes: asKind(pixels, 'image/png') };
  if (drawn.bytes.length <= heavy || seenThrough(pixels)) return drawn;
  const other = jpegOf();
  return other.bytes.length * 2 < drawn.bytes.length ? other : drawn;
}

function asKind(pixels: Pixels, mime: string): Buffer {
  const { width, height } = pixels;
  const data = Buffer.from(pixels.data.buffer, pixels.data.byteOffset, pixels.data.byteLength);
  if (mime === 'image/jpeg') return jpeg.encode({ width, height, data }, 84).data;
  const png = new PNG({ width, height });
  png.data = data;
  return PNG.sync.write(png, {
    colorType: seenThrough(pixels) ? 6 : 2,
    inputHasAlpha: true,
    deflateLevel: 9,
  });
}

function seenThrough({ data }: Pixels): boolean {
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) return true;
  return false;
}

/** Reads the file in /in as one medium of a card and writes what of it may be shown. */
export async function readMedium(limits: MediumLimits): Promise<MediumReport> {
  const findings = new Findings();
  try {
    return await take(readFileSync(onlyFile('/in')), limits, findings);
  } catch (error) {
    if (!(error instanceof Unacceptable)) throw error;
    return { ok: false, problems: error.problems };
  }
}
