import { type Audience, audiences, openSurvey } from '@scenario-lab/contracts/pilot-surveys';
import type { Pilot } from '@scenario-lab/contracts/pilots';
import { useId, useState } from 'react';
import { useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { DayInput, NumberInput, SelectInput } from '../../components/choice-input.js';
import { Notice } from '../../components/notice.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextArea } from '../../components/text-input.js';
import { useKept } from '../../components/use-kept.js';
import { useWords } from '../../i18n/use-words.js';
import { SurveyLinks } from './survey-links.js';

interface Asked {
  audience: Audience;
  sampling: string;
  population: number | null;
  invited: number | null;
  until: string | null;
  /** The lab mails the links, once it is open. */
  mailed: boolean;
}
const blank: Asked = {
  audience: 'staff',
  sampling: '',
  population: null,
  invited: null,
  until: null,
  mailed: false,
};

/** Whom to ask and how they were chosen; links for staff are shown once. */
export function OpenSurvey({ pilot, mail }: { pilot: Pilot; mail: boolean }) {
  const { t } = useWords();
  const ids = {
    audience: useId(),
    mailed: useId(),
    sampling: useId(),
    population: useId(),
    invited: useId(),
    until: useId(),
  };
  const [asked, setAsked] = useKept<Asked>(`survey.${pilot.id}`, blank);
  const [links, setLinks] = useState<string[]>([]);
  const set = (some: Partial<Asked>) => setAsked({ ...asked, ...some });
  const opening = useDeed(openSurvey, {
    onSuccess: (answer) => {
      setLinks(answer.links);
      setAsked(blank);
    },
  });
  const { audience, sampling, population, invited, until } = asked;
  const staff = audience === 'staff';
  const mailed = mail && asked.mailed && staff;
  const whole = sampling.trim().length >= 10 && until !== null && (!staff || mailed || invited !== null);
  return (
    <details className="sl-stack" open={links.length > 0 || undefined}>
      <summary>{t('acceptance.surveys.new')}</summary>
      {links.length > 0 ? (
        <Notice>
          <p>{t(links.length > 1 ? 'acceptance.surveys.links_once' : 'acceptance.surveys.link_made')}</p>
          <SurveyLinks links={links} />
        </Notice>
      ) : null}
      <form
        className="acceptance-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!until) return;
          opening.mutate({
            params: { id: pilot.id },
            body: { audience, sampling, population, invited: mailed ? 0 : staff ? invited : null, until },
          });
        }}
      >
        <p className="sl-muted sl-small">{t('acceptance.surveys.who_says')}</p>
        <div>
          <label htmlFor={ids.audience}>{t('acceptance.surveys.asked')}</label>
          <SelectInput
            id={ids.audience}
            value={audience}
            options={audiences.map((one) => ({ value: one, label: t(`acceptance.surveys.audience.${one}`) }))}
            onChange={(value) => set({ audience: audiences.find((one) => one === value) ?? 'staff' })}
          />
        </div>
        {staff && mail ? (
          <div>
            <label htmlFor={ids.mailed}>{t('acceptance.letters.by')}</label>
            <SelectInput
              id={ids.mailed}
              value={asked.mailed ? 'mail' : 'links'}
              options={(['links', 'mail'] as const).map((one) => ({
                value: one,
                label: t(`acceptance.letters.way.${one}`),
              }))}
              onChange={(value) => set({ mailed: value === 'mail' })}
            />
            {asked.mailed ? (
              <p className="sl-muted sl-small">{t('acceptance.letters.after_opening')}</p>
            ) : null}
          </div>
        ) : null}
        {staff && !mail ? <p className="sl-muted sl-small">{t('acceptance.letters.no_mail')}</p> : null}
        <div>
          <label htmlFor={ids.sampling}>{t('acceptance.surveys.sampling')}</label>
          <TextArea
            id={ids.sampling}
            rows={2}
            maxLength={2_000}
            value={sampling}
            onChange={(event) => set({ sampling: event.target.value })}
          />
          <p className="sl-muted sl-small">{t('acceptance.surveys.sampling_help')}</p>
        </div>
        <div className="lines-row">
          {staff && !mailed ? (
            <div>
              <label htmlFor={ids.invited}>{t('acceptance.surveys.invited')}</label>
              <NumberInput
                id={ids.invited}
                min={1}
                max={500}
                value={invited}
                onChange={(value) => set({ invited: value })}
              />
            </div>
          ) : null}
          <div>
            <label htmlFor={ids.population}>{t('acceptance.surveys.population')}</label>
            <NumberInput
              id={ids.population}
              min={1}
              value={population}
              onChange={(value) => set({ population: value })}
            />
          </div>
          <div>
            <label htmlFor={ids.until}>{t('acceptance.surveys.until')}</label>
            <DayInput id={ids.until} value={until} onChange={(value) => set({ until: value })} />
          </div>
        </div>
        <ProblemAlert error={opening.error} />
        <div>
          <Button submit pending={opening.isPending} disabled={!whole}>
            {t(mailed ? 'acceptance.letters.open' : 'acceptance.surveys.go')}
          </Button>
        </div>
      </form>
    </details>
  );
}
