import type { Defect } from '@scenario-lab/contracts/exam';
import { shown } from './text.js';

type DefectClass = Defect['class'];

/** Counts what is wrong with an answer; of each class the first place is kept. */
export class Defects {
  private readonly found = new Map<DefectClass, { count: number; place: string; detail: string }>();

  add(kind: DefectClass, place: string, detail: string, count = 1): void {
    const known = this.found.get(kind);
    if (known) known.count += count;
    else this.found.set(kind, { count, place, detail: shown(detail, 200) });
  }

  get any(): boolean {
    return this.found.size > 0;
  }

  has(kind: DefectClass): boolean {
    return this.found.has(kind);
  }

  list(): Defect[] {
    return [...this.found].map(([kind, { count, place, detail }]) => ({ class: kind, count, place, detail }));
  }
}
