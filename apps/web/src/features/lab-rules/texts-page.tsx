import './lab-rules.css';
import { editTexts, type LabTexts, readTexts } from '@scenario-lab/contracts/lab-rules';
import { type FormEvent, useId } from 'react';
import { Link } from 'react-router';
import { useDeed, useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { useMe } from '../../app/session.js';
import { BilingualInput } from '../../components/bilingual-field.js';
import { Button } from '../../components/button.js';
import { keep } from '../../components/kept.js';
import { Panel } from '../../components/object-page.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ProseView } from '../../components/prose-view.js';
import { useKept } from '../../components/use-kept.js';
import { useTitle } from '../../components/use-title.js';
import { useWords } from '../../i18n/use-words.js';

/** What the lab says of itself to everybody: three texts and no other, in both languages, as they will be seen. */
export function TextsPage() {
  const { t } = useWords();
  useTitle(t('lab_rules.texts.title'));
  const { data, error, isPending } = useRow(readTexts, {});
  // Above the fields, which begin anew with what was saved: that it was saved is said all the same.
  const saving = useDeed(editTexts, { onSuccess: () => keep('lab-texts', null) });
  return (
    <div className="sl-stack">
      <header>
        <h1>{t('lab_rules.texts.title')}</h1>
        <p className="sl-muted">
          {t('lab_rules.texts.lead')} <Link to={path.service()}>{t('lab_rules.texts.see')}</Link>
        </p>
      </header>
      <ProblemAlert error={error} />
      {isPending ? <PageSkeleton /> : null}
      {data ? <Fields key={JSON.stringify(data)} texts={data} saving={saving} /> : null}
    </div>
  );
}

const kinds = [
  { key: 'note', rows: 2, most: 300 },
  { key: 'service', rows: 10, most: 20_000 },
  { key: 'contact', rows: 4, most: 2_000 },
] as const;

type Saving = ReturnType<typeof useDeed<typeof editTexts>>;
type Said = Record<keyof LabTexts, { zh: string; en: string }>;

const written = ({ zh, en }: { zh: string; en: string }) =>
  zh.trim() || en.trim()
    ? { ...(zh.trim() ? { zh: zh.trim() } : {}), ...(en.trim() ? { en: en.trim() } : {}) }
    : null;

function Fields({ texts, saving }: { texts: LabTexts; saving: Saving }) {
  const { t } = useWords();
  const { may } = useMe();
  const field = useId();
  const changes = may('lab.edit_texts');
  const read = Object.fromEntries(
    kinds.map(({ key }) => [key, { zh: texts[key]?.zh ?? '', en: texts[key]?.en ?? '' }]),
  ) as Said;
  const [said, setSaid] = useKept<Said>('lab-texts', read);
  const saved = saving.isSuccess && JSON.stringify(said) === JSON.stringify(read);
  const send = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate({
      body: {
        note: written(said.note),
        service: written(said.service),
        contact: written(said.contact),
      },
    });
  };
  return (
    <form className="sl-stack" onSubmit={send}>
      {kinds.map(({ key, rows, most }) => (
        <Panel key={key} title={t(`lab_rules.texts.${key}`)}>
          <div className="sl-stack sl-tight">
            <label htmlFor={`${field}-${key}`} className="sl-muted sl-small">
              {t(`lab_rules.texts.${key}_says`)}
            </label>
            {changes ? (
              <BilingualInput
                id={`${field}-${key}`}
                rows={rows}
                maxLength={most}
                value={said[key]}
                onChange={(text) => setSaid({ ...said, [key]: { zh: text.zh ?? '', en: text.en ?? '' } })}
              />
            ) : null}
            <Preview text={said[key]} />
          </div>
        </Panel>
      ))}
      <ProblemAlert error={saving.error} />
      {changes ? (
        <p className="sl-row">
          <Button submit tone="primary" pending={saving.isPending}>
            {t('common.save')}
          </Button>
          {saved ? <span role="status">{t('lab_rules.saved')}</span> : null}
        </p>
      ) : (
        <p className="sl-muted">{t('lab_rules.admin_only')}</p>
      )}
    </form>
  );
}

/** Each language as its reader sees it; a language that is missing is shown in the other, with its mark. */
function Preview({ text }: { text: { zh: string; en: string } }) {
  const { t } = useWords();
  const given = (['zh', 'en'] as const).filter((language) => text[language].trim());
  if (given.length === 0) return <p className="sl-muted sl-small">{t('lab_rules.texts.nothing')}</p>;
  return (
    <>
      <p className="sl-muted sl-small">{t('lab_rules.texts.preview')}</p>
      <div className="form-pair lab-rules-pair">
        {given.map((language) => (
          <div key={language} className="sl-panel">
            <ProseView text={{ [language]: text[language] }} />
          </div>
        ))}
      </div>
      {given.length === 1 ? (
        <p className="sl-small">{t(given[0] === 'zh' ? 'lab_rules.texts.no_en' : 'lab_rules.texts.no_zh')}</p>
      ) : null}
    </>
  );
}
