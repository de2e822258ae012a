import './certificates.css';
import { urlOf } from '@scenario-lab/contracts/call';
import { listKeys } from '@scenario-lab/contracts/certificates';
import { reportText } from '@scenario-lab/contracts/envelope';
import { downloadStatusList } from '@scenario-lab/contracts/status-list';
import { type DragEvent, useId, useState } from 'react';
import { useSearchParams } from 'react-router';
import { client, useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { FormPage } from '../../components/form-page.js';
import { Icon } from '../../components/icon.js';
import { Notice } from '../../components/notice.js';
import { TextArea, TextInput } from '../../components/text-input.js';
import { useWords } from '../../i18n/use-words.js';
import { isPublicKey, isSound, judge } from './verify.js';
import { VerifyAnswer } from './verify-answer.js';
import { ByNumber, useNumbered } from './verify-by-number.js';

/** Drop a file, read one sentence. Everything happens in the reader's browser. */
export function VerifyPage() {
  const { t } = useWords();
  const keys = useRow(listKeys, {});
  const ids = { key: useId(), paste: useId() };
  const [params, setParams] = useSearchParams();
  const number = params.get('number');
  const numbered = useNumbered(number);
  const [given, setGiven] = useState<string | null>(null);
  const text = given ?? numbered.text;
  const [pasted, setPasted] = useState('');
  const [own, setOwn] = useState('');
  const key = own.trim();
  const badKey = key !== '' && !isPublicKey(key);
  const published = keys.data ?? [];
  const ownDates = published.find(({ publicKey }) => publicKey === key);
  // The reader's key decides who is believed; what this site says of its dates can only take belief away.
  const trusted = key ? [ownDates ?? key] : published;
  const ready = !badKey && trusted.length > 0;
  const answer = text !== null && ready ? judge(text, trusted) : null;
  return (
    <FormPage
      title={t('certificates.check.title')}
      lead={t('certificates.check.lead')}
      back={{ to: path.certificates(), label: t('certificates.title') }}
    >
      <div className="sl-stack">
        {answer ? (
          <VerifyAnswer
            answer={answer}
            by={key ? 'own' : 'site'}
            siteKnows={
              key !== '' &&
              answer.result === 'unknown_key' &&
              text !== null &&
              isSound(judge(text, published))
            }
          />
        ) : null}
        {keys.error && !key ? <Notice tone="warn">{t('certificates.check.no_keys')}</Notice> : null}
        <ByNumber
          key={number}
          number={number}
          state={given === null ? numbered : null}
          onNumber={(next) => {
            setGiven(null);
            setParams(next ? { number: next } : {}, { replace: true });
          }}
        />
        <FileDrop
          label={t(answer ? 'certificates.check.another' : 'certificates.check.drop')}
          onText={(file) => setGiven(file ?? '')}
        />
        <div>
          <label htmlFor={ids.key}>{t('certificates.check.own_key')}</label>
          <TextInput
            id={ids.key}
            value={own}
            maxLength={100}
            spellCheck={false}
            autoComplete="off"
            aria-invalid={badKey}
            aria-describedby={`${ids.key}-help`}
            onChange={(event) => setOwn(event.target.value)}
          />
          <p id={`${ids.key}-help`} className="sl-muted sl-small">
            {badKey ? (
              <span role="alert" style={{ color: 'var(--fail)' }}>
                {t('certificates.check.bad_key')}{' '}
              </span>
            ) : null}
            {t('certificates.check.own_key_help')}
          </p>
        </div>
        <div className="sl-stack sl-tight">
          <label htmlFor={ids.paste}>{t('certificates.check.or_paste')}</label>
          <TextArea
            id={ids.paste}
            value={pasted}
            rows={4}
            spellCheck={false}
            onChange={(event) => setPasted(event.target.value)}
          />
          <Button disabled={pasted.trim() === '' || !ready} onClick={() => setGiven(pasted)}>
            {t('certificates.check.button')}
          </Button>
        </div>
        <p className="sl-muted sl-small verify-offline">
          {t('certificates.check.offline')}{' '}
          <a href={client.baseUrl + urlOf(downloadStatusList, {})} download>
            {t('certificates.check.offline_list')}
          </a>
        </p>
      </div>
    </FormPage>
  );
}

function FileDrop({ label, onText }: { label: string; onText: (text: string | null) => void }) {
  const [over, setOver] = useState(false);
  const read = async (file: File | undefined) => {
    if (file) onText(reportText(new Uint8Array(await file.arrayBuffer())));
  };
  const hover = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  return (
    <label
      className={`verify-drop${over ? ' verify-over' : ''}`}
      onDragEnter={hover}
      onDragOver={hover}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void read(event.dataTransfer.files[0]);
      }}
    >
      <Icon name="file" />
      <strong>{label}</strong>
      <input
        className="sl-visually-hidden"
        type="file"
        accept=".json,application/json"
        onChange={(event) => {
          void read(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
    </label>
  );
}
