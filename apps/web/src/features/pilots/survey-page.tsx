import './acceptance.css';
import {
  answerSurvey,
  lookUpSurvey,
  surveyQuestions,
  withdrawAddress,
} from '@scenario-lab/contracts/pilot-surveys';
import type { Answer } from '@scenario-lab/contracts/route';
import { useEffect, useId, useState } from 'react';
import { useLocation } from 'react-router';
import { useDeed } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { FormPage } from '../../components/form-page.js';
import { Notice } from '../../components/notice.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { TextArea, TextInput } from '../../components/text-input.js';
import { useFormats } from '../../i18n/format.js';
import { useWords, wordFor } from '../../i18n/use-words.js';

type Asked = Answer<typeof lookUpSurvey>;

/** Few questions, no name. The link stands behind `#` in the address and travels in bodies alone. */
export function SurveyPage() {
  const { t } = useWords();
  const { hash } = useLocation();
  const link = decodeURIComponent(hash.slice(1));
  const [asked, setAsked] = useState<Asked | null>(null);
  const [done, setDone] = useState(false);
  const { mutate, error, isPending } = useDeed(lookUpSurvey, { onSuccess: setAsked });
  useEffect(() => {
    setAsked(null);
    setDone(false);
    if (link.length >= 10) mutate({ body: { link } });
  }, [link, mutate]);
  const back = { to: path.home(), label: t('tickets.report.back') };
  if (done)
    return (
      <FormPage title={t('acceptance.survey.thanks')} back={back}>
        <p role="status">{t('acceptance.survey.thanks_says')}</p>
      </FormPage>
    );
  return (
    <FormPage title={t('acceptance.survey.title')} lead={t('acceptance.survey.lead')} back={back}>
      {asked ? (
        <>
          <Sheet link={link} asked={asked} onDone={() => setDone(true)} />
          {asked.audience === 'staff' ? <Withdraw link={link} /> : null}
        </>
      ) : isPending ? (
        <p role="status">{t('common.loading')}</p>
      ) : (
        <Notice tone="warn">{t(error ? 'acceptance.survey.gone' : 'acceptance.survey.no_link')}</Notice>
      )}
    </FormPage>
  );
}

function Sheet({ link, asked, onDone }: { link: string; asked: Asked; onDone: () => void }) {
  const { t } = useWords();
  const { text, day } = useFormats();
  const ids = { words: useId(), website: useId() };
  // On a machine many may use: nothing of it stays behind.
  const [answers, setAnswers] = useState<Record<string, number | null>>({});
  const [words, setWords] = useState('');
  const [website, setWebsite] = useState('');
  const sending = useDeed(answerSurvey, { onSuccess: onDone });
  const some = Object.values(answers).some((level) => level !== null);
  return (
    <form
      className="survey-sheet"
      onSubmit={(event) => {
        event.preventDefault();
        sending.mutate({ body: { link, answers, words: words.trim() || null, website } });
      }}
    >
      <p>
        <strong>{text(asked.scenario)}</strong>
        <br />
        <span className="sl-muted">
          {t('acceptance.survey.by', { name: text(asked.department), day: day(asked.until) })}
        </span>
      </p>
      <Notice>{t(`acceptance.survey.private.${asked.audience}`)}</Notice>
      {surveyQuestions[asked.audience].map(({ id }) => (
        <fieldset key={id} className="acceptance-part">
          <legend>{wordFor(`acceptance.question.${asked.audience}`, id)}</legend>
          <div className="score">
            {[1, 2, 3, 4, 5, null].map((level) => (
              <label key={level ?? 'none'}>
                <input
                  type="radio"
                  name={id}
                  checked={id in answers && answers[id] === level}
                  onChange={() => setAnswers({ ...answers, [id]: level })}
                />
                {level === null
                  ? t('acceptance.survey.no_opinion')
                  : wordFor('acceptance.level', String(level))}
              </label>
            ))}
          </div>
        </fieldset>
      ))}
      <div>
        <label htmlFor={ids.words}>{t('acceptance.survey.words')}</label>
        <TextArea
          id={ids.words}
          rows={3}
          maxLength={1_000}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <p className="sl-muted sl-small">{t('acceptance.survey.words_help')}</p>
      </div>
      <div className="survey-trap">
        <label htmlFor={ids.website}>{t('tickets.report.website')}</label>
        <TextInput
          id={ids.website}
          tabIndex={-1}
          autoComplete="off"
          value={website}
          onChange={(event) => setWebsite(event.target.value)}
        />
      </div>
      <ProblemAlert error={sending.error} />
      <div>
        <Button tone="primary" submit pending={sending.isPending} disabled={!some}>
          {t('acceptance.survey.send')}
        </Button>
      </div>
    </form>
  );
}

/** For whom the link came by mail: the address goes, the link still answers. */
function Withdraw({ link }: { link: string }) {
  const { t } = useWords();
  const { mutate, isPending, isSuccess, error } = useDeed(withdrawAddress);
  if (isSuccess) return <p role="status">{t('acceptance.survey.withdrawn')}</p>;
  return (
    <section className="sl-stack sl-tight">
      <p className="sl-muted sl-small">{t('acceptance.survey.by_mail')}</p>
      {error ? <Notice tone="warn">{t('acceptance.survey.no_address')}</Notice> : null}
      <div>
        <Button pending={isPending} onClick={() => mutate({ body: { link } })}>
          {t('acceptance.survey.withdraw')}
        </Button>
      </div>
    </section>
  );
}
