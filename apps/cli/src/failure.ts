import type { Exit } from './exit.js';
import type { WordKey } from './i18n/words.js';

/** Something the person at the desk must be told; ends the command. */
export class Failure extends Error {
  constructor(
    readonly exit: Exit,
    readonly key: WordKey,
    readonly values: Record<string, string | number> = {},
    /** Each a line of its own below the sentence, in its own words. */
    readonly lines: readonly string[] = [],
  ) {
    super(key);
    this.name = 'Failure';
  }
}
