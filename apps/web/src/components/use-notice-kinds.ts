import { noticeKinds } from '@scenario-lab/contracts/notices';
import { useMe } from '../app/session.js';
import { useWords } from '../i18n/use-words.js';

/** Kinds of notices that may reach the reader: what waits at the lab's desk is told to the lab's people alone. */
export function useNoticeKinds() {
  const { t } = useWords();
  const { me } = useMe();
  const lab = me?.organisation.roles.includes('operate') ?? false;
  return noticeKinds
    .filter((kind) => lab || kind !== 'desk')
    .map((value) => ({ value, label: t(`notices.kinds.${value}`) }));
}
