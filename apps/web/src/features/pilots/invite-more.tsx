import {
  addressesIn,
  fewestAnswers,
  inviteToSurvey,
  mostLetters,
  type Survey,
} from '@scenario-lab/contracts/pilot-surveys';
import { useId, useState } from 'react';
import { useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { NumberInput, SelectInput } from '../../components/choice-input.js';
import { Notice } from '../../components/notice.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextArea } from '../../components/text-input.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { SurveyLinks } from './survey-links.js';

interface InviteMoreProps {
  pilotId: string;
  survey: Survey;
  /** Whether the lab sends mail. */
  mail: boolean;
}

/** A round of a survey: letters to addresses, which are not kept here either, or links to hand out. */
export function InviteMore({ pilotId, survey, mail }: InviteMoreProps) {
  const { t } = useWords();
  const { count } = useFormats();
  const ids = { by: useId(), addresses: useId(), file: useId(), links: useId(), sampling: useId() };
  const [by, setBy] = useState<'mail' | 'links'>(mail ? 'mail' : 'links');
  const [pasted, setPasted] = useState('');
  const [asked, setAsked] = useState<number | null>(null);
  const [sampling, setSampling] = useState('');
  const [done, setDone] = useState<{ letters: number; links: string[] } | null>(null);
  const addresses = addressesIn(pasted);
  const first = survey.invited === 0;
  const inviting = useDeed(inviteToSurvey, {
    onSuccess: ({ links }) => {
      setDone({ letters: by === 'mail' ? addresses.length : 0, links });
      setPasted('');
      setAsked(null);
      setSampling('');
    },
  });
  const some =
    by === 'mail' ? addresses.length >= fewestAnswers && addresses.length <= mostLetters : asked !== null;
  const whole = some && (first || sampling.trim().length >= 10);
  const open = async (file: File | undefined) => {
    if (file) setPasted(await file.text());
  };
  return (
    <details className="sl-stack" open={first || done !== null || undefined}>
      <summary>{t(first ? 'acceptance.letters.first' : 'acceptance.letters.more')}</summary>
      {done ? (
        <Notice>
          {done.links.length > 0 ? (
            <>
              <p>{t('acceptance.surveys.links_once')}</p>
              <SurveyLinks links={done.links} />
            </>
          ) : (
            <p role="status">{t('acceptance.letters.posted', { shown: count(done.letters) })}</p>
          )}
        </Notice>
      ) : null}
      <form
        className="acceptance-form"
        onSubmit={(event) => {
          event.preventDefault();
          inviting.mutate({
            params: { id: pilotId, surveyId: survey.id },
            body: {
              ...(by === 'mail' ? { addresses, links: null } : { addresses: null, links: asked }),
              sampling: sampling.trim() || null,
            },
          });
        }}
      >
        {mail ? (
          <div>
            <label htmlFor={ids.by}>{t('acceptance.letters.by')}</label>
            <SelectInput
              id={ids.by}
              value={by}
              options={(['mail', 'links'] as const).map((one) => ({
                value: one,
                label: t(`acceptance.letters.way.${one}`),
              }))}
              onChange={(value) => setBy(value === 'links' ? 'links' : 'mail')}
            />
          </div>
        ) : (
          <p className="sl-muted sl-small">{t('acceptance.letters.no_mail')}</p>
        )}
        {by === 'mail' ? (
          <>
            <div>
              <label htmlFor={ids.addresses}>{t('acceptance.letters.addresses')}</label>
              <TextArea
                id={ids.addresses}
                rows={4}
                maxLength={130_000}
                value={pasted}
                spellCheck={false}
                autoComplete="off"
                onChange={(event) => setPasted(event.target.value)}
              />
              <p className="sl-muted sl-small">
                {t('acceptance.letters.addresses_help', {
                  fewest: count(fewestAnswers),
                  most: count(mostLetters),
                })}{' '}
                <strong role="status">
                  {t('acceptance.letters.found', { count: addresses.length, shown: count(addresses.length) })}
                </strong>
              </p>
            </div>
            <div>
              <label htmlFor={ids.file}>{t('acceptance.letters.file')}</label>
              <input
                id={ids.file}
                type="file"
                accept=".csv,.txt,text/csv,text/plain"
                onChange={(event) => {
                  void open(event.target.files?.[0]);
                  event.target.value = '';
                }}
              />
            </div>
            <p className="sl-muted sl-small">{t('acceptance.letters.says')}</p>
          </>
        ) : (
          <div>
            <label htmlFor={ids.links}>{t('acceptance.letters.links')}</label>
            <NumberInput id={ids.links} min={1} max={mostLetters} value={asked} onChange={setAsked} />
          </div>
        )}
        {first ? null : (
          <div>
            <label htmlFor={ids.sampling}>{t('acceptance.letters.sampling')}</label>
            <TextArea
              id={ids.sampling}
              rows={2}
              maxLength={1_000}
              value={sampling}
              onChange={(event) => setSampling(event.target.value)}
            />
            <p className="sl-muted sl-small">{t('acceptance.surveys.sampling_help')}</p>
          </div>
        )}
        <ProblemAlert error={inviting.error} />
        <div>
          <Button submit pending={inviting.isPending} disabled={!whole}>
            {t(by === 'mail' ? 'acceptance.letters.send' : 'acceptance.surveys.go')}
          </Button>
        </div>
      </form>
    </details>
  );
}
