import './scenario.css';
import { readScenario, type Scenario } from '@scenario-lab/contracts/scenarios';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { Button } from '../../components/button.js';
import { CasesToRead } from '../../components/cases-to-read.js';
import { ConflictNotice } from '../../components/conflict-notice.js';
import { Form } from '../../components/form.js';
import { Notice } from '../../components/notice.js';
import { PageSkeleton } from '../../components/page-skeleton.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { RemarksAtFields } from '../../components/remarks-at-fields.js';
import { TextView } from '../../components/text-view.js';
import { useTitle } from '../../components/use-title.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { ConditionsStep, RouteStep } from './conditions-step.js';
import { CriteriaStep } from './criteria-step.js';
import { DataStep } from './data-step.js';
import { drawnApart, stepOf, wizardSteps } from './field-steps.js';
import { keptDraft } from './kept-draft.js';
import { PaperMarks } from './paper-marks.js';
import { QuestionStep } from './question-step.js';
import { ScenarioStory } from './scenario-story.js';
import { type ScenarioValues, storyOf, unfinishedOf, valuesOf } from './scenario-values.js';
import { StoryStep } from './story-step.js';
import { useAutosave } from './use-autosave.js';

const PreviewStep = lazy(() => import('./preview-step.js').then((file) => ({ default: file.PreviewStep })));

const steps = [...wizardSteps, 'preview'] as const;

export function EditScenarioPage() {
  const { id = '' } = useParams();
  const { data, error, isPending } = useRow(readScenario, { params: { id } });
  if (isPending) return <PageSkeleton />;
  if (error) return <ProblemAlert error={error} />;
  return <Wizard key={data.id} scenario={data} />;
}

