import { judgeReply, listFigures, readReplies } from '@scenario-lab/contracts/records';
import type { Answer } from '@scenario-lab/contracts/route';
import { useState } from 'react';
import { Link } from 'react-router';
import { useDeed, useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { keep } from '../../components/kept.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextArea } from '../../components/text-input.js';
import { TextView } from '../../components/text-view.js';
import { useKept } from '../../components/use-kept.js';
import { useWords } from '../../i18n/use-words.js';
import { ReplyState } from './reply-state.js';

type Line = Answer<typeof readReplies>[number];

/** What organisations say to their figures: those the lab has not looked at come first. */
export function RepliesPanel() {
  const { t } = useWords();
  const { data, error } = useRow(readReplies, {});
  return (
    <Panel title={t('records.replies')}>
      <ProblemAlert error={error} />
      {data?.length === 0 ? <p className="sl-muted">{t('records.no_replies')}</p> : null}
      <ul className="sl-plain sl-stack">
        {data?.map((line) => (
          <ReplyLine key={`${line.organisation.id} ${line.figure}`} line={line} />
        ))}
      </ul>
    </Panel>
  );
}

function ReplyLine({ line: { organisation, figure, reply, allowed } }: { line: Line }) {
  const { t, language } = useWords();
  const { data } = useRow(listFigures, {});
  const [refusing, setRefusing] = useState(false);
  const draft = `record-judgement.${organisation.id}.${figure}`;
  const [reason, setReason] = useKept(draft, '');
  const deed = useDeed(judgeReply, {
    onSuccess: () => {
      keep(draft, null);
      setRefusing(false);
    },
  });
  const judge = (because: string | null) =>
    deed.mutate({ params: { id: organisation.id }, body: { figure, at: reply.at, reason: because } });
  const name = data?.figures.find((one) => one.figure === figure)?.name[language] ?? figure;
  return (
    <li className="sl-stack sl-tight">
      <div className="sl-row sl-spread">
        <Link to={path.organisationRecord(organisation.id, { figure })}>
          <TextView text={organisation.name} /> · {name}
        </Link>
        <ReplyState reply={reply} />
      </div>
      <p className="record-reply">{reply.text}</p>
      {allowed.includes('record.judge') ? (
        <div className="sl-row">
          {reply.state === 'shown' ? null : (
            <Button small pending={deed.isPending} onClick={() => judge(null)}>
              {t('records.show_reply')}
            </Button>
          )}
          {reply.state === 'refused' ? null : (
            <Button small onClick={() => setRefusing(true)}>
              {t('records.refuse_reply')}
            </Button>
          )}
        </div>
      ) : null}
      {refusing ? null : <ProblemAlert error={deed.error} />}
      {refusing ? (
        <Dialog
          title={t('records.refuse_reply')}
          okText={t('records.refuse_reply')}
          okDisabled={!reason.trim()}
          pending={deed.isPending}
          onOk={() => judge(reason.trim())}
          onCancel={() => setRefusing(false)}
        >
          <div className="sl-stack sl-tight">
            <label htmlFor={draft}>{t('records.refuse_because')}</label>
            <TextArea
              id={draft}
              value={reason}
              maxLength={1_000}
              onChange={(event) => setReason(event.target.value)}
            />
            <ProblemAlert error={deed.error} />
          </div>
        </Dialog>
      ) : null}
    </li>
  );
}
