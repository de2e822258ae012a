import './interchange.css';
import { ImportMapping } from '@scenario-lab/contracts/catalogue-imports';
import { useState } from 'react';
import { Button } from '../../components/button.js';
import { SelectInput } from '../../components/choice-input.js';
import { useWords } from '../../i18n/use-words.js';

const keys = Object.keys(ImportMapping.shape) as (keyof ImportMapping)[];

/** Which name of the records stands for what; found by usual names, changed where that goes wrong. */
export function MappingFields(props: {
  mapping: ImportMapping;
  paths: readonly string[];
  onApply: (mapping: ImportMapping) => void;
}) {
  const { t } = useWords();
  const [mapping, setMapping] = useState(props.mapping);
  const options = props.paths.map((value) => ({ value, label: value }));
  return (
    <details open={mapping.identifier === undefined}>
      <summary>{t('interchange.mapping')}</summary>
      <div className="mapping">
        {keys.map((key) => (
          <div key={key} className="sl-stack sl-tight">
            <span className="sl-small">{t(`interchange.maps.${key}`)}</span>
            <SelectInput
              aria-label={t(`interchange.maps.${key}`)}
              value={mapping[key] ?? null}
              none={t('interchange.maps_none')}
              options={options}
              onChange={(value) => setMapping({ ...mapping, [key]: value ?? undefined })}
            />
          </div>
        ))}
      </div>
      <p>
        <Button small onClick={() => props.onApply(mapping)}>
          {t('interchange.apply')}
        </Button>
      </p>
    </details>
  );
}
