import { listKeys } from '@scenario-lab/contracts/certificates';
import { readSandboxState } from '@scenario-lab/contracts/lab';
import { Link } from 'react-router';
import { useRow } from '../../app/api.js';
import { path } from '../../app/paths.js';
import { CopyLink } from '../../components/copy-link.js';
import { IntervalBar } from '../../components/interval-bar.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { ToneTag } from '../../components/status-tag.js';
import { TextView } from '../../components/text-view.js';
import { useTitle } from '../../components/use-title.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';

const parts = ['exam', 'splits', 'interval', 'verdict', 'looks', 'sandbox', 'review', 'trust'] as const;

/** How a number comes about here, in words; the sandbox as it stands and the keys reports are signed with. */
export function AboutMethodPage() {
  const { t } = useWords();
  useTitle(t('about_method.title'));
  return (
    <div className="object-columns">
      <article className="sl-stack sl-reading">
        <h1>{t('about_method.title')}</h1>
        <p>{t('about_method.lead')}</p>
        {parts.map((part) => (
          <section key={part}>
            <h2>{t(`about_method.part.${part}.title`)}</h2>
            <p>{t(`about_method.part.${part}.text`)}</p>
            {part === 'verdict' ? <Example /> : null}
          </section>
        ))}
        <p className="sl-row">
          <Link to={path.benchmarks()}>{t('shell.entry.benchmarks')}</Link>
          <Link to={path.verify()}>{t('shell.entry.verify')}</Link>
        </p>
      </article>
      <aside className="sl-stack">
        <SandboxPanel />
        <KeysPanel />
      </aside>
    </div>
  );
}

/** Three results against one threshold: the same figure means different things with different certainty. */
const examples = [
  { verdict: 'pass', value: 10.8, interval: { lower: 10.1, upper: 11.5 } },
  { verdict: 'inconclusive', value: 10.8, interval: { lower: 8.9, upper: 12.8 } },
  { verdict: 'fail', value: 13.4, interval: { lower: 12.6, upper: 14.2 } },
] as const;

function Example() {
  const { t } = useWords();
  return (
    <div className="sl-panel sl-stack" style={{ marginTop: 8 }}>
      <p>{t('about_method.example.title')}</p>
      {examples.map(({ verdict, value, interval }) => (
        <div key={verdict}>
          <IntervalBar
            name={t('about_method.example.name')}
            value={value}
            interval={interval}
            threshold={12}
            direction="at_most"
            unit="µg/m³"
            verdict={verdict}
          />
          <p className="sl-muted sl-small">{t(`about_method.example.${verdict}`)}</p>
        </div>
      ))}
    </div>
  );
}

function SandboxPanel() {
  const { t } = useWords();
  const { data, error } = useRow(readSandboxState, {});
  return (
    <Panel title={t('about_method.sandbox_now')}>
      <ProblemAlert error={error} />
      {data ? (
        <div className="sl-stack sl-tight">
          <p className="sl-row">
            <ToneTag tone={data.available ? 'pass' : 'fail'}>
              {t(data.available ? 'about_method.sandbox_ok' : 'about_method.sandbox_not')}
            </ToneTag>
            {data.level ? <span>{t(`taxonomy.level.${data.level}`)}</span> : null}
            <span className="sl-muted">{t('about_method.workers', { count: data.workers })}</span>
          </p>
          {data.reasons.map((reason) => (
            <div key={reason.code}>
              <p>
                <TextView text={reason} />
              </p>
              <p className="sl-muted sl-small">
                {t('about_method.remedy')}
                {t('common.colon')}
                <TextView text={reason.remedy} />
              </p>
            </div>
          ))}
        </div>
      ) : null}
    </Panel>
  );
}

function KeysPanel() {
  const { t } = useWords();
  const { day } = useFormats();
  const { data, error } = useRow(listKeys, {});
  return (
    <Panel title={t('about_method.keys')}>
      <div className="sl-stack sl-tight">
        <p className="sl-muted sl-small">{t('about_method.keys_says')}</p>
        <ProblemAlert error={error} />
        {(data ?? []).map((key) => (
          <div key={key.keyId}>
            <code>{key.keyId}</code>
            <p className="sl-small">
              <code>{key.publicKey}</code>
            </p>
            <p className="sl-row sl-spread sl-muted sl-small">
              {key.until
                ? t('about_method.key_until', { from: day(key.from), until: day(key.until) })
                : t('about_method.key_from', { from: day(key.from) })}
              {key.compromisedSince ? (
                <ToneTag tone="fail">
                  {t('about_method.key_compromised', { since: day(key.compromisedSince) })}
                </ToneTag>
              ) : null}
              <CopyLink text={key.publicKey} label={t('common.copy')} />
            </p>
          </div>
        ))}
      </div>
    </Panel>
  );
}
