import { randomBytes } from 'node:crypto';

/** Twenty letters and digits: 119 bits, and short enough to be read out. */
export const newLink = (): string => randomBytes(15).toString('base64url');
