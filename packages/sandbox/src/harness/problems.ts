import { shown } from './io.js';

/** One thing wrong with a file, and where. */
export interface Problem {
  code: string;
  place: string;
  detail: string;
}

const MOST = 50;

/** A file that cannot be accepted; carries everything found before giving up. */
export class Unacceptable extends Error {
  constructor(readonly problems: Problem[]) {
    super(problems[0]?.code ?? 'unacceptable');
  }
}

/** Gathers problems, so that a vendor sees all of them at once. */
export class Findings {
  private readonly found: Problem[] = [];
  get problems(): readonly Problem[] {
    return this.found;
  }
  add(code: string, place: string, detail: string): void {
    if (this.found.length < MOST) this.found.push({ code, place: shown(place), detail: shown(detail, 400) });
  }
  /** @throws {Unacceptable} */
  stop(code: string, place: string, detail: string): never {
    this.add(code, place, detail);
    throw new Unacceptable([...this.found]);
  }
  /** @throws {Unacceptable} if there is anything. */
  settle(): void {
    if (this.found.length > 0) throw new Unacceptable([...this.found]);
  }
}
