import { shown } from './plain-text.js';

/** What can be wrong with the text of an answer. */
export type AnswerDefectClass =
  | 'not_utf8'
  | 'not_csv'
  | 'missing_column'
  | 'unknown_column'
  | 'missing_id'
  | 'unknown_id'
  | 'duplicate_id'
  | 'not_a_number'
  | 'out_of_range'
  | 'unknown_class'
  | 'bad_score'
  | 'too_many_rows';

export interface AnswerDefect {
  class: AnswerDefectClass;
  count: number;
  place: string;
  detail: string;
}

/** Counts what is wrong with an answer; of each class the first place is kept. */
export class Defects {
  private readonly found = new Map<AnswerDefectClass, { count: number; place: string; detail: string }>();

  add(kind: AnswerDefectClass, place: string, detail: string, count = 1): void {
    const known = this.found.get(kind);
    if (known) known.count += count;
    else this.found.set(kind, { count, place, detail: shown(detail, 200) });
  }

  get any(): boolean {
    return this.found.size > 0;
  }

  has(kind: AnswerDefectClass): boolean {
    return this.found.has(kind);
  }

  list(): AnswerDefect[] {
    return [...this.found].map(([kind, { count, place, detail }]) => ({ class: kind, count, place, detail }));
  }
}
