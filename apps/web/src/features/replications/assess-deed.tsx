import { assessReplication } from '@scenario-lab/contracts/cases';
import { useId, useState } from 'react';
import { useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { keep, readKept } from '../../components/kept.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextArea } from '../../components/text-input.js';
import { writtenText } from '../../components/written-text.js';
import { useWords } from '../../i18n/use-words.js';

/** How the adopter differs from where it worked: in either language or both. */
export function AssessDeed({ id }: { id: string }) {
  const { t, language } = useWords();
  const base = useId();
  const key = `assess.${id}`;
  const [open, setOpen] = useState(false);
  const [text, setText] = useState<{ zh: string; en: string }>(() => {
    const kept = readKept(key);
    const empty = { zh: '', en: '' };
    return typeof kept === 'object' && kept !== null ? { ...empty, ...kept } : empty;
  });
  const assessing = useDeed(assessReplication, {
    onSuccess: () => {
      keep(key, null);
      setOpen(false);
    },
  });
  const written = writtenText(text);
  const set = (one: 'zh' | 'en', words: string) => {
    const next = { ...text, [one]: words };
    setText(next);
    keep(key, next);
  };
  const label = t('deed.replication.assess.label');
  return (
    <div>
      <Button tone="primary" onClick={() => setOpen(true)}>
        {label}
      </Button>
      {open ? (
        <Dialog
          title={label}
          okText={label}
          okDisabled={!written}
          pending={assessing.isPending}
          onOk={() => {
            if (written) assessing.mutate({ params: { id }, body: { contextDifference: written } });
          }}
          onCancel={() => {
            setOpen(false);
            assessing.reset();
          }}
        >
          <div className="sl-stack sl-tight">
            <p>{t('deed.replication.assess.says')}</p>
            <p className="sl-muted sl-small">{t('replications.difference_help')}</p>
            {(language === 'zh' ? (['zh', 'en'] as const) : (['en', 'zh'] as const)).map((one) => (
              <div key={one}>
                <label htmlFor={`${base}-${one}`}>
                  {t('replications.difference')} · {t(`common.in_${one}`)}
                </label>
                <TextArea
                  id={`${base}-${one}`}
                  rows={5}
                  maxLength={20_000}
                  lang={one === 'zh' ? 'zh-CN' : 'en'}
                  value={text[one]}
                  onChange={(event) => set(one, event.target.value)}
                />
              </div>
            ))}
            <ProblemAlert error={assessing.error} />
          </div>
        </Dialog>
      ) : null}
    </div>
  );
}
