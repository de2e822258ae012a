import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

/** Nest's own words through pino, so that a process writes one kind of line. */
export function nestLogger(log: Logger): LoggerService {
  const words = (rest: unknown[]) => ({ context: rest.at(-1) });
  return {
    log: (message: unknown, ...rest: unknown[]) => log.debug(words(rest), String(message)),
    warn: (message: unknown, ...rest: unknown[]) => log.warn(words(rest), String(message)),
    error: (message: unknown, ...rest: unknown[]) => log.error(words(rest), String(message)),
  };
}
