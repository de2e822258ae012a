import { type FollowedThing, follow, listFollows, unfollow } from '@scenario-lab/contracts/follows';
import { useDeed, useRow } from '../app/api.js';
import { useMe } from '../app/session.js';
import { useWords } from '../i18n/use-words.js';
import { Icon } from './icon.js';

/** What happens to it becomes a notice for whoever follows it; for people who have signed in. */
export function FollowButton({ thing, id }: { thing: FollowedThing; id: string }) {
  const { t } = useWords();
  const { me } = useMe();
  const { data } = useRow(listFollows, {}, { enabled: me !== null, staleTime: 60_000 });
  const starting = useDeed(follow);
  const stopping = useDeed(unfollow);
  if (!me || !data) return null;
  const following = data.some((one) => one.thing === thing && one.thingId === id);
  const waiting = starting.isPending || stopping.isPending;
  return (
    <button
      type="button"
      className="link-button"
      aria-pressed={following}
      disabled={waiting}
      title={t(following ? 'follows.stop_says' : 'follows.start_says')}
      onClick={() => (following ? stopping : starting).mutate({ params: { thing, id } })}
    >
      <Icon name="bell" /> {t(following ? 'follows.following' : 'follows.start')}
    </button>
  );
}
