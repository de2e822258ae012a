import { encode } from 'fast-png';

/** An 8-bit greyscale PNG of `width × height` pixels, row by row, 0 black to 255 white. */
export const greyPng = (width: number, height: number, pixels: Uint8Array): Uint8Array =>
  encode({ width, height, data: pixels, channels: 1, depth: 8 });
