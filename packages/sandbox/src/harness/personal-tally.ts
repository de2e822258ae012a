import { checked, holdsNames, type PersonalKind } from './personal-data.js';

/** What was found of personal data in one column, part by part; what it comes to is known at the end. */
export class PersonalTally {
  readonly #found = new Map<PersonalKind, { rows: number; passed: number; candidates: number }>();
  #names = { distinct: 0, rows: 0 };

  /** One candidate, in how many rows it stands, and whether its check is right. */
  note(kind: PersonalKind, rows: number, passes: boolean): void {
    const known = this.#found.get(kind) ?? { rows: 0, passed: 0, candidates: 0 };
    known.candidates += 1;
    if (passes) {
      known.passed += 1;
      known.rows += rows;
    }
    this.#found.set(kind, known);
  }

  noteNames(distinct: number, rows: number): void {
    this.#names = { distinct: this.#names.distinct + distinct, rows: this.#names.rows + rows };
  }

  /** Cells by kind, of a column with this heading and so many different values. */
  of(heading: string, distinct: number): Partial<Record<PersonalKind, number>> {
    const said: Partial<Record<PersonalKind, number>> = {};
    for (const [kind, { rows, passed, candidates }] of this.#found)
      if (rows > 0 && passed / candidates >= (checked[kind]?.part ?? 0)) said[kind] = rows;
    if (holdsNames(heading, this.#names.distinct, distinct)) said.person_name = this.#names.rows;
    return said;
  }
}
