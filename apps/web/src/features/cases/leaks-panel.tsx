import { type Case, writeCase } from '@scenario-lab/contracts/cases';
import { ifMatch, useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ToneTag } from '../../components/status-tag.js';
import { useWords } from '../../i18n/use-words.js';
import { masked } from './masked.js';

type Leak = Case['leaks'][number];
/** Enough around a finding to judge it. */
const around = 16;

/** Words of a case without names that would tell whose it was, each at its place. */
export function LeaksPanel({ one }: { one: Case }) {
  const { t } = useWords();
  const writing = useDeed(writeCase, { headers: () => ifMatch(one.updatedAt) });
  const mask = (leaks: readonly Leak[]) => {
    const { title, lesson } = masked(one, leaks);
    if (!lesson) return;
    const { reasonCode, anonymous } = one;
    writing.mutate({ params: { id: one.id }, body: { title, lesson, reasonCode, anonymous } });
  };
  const may = one.allowed.includes('case.write') && one.lesson !== null;
  return (
    <Panel
      title={t('cases.leaks')}
      extra={
        may ? (
          <Button small pending={writing.isPending} onClick={() => mask(one.leaks)}>
            {t('cases.mask_all')}
          </Button>
        ) : null
      }
    >
      <div className="sl-stack sl-tight">
        <p>{t('cases.leaks_says')}</p>
        <ProblemAlert error={writing.error} />
        <ul className="sl-plain sl-stack sl-tight">
          {one.leaks.map((leak) => (
            <li key={`${leak.field} ${leak.language} ${leak.start}`} className="sl-row sl-spread">
              <span>
                <ToneTag tone="inconclusive">{t(`cases.leak_kind.${leak.kind}`)}</ToneTag>{' '}
                <Found one={one} leak={leak} />
              </span>
              {may ? (
                <Button small pending={writing.isPending} onClick={() => mask([leak])}>
                  {t('cases.mask')}
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  );
}

function Found({ one, leak: { field, language, start, text } }: { one: Case; leak: Leak }) {
  const { t } = useWords();
  const said = one[field]?.[language] ?? '';
  const end = start + text.length;
  return (
    <span lang={language === 'zh' ? 'zh-CN' : 'en'}>
      <span className="sl-muted">{t(field === 'title' ? 'field.title' : 'cases.lesson')}</span>{' '}
      {start > around ? '…' : ''}
      {said.slice(Math.max(0, start - around), start)}
      <mark>{text}</mark>
      {said.slice(end, end + around)}
      {end + around < said.length ? '…' : ''}
    </span>
  );
}
