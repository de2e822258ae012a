import {
  listMatchSubscriptions,
  type SubscribedThing,
  subscribeMatches,
  unsubscribeMatches,
} from '@scenario-lab/contracts/match-marks';
import { useDeed, useRow } from '../../app/api.js';
import { Icon } from '../../components/icon.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { useWords } from '../../i18n/use-words.js';

/** Once a week what is new on this list becomes one notice. */
export function SubscribeButton({ thing, id }: { thing: SubscribedThing; id: string }) {
  const { t } = useWords();
  const { data } = useRow(listMatchSubscriptions, {});
  const starting = useDeed(subscribeMatches);
  const stopping = useDeed(unsubscribeMatches);
  if (!data) return null;
  const on = data.some((one) => one.thing === thing && one.id === id);
  return (
    <>
      <button
        type="button"
        className="link-button"
        aria-pressed={on}
        disabled={starting.isPending || stopping.isPending}
        title={t(on ? 'match_marks.unsubscribe_says' : 'match_marks.subscribe_says')}
        onClick={() => (on ? stopping : starting).mutate({ params: { thing, id } })}
      >
        <Icon name="bell" /> {t(on ? 'match_marks.subscribed' : 'match_marks.subscribe')}
      </button>
      <ProblemAlert error={starting.error ?? stopping.error} />
    </>
  );
}
