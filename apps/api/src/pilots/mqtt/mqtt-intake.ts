import type { MessageFault } from '@scenario-lab/contracts/field-points';
import type { Points } from '../take-points.js';

export interface Message {
  topic: string;
  points: Points;
  /** It is no reading; it has no points then. */
  fault?: MessageFault;
}

interface Waiting extends Message {
  done: (error: Error | null) => void;
}

const most = 10_000;

/**
 * Messages of one device, written as many at once as came while the last were being written: a device that says a
 * value at a time costs a transaction each only while it says them slowly.
 */
export class MqttIntake {
  readonly #waiting: Waiting[] = [];
  #points = 0;
  #busy = false;

  constructor(private readonly take: (messages: readonly Message[]) => Promise<void>) {}

  /** Calls back once it is written. Errors: more than a batch waits already; what writing failed by. */
  put(message: Message, done: Waiting['done']): void {
    if (this.#points + message.points.length > most && this.#points > 0) {
      done(new Error('more than the lab takes at once'));
      return;
    }
    this.#points += message.points.length;
    this.#waiting.push({ ...message, done });
    if (!this.#busy) void this.#run();
  }

  async #run(): Promise<void> {
    this.#busy = true;
    // What comes in the same moment goes along.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#next();
      this.#points -= batch.reduce((sum, { points }) => sum + points.length, 0);
      const failed = await this.take(batch).then(
        () => null,
        (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
      );
      for (const { done } of batch) done(failed);
    }
    this.#busy = false;
  }

  /** Up to the first that says another value of a moment that is in already: that one corrects, and comes after. */
  #next(): Waiting[] {
    const said = new Map<string, number>();
    const batch: Waiting[] = [];
    for (const message of this.#waiting) {
      const keys = message.points.map(({ criterion, at, value, site }) => ({
        key: JSON.stringify([criterion, Date.parse(at), site]),
        value,
      }));
      if (batch.length > 0 && keys.some(({ key, value }) => (said.get(key) ?? value) !== value)) break;
      for (const { key, value } of keys) said.set(key, value);
      batch.push(message);
    }
    this.#waiting.splice(0, batch.length);
    return batch;
  }
}
