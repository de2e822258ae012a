import type { Grant, GrantTerms } from '@scenario-lab/contracts/grants';
import type { ReactNode } from 'react';
import { Facts, Panel } from '../../components/object-page.js';
import { OrganisationName } from '../../components/organisation-name.js';
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
const agreed = ({ state }: GrantTerms) => state === 'in_force' || state === 'replaced';

/** All versions of the terms, newest first: what each changed, and how often the data were used under it. */
export function VersionsPanel({ grant }: { grant: Grant }) {
  const { t } = useWords();
  return (
    <Panel title={t('grants.versions')}>
      <div className="sl-stack">
        {grant.versions.map((version, at) => (
          <Version
            key={version.number}
            version={version}
            before={grant.versions.slice(at + 1).find(agreed) ?? null}
          />
        ))}
      </div>
    </Panel>
  );
}

function Version({ version, before }: { version: GrantTerms; before: GrantTerms | null }) {
  const { t } = useWords();
  const { instant, count } = useFormats();
  const { wordsOf, nameOf } = useTermsWords();
  const was = new Map(before ? wordsOf(before) : []);
  const changed = wordsOf(version)
    .filter(([label, said]) => was.get(label) !== said)
    .map(([label, said]): [string, ReactNode] => [label, said]);
  return (
    <section aria-label={nameOf(version.number)}>
      <h3 className="sl-row">
        {nameOf(version.number)}
        <ToneTag tone={tones[version.state]}>{t(`grants.state.${version.state}`)}</ToneTag>
        <span className="sl-muted sl-small">{instant(version.proposedAt)}</span>
      </h3>
      <Facts
        facts={[
          ...changed,
          [
            t('grants.proposed_by'),
            version.proposedBy ? <OrganisationName key="by" of={version.proposedBy} /> : null,
          ],
          [t('grants.reason'), version.reason],
          [t('access.answer'), version.answer],
          [t('grants.taken'), agreed(version) ? count(version.taken) : null],
        ]}
      />
    </section>
  );
}
