import { issueSiteToken, type Pilot, revokeSiteToken } from '@scenario-lab/contracts/pilots';
import { useId, useState } from 'react';
import { useDeed } from '../../app/api.js';
import { Button } from '../../components/button.js';
import { SelectInput } from '../../components/choice-input.js';
import { CopyLink } from '../../components/copy-link.js';
import { Dialog } from '../../components/dialog.js';
import { Panel } from '../../components/object-page.js';
import { ProblemAlert } from '../../components/problem-alert.js';
import { SecretView } from '../../components/secret-view.js';
import { ToneTag } from '../../components/status-tag.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { useAhead } from './point-marks.js';

/** What a site sends, as one would type it at a shell. */
export function curlOf(origin: string, secret: string, criterion: string): string {
  const body = JSON.stringify({ points: [{ criterion, at: '2026-07-01T08:00:00+08:00', value: 0.81 }] });
  return [
    `curl -X POST ${origin}/api/observations \\`,
    `  -H 'Authorization: Bearer ${secret}' \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -d '${body}'`,
  ].join('\n');
}

/** What a program or collector of OpenTelemetry is told, as its environment has it. */
function otlpOf(origin: string, secret: string): string {
  return [
    `OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=${origin}/api/otlp/v1/metrics`,
    'OTEL_EXPORTER_OTLP_METRICS_PROTOCOL=http/protobuf',
    `OTEL_EXPORTER_OTLP_METRICS_HEADERS=authorization=Bearer%20${secret}`,
  ].join('\n');
}

/** The same by MQTT; the password is the token, the user's name says nothing. */
function mqttOf(host: string, { port, tls }: NonNullable<Pilot['mqtt']>, secret: string, criterion: string) {
  const by = tls ? ' --tls-use-os-certs' : '';
  return `mosquitto_pub -h ${host} -p ${port}${by} -q 1 -u site -P '${secret}' -t 'kpi/${criterion}' -m '{"at": "${new Date().toISOString().slice(0, 19)}Z", "value": 0.5}'`;
}

/** Tokens of the sites; they belong to the department, so that its meters and nobody else's count. */
export function SiteTokens({ pilot }: { pilot: Pilot }) {
  const { t } = useWords();
  const { ago, day } = useFormats();
  const ahead = useAhead();
  const field = useId();
  const [site, setSite] = useState(pilot.sites[0] ?? null);
  const [secret, setSecret] = useState<string | null>(null);
  const [leaving, setLeaving] = useState<Pilot['tokens'][number] | null>(null);
  const issuing = useDeed(issueSiteToken, { onSuccess: (token) => setSecret(token.secret) });
  const revoking = useDeed(revokeSiteToken, { onSuccess: () => setLeaving(null) });
  const issues = pilot.allowed.includes('pilot.issue_token');
  if (!issues && pilot.tokens.length === 0) return null;
  const curl = secret ? curlOf(location.origin, secret, pilot.kpis[0]?.criterion.id ?? 'mae') : null;
  return (
    <Panel title={t('pilots.tokens')}>
      <div className="sl-stack">
        <p className="sl-muted sl-small">{t('pilots.tokens_says')}</p>
        {pilot.tokens.length === 0 ? <p className="sl-muted">{t('pilots.no_tokens')}</p> : null}
        <ul className="sl-plain sl-stack sl-tight">
          {pilot.tokens.map((token) => (
            <li key={token.id} className="sl-row sl-spread">
              <span>
                {token.site}{' '}
                <span className="sl-muted sl-small">
                  {t('pilots.token_since', { day: day(token.createdAt) })} ·{' '}
                  {token.lastUsedAt
                    ? t('pilots.token_used', { when: ago(token.lastUsedAt) })
                    : t('pilots.token_unused')}
                </span>
                {token.clockAhead === null ? null : (
                  <>
                    {' '}
                    <ToneTag tone="inconclusive">
                      {t('quarantine.clock_fast', { ahead: ahead(token.clockAhead) })}
                    </ToneTag>
                  </>
                )}
                {token.clockBehind === null ? null : (
                  <>
                    {' '}
                    <ToneTag tone="inconclusive">
                      {t('quarantine.clock_slow', { behind: ahead(token.clockBehind) })}
                    </ToneTag>
                  </>
                )}
                {token.ended ? (
                  <>
                    {' '}
                    <ToneTag tone="fail">{t('pilots.token_ended')}</ToneTag>
                  </>
                ) : null}
                {token.fault ? (
                  <span className="sl-muted sl-small site-fault">
                    {t('quarantine.refused', {
                      when: ago(token.fault.at),
                      topic: token.fault.topic,
                      why: t(`quarantine.fault.${token.fault.code}`),
                    })}
                  </span>
                ) : null}
              </span>
              {issues ? (
                <Button small tone="danger" onClick={() => setLeaving(token)}>
                  {t('pilots.revoke_token')}
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
        {secret && curl ? (
          <div className="sl-stack sl-tight">
            <SecretView says={t('pilots.secret_once')} secret={secret} />
            <p className="sl-small">{t('pilots.curl_says')}</p>
            <pre className="pilot-curl">{curl}</pre>
            <div>
              <CopyLink text={curl} label={t('pilots.copy_curl')} />
            </div>
            <details>
              <summary>{t('quarantine.otlp')}</summary>
              <p className="sl-small">{t('quarantine.otlp_says')}</p>
              <pre className="pilot-curl">{otlpOf(location.origin, secret)}</pre>
            </details>
            {pilot.mqtt ? (
              <details>
                <summary>{t('quarantine.mqtt')}</summary>
                <p className="sl-small">{t('quarantine.mqtt_says')}</p>
                <pre className="pilot-curl">
                  {mqttOf(location.hostname, pilot.mqtt, secret, pilot.kpis[0]?.criterion.id ?? 'mae')}
                </pre>
              </details>
            ) : null}
          </div>
        ) : null}
        {issues ? (
          <form
            className="record-line"
            onSubmit={(event) => {
              event.preventDefault();
              if (site) issuing.mutate({ params: { id: pilot.id }, body: { site } });
            }}
          >
            <div>
              <label htmlFor={field}>{t('pilots.site')}</label>
              <SelectInput
                id={field}
                value={site}
                onChange={setSite}
                options={pilot.sites.map((one) => ({ value: one, label: one }))}
              />
            </div>
            <Button submit pending={issuing.isPending} disabled={!site}>
              {t('pilots.issue_token')}
            </Button>
          </form>
        ) : null}
        <ProblemAlert error={issuing.error} />
      </div>
      {leaving ? (
        <Dialog
          title={t('pilots.revoke_token')}
          okText={t('pilots.revoke_token')}
          danger
          pending={revoking.isPending}
          onOk={() => revoking.mutate({ params: { id: pilot.id, tokenId: leaving.id } })}
          onCancel={() => setLeaving(null)}
        >
          <div className="sl-stack">
            <p>{t('pilots.revoke_says', { site: leaving.site })}</p>
            <ProblemAlert error={revoking.error} />
          </div>
        </Dialog>
      ) : null}
    </Panel>
  );
}
