import type { RecordReply } from '@scenario-lab/contracts/records';
import { ToneTag } from '../../components/status-tag.js';
import { useWords } from '../../i18n/use-words.js';

const tones = { waiting: 'waiting', shown: 'pass', refused: 'fail' } as const;

export function ReplyState({ reply }: { reply: RecordReply }) {
  const { t } = useWords();
  return <ToneTag tone={tones[reply.state]}>{t(`records.reply_state.${reply.state}`)}</ToneTag>;
}
