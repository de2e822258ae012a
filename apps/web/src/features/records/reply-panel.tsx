import { type OrganisationRecord, replyToFigure, takeBackReply } from '@scenario-lab/contracts/records';
import { useId, useState } from 'react';
import { useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { keep } from '../../components/kept.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextArea } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { ReplyState } from './reply-state.js';

const most = 1_000;

/** The organisation's own word on a figure, and the form for it where the reader may write one. */
export function ReplyPanel({ id, figure }: { id: string; figure: OrganisationRecord['figures'][number] }) {
  const { t } = useWords();
  const { day } = useFormats();
  const field = useId();
  const { reply, allowed } = figure;
  const [writing, setWriting] = useState(false);
  const draft = `record-reply.${id}.${figure.figure}`;
  const [words, setWords] = useKept(draft, reply?.text ?? '');
  const done = () => {
    keep(draft, null);
    setWriting(false);
  };
  const write = useDeed(replyToFigure, { onSuccess: done });
  const takeBack = useDeed(takeBackReply, { onSuccess: done });
  return (
    <>
      {reply ? (
        <div className="sl-stack sl-tight">
          <div className="sl-row">
            <strong className="sl-small">{t('records.reply')}</strong>
            <span className="sl-muted sl-small">{day(reply.at)}</span>
            {allowed.length > 1 ? <ReplyState reply={reply} /> : null}
          </div>
          <p className="record-reply">{reply.text}</p>
          {reply.reason ? (
            <p className="sl-muted sl-small">{t('records.refused_because', { reason: reply.reason })}</p>
          ) : null}
        </div>
      ) : null}
      <div className="sl-row">
        {allowed.includes('record.reply') ? (
          <Button small onClick={() => setWriting(true)}>
            {t(reply ? 'records.change_reply' : 'records.write_reply')}
          </Button>
        ) : null}
        {allowed.includes('record.take_back') ? (
          <Button
            small
            tone="text"
            pending={takeBack.isPending}
            onClick={() => takeBack.mutate({ params: { id }, query: { figure: figure.figure } })}
          >
            {t('records.take_back')}
          </Button>
        ) : null}
      </div>
      <ProblemAlert error={takeBack.error} />
      {writing ? (
        <Dialog
          title={t('records.write_reply')}
          okText={t('records.send_reply')}
          okDisabled={!words.trim()}
          pending={write.isPending}
          onOk={() => write.mutate({ params: { id }, body: { figure: figure.figure, text: words.trim() } })}
          onCancel={() => setWriting(false)}
        >
          <div className="sl-stack sl-tight">
            <p>{t('records.reply_says')}</p>
            <label htmlFor={field}>{t('records.reply')}</label>
            <TextArea
              id={field}
              rows={6}
              maxLength={most}
              value={words}
              onChange={(event) => setWords(event.target.value)}
            />
            <ProblemAlert error={write.error} />
          </div>
        </Dialog>
      ) : null}
    </>
  );
}
