import { assessReplication } from '@scenario-lab/contracts/cases';
import { useId, useState } from 'react';
import { useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { Dialog } from '../../components/dialog.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextArea } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { writtenText } from '../../components/written-text.js';
import { useWords } from '../../i18n/use-words.js';

/** How the adopter differs from where it worked: in either language or both. */
export function AssessDeed({ id }: { id: string }) {
  const { t, language } = useWords();
  const base = useId();
  const [open, setOpen] = useState(false);
  const empty = { zh: '', en: '' };
  const [text, setText] = useKept(`assess.${id}`, empty);
  const assessing = useDeed(assessReplication, {
    onSuccess: () => {
      setText(empty);
      setOpen(false);
    },
  });
  const written = writtenText(text);
  const set = (one: 'zh' | 'en', words: string) => {
    setText({ ...text, [one]: words });
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
