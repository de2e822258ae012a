import type { Grant, GrantTerms } from '@scenario-lab/contracts/grants';
import { Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
import { reachable } from '../../components/reachable.js';
import { ToneTag } from '../../components/status-tag.js';
import type { Tone } from '../../components/tones.js';
import { useFormats } from '../../i18n/format.js';
import { useWords } from '../../i18n/use-words.js';
import { useTermsWords } from './terms-words.js';

const tones: Record<GrantTerms['state'], Tone> = {
  in_force: 'pass',
  replaced: 'suspended',
  proposed: 'waiting',
  declined: 'fail',
  withdrawn: 'suspended',
};

/** All versions of the terms, newest first, and how often the data were used under each. */
export function VersionsPanel({ grant }: { grant: Grant }) {
  const { t } = useWords();
  const { instant, count } = useFormats();
  const { wordsOf, nameOf } = useTermsWords();
  const labels = wordsOf(grant).map(([label]) => label);
  return (
    <Panel title={t('grants.versions')}>
      <div className="sl-scroll" ref={reachable}>
        <table className="sl-table" aria-label={t('grants.versions')}>
          <thead>
            <tr>
              <th scope="col">{t('grants.terms')}</th>
              {labels.map((label) => (
                <th key={label} scope="col">
                  {label}
                </th>
              ))}
              <th scope="col">{t('grants.proposed_by')}</th>
              <th scope="col" className="sl-number">
                {t('grants.taken')}
              </th>
            </tr>
          </thead>
          <tbody>
            {grant.versions.map((version) => (
              <tr key={version.number}>
                <th scope="row">
                  {nameOf(version.number)}{' '}
                  <ToneTag tone={tones[version.state]}>{t(`grants.state.${version.state}`)}</ToneTag>
                </th>
                {wordsOf(version).map(([label, said]) => (
                  <td key={label}>{said}</td>
                ))}
                <td>
                  {version.proposedBy ? <OrganisationName of={version.proposedBy} /> : '–'}
                  <div className="sl-muted sl-small">{instant(version.proposedAt)}</div>
                  {version.reason ? <div>{version.reason}</div> : null}
                  {version.answer ? <div>{version.answer}</div> : null}
                </td>
                <td className="sl-number">{count(version.taken)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