function Wizard({ scenario }: { scenario: Scenario }) {
  const { t } = useWords();
  const [form] = Form.useForm<ScenarioValues>();
  const [start] = useState(() => ({ kept: keptDraft(scenario), read: valuesOf(scenario) }));
  const [values, setValues] = useState<ScenarioValues>(start.kept?.values ?? start.read);
  const saving = useAutosave(scenario, form, start.kept);
  const [params, setParams] = useSearchParams();
  const step = steps.find((one) => one === params.get('step')) ?? 'story';
  const at = steps.indexOf(step);
  useTitle(t('scenarios.wizard.title'));
  const { touched } = saving;
  // What an earlier visit could not save is tried again at once.
  useEffect(() => {
    if (start.kept) touched();
  }, [start, touched]);
  // Data that were added on the way are chosen as they come back.
  const added = params.get('data');
  useEffect(() => {
    if (!added) return;
    const had: string[] = form.getFieldValue('datasetIds') ?? start.read.datasetIds ?? [];
    if (!had.includes(added)) {
      form.setFieldValue('datasetIds', [...had, added]);
      setValues({ ...start.read, ...form.getFieldsValue(true) });
      touched();
    }
    setParams({ step: 'data' }, { replace: true });
  }, [added, form, start, touched, setParams]);
  const go = async (to: (typeof steps)[number]) => {
    await saving.save();
    setParams({ step: to }, { replace: true });
    scrollTo({ top: 0 });
  };
  return (
    <div className="sl-stack">
      <header className="sl-stack sl-tight">
        <p className="sl-small">
          <Link to={path.scenario(scenario.id)}>← {t('scenarios.title')}</Link>
        </p>
        <div className="sl-row sl-spread">
          <h1>
            <TextView text={values.title} />
          </h1>
          <SaveLine saving={saving} values={values} />
        </div>
        <ol
          className="wizard-steps"
          aria-label={t('scenarios.wizard.progress', { step: at + 1, of: steps.length })}
        >
          {steps.map((one, index) => (
            <li key={one}>
              <button
                type="button"
                aria-current={one === step ? 'step' : undefined}
                onClick={() => void go(one)}
              >
                <span aria-hidden>{index + 1}</span>
                {t(`scenarios.wizard.step.${one}`)}
              </button>
            </li>
          ))}
        </ol>
      </header>
      {saving.state === 'conflict' ? (
        <ConflictNotice onTheirs={() => void saving.takeTheirs()} onMine={saving.keepMine} />
      ) : null}
      {saving.state === 'failed' ? <ProblemAlert error={saving.error} places={saving.places} /> : null}
      {scenario.remark ? (
        <Notice tone="warn">
          <strong>{t('common.remark_by_lab')}</strong>
          <p>{scenario.remark}</p>
        </Notice>
      ) : null}
      <RemarksAtFields
        thing="scenario"
        id={scenario.id}
        status={scenario.status}
        onGo={(field) => void go(stepOf(field))}
      >
        <div className={step === 'preview' ? undefined : 'wizard'}>
          <Form<ScenarioValues>
            noValidate
            form={form}
            layout="vertical"
            initialValues={start.kept?.values ?? start.read}
            onValuesChange={() => {
              setValues({ ...start.read, ...form.getFieldsValue(true) });
              saving.touched();
            }}
          >
            {step === 'preview' ? null : (
              <p className="sl-muted wizard-help">{t(`scenarios.wizard.help.${step}`)}</p>
            )}
            {drawnApart(step).map((field) => (
              <Form.Told key={field} field={field} />
            ))}
            <PaperMarks scenarioId={scenario.id} step={step} values={values} />
            {step === 'story' || step === 'preview' ? (
              <CasesToRead
                texts={[values.title, values.problem]}
                field={values.field}
                says={t('cases.before_need')}
              />
            ) : null}
            {step === 'story' ? <StoryStep scenarioId={scenario.id} values={values} /> : null}
            {step === 'question' ? <QuestionStep task={values.task} /> : null}
            {step === 'data' ? <DataStep scenarioId={scenario.id} /> : null}
            {step === 'criteria' ? <CriteriaStep values={values} /> : null}
            {step === 'conditions' ? <ConditionsStep siteKnown={values.siteKnown} /> : null}
            {step === 'route' ? <RouteStep values={values} /> : null}
            <Suspense fallback={<PageSkeleton />}>
              {step === 'preview' ? <PreviewStep scenario={scenario} values={values} /> : null}
            </Suspense>
            <p className="sl-row" style={{ marginTop: 8 }}>
              {at > 0 ? (
                <Button onClick={() => void go(steps[at - 1] ?? 'story')}>{t('common.back')}</Button>
              ) : null}
              {at < steps.length - 1 ? (
                <Button tone="primary" onClick={() => void go(steps[at + 1] ?? 'preview')}>
                  {t('common.next')}
                </Button>
              ) : null}
            </p>
          </Form>
          {step === 'preview' ? null : (
            <aside className="wizard-preview sl-stack" aria-label={t('scenarios.wizard.step.preview')}>
              <ScenarioStory story={storyOf(values)} />
            </aside>
          )}
        </div>
      </RemarksAtFields>
    </div>
  );
}

function SaveLine({ saving, values }: { saving: ReturnType<typeof useAutosave>; values: ScenarioValues }) {
  const { t, language } = useWords();
  const { instant } = useFormats();
  const words = {
    dirty: t('scenarios.wizard.unsaved'),
    saving: t('scenarios.wizard.saving'),
    saved: t('scenarios.wizard.saved', { when: instant(saving.savedAt) }),
    failed: t('scenarios.wizard.not_saved'),
    conflict: t('scenarios.wizard.unsaved'),
  };
  const unfinished = unfinishedOf(values)
    .map((one) => t(`scenarios.wizard.unfinished.${one}`))
    .join(language === 'zh' ? '、' : ', ');
  return (
    <span className="wizard-state" role="status">
      {words[saving.state]}
      {unfinished ? (
        <span className="sl-small">{t('scenarios.wizard.kept_here', { what: unfinished })}</span>
      ) : null}
    </span>
  );
}
