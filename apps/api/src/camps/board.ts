import type { Camp } from '@scenario-lab/contracts/camps';
import type { ClassTry } from '@scenario-lab/db/camps/camp.queries';
import { badness, progressOf } from '@scenario-lab/domain/camps/progress';
import type { CampRow } from './camp-record.js';

/** By task the best of each, by number: a class sees how far it is, not who. */
export function boardOf(camp: CampRow, tries: readonly ClassTry[], own: number | null): Camp['board'] {
  const numbers = [...new Set(tries.map(({ number }) => number))];
  const progress = new Map(
    numbers.map((number) => [
      number,
      progressOf(camp, { attended: [], tries: tries.filter((one) => one.number === number) }),
    ]),
  );
  return camp.tasks.map((task) => ({
    task: task.id,
    rows: numbers
      .flatMap((number) => {
        const done = progress.get(number)?.tasks.find(({ id }) => id === task.id);
        if (done?.best == null) return [];
        const { best, used, solved } = done;
        return [{ number, mine: number === own, best, tries: used, solved }];
      })
      .toSorted(
        (one, other) =>
          badness(task.metric, one.best) - badness(task.metric, other.best) || one.number - other.number,
      ),
  }));
}
