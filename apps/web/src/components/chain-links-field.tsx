import { useFormats } from '../i18n/format.js';
import { useWords } from '../i18n/use-words.js';
import { Button } from './button.js';
import { SelectInput } from './choice-input.js';
import { Form } from './form.js';
import { type ControlProps, groupOf } from './form-places.js';
import { useChains } from './use-chains.js';

const most = 6;

/** Where in the industry chains a card stands: each link with its chain, one after the other. */
export function ChainLinksField() {
  const { t } = useWords();
  return (
    <Form.Item name="chainLinks" label={t('industryChains.links')} extra={t('industryChains.links_help')}>
      <LinksInput />
    </Form.Item>
  );
}

interface LinksInputProps extends Pick<ControlProps, 'id' | 'aria-describedby'> {
  value?: readonly string[];
  onChange?: (value: string[]) => void;
}

function LinksInput({ value = [], onChange, id, ...told }: LinksInputProps) {
  const { t } = useWords();
  const { text } = useFormats();
  const { chains, nameOf } = useChains();
  const options = chains
    .filter(({ chain }) => !chain.retired)
    .flatMap(({ chain, links }) =>
      links
        .filter(({ code, retired }) => !retired && !value.includes(code))
        .map(({ code, name }) => ({ value: code, label: text(name), group: text(chain.name) })),
    );
  if (chains.length === 0) return <p className="sl-muted">{t('industryChains.none_retired')}</p>;
  return (
    <div className="sl-stack sl-tight" {...groupOf(id, told['aria-describedby'])}>
      {value.length > 0 ? (
        <ul className="sl-plain sl-stack sl-tight">
          {value.map((code) => (
            <li key={code} className="sl-row">
              <span>{nameOf(code)}</span>
              <Button
                small
                aria-label={t('industryChains.drop_link', { name: nameOf(code) })}
                onClick={() => onChange?.(value.filter((one) => one !== code))}
              >
                {t('common.remove')}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      {value.length < most ? (
        <SelectInput
          aria-label={t('industryChains.add_link')}
          value={null}
          none={t('industryChains.add_link')}
          options={options}
          onChange={(code) => {
            if (code) onChange?.([...value, code]);
          }}
        />
      ) : null}
    </div>
  );
}
