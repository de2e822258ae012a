import { path } from '../../app/paths.js';
import { placeOf } from '../../components/inbox-lines.js';
import { useTurn, YourTurn } from '../../components/next-step.js';

/** What waits in the room for this reader: a task, something to confirm. The engagement's own next step is told beside it. */
export function RoomTurn({ id }: { id: string }) {
  const turn = useTurn('engagement', id);
  return <YourTurn turn={turn.filter((item) => placeOf(item) === path.room(id))} />;
}
