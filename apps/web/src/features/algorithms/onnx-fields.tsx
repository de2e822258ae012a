import { Button } from '../../components/button.js';
import {
  CheckInput,
  type Choice,
  NumberInput,
  SelectInput,
  WordsInput,
} from '../../components/choice-input.js';
import { Form } from '../../components/form.js';
import { TextInput } from '../../components/text-input.js';
import { useWords } from '../../i18n/use-words.js';

const asChoices = (values: readonly string[]): Choice[] => values.map((value) => ({ value, label: value }));

/** How the lab feeds an ONNX model and reads its answer. */
export function OnnxFields() {
  const { t } = useWords();
  const prediction = Form.useWatch(['onnxOutput', 'prediction']);
  return (
    <>
      <Form.Item label={t('algorithms.onnx_inputs')}>
        <Form.List name="onnxInputs">
          {(lines, { add, remove }) => (
            <div className="form-lines">
              {lines.map(({ key, name }) => (
                <OnnxInput key={key} at={name} onRemove={() => remove(name)} />
              ))}
              <div>
                <Button onClick={() => add({ source: 'columns', dtype: 'float32' })}>
                  {t('algorithms.add_onnx_input')}
                </Button>
              </div>
            </div>
          )}
        </Form.List>
      </Form.Item>
      <h2>{t('algorithms.onnx_output')}</h2>
      <div className="form-pair">
        <Form.Item name={['onnxOutput', 'output']} label={t('algorithms.onnx_output_name')} required>
          <TextInput maxLength={200} />
        </Form.Item>
        <Form.Item name={['onnxOutput', 'prediction']} label={t('algorithms.onnx_prediction')}>
          <SelectInput
            options={(['argmax', 'threshold', 'value'] as const).map((value) => ({
              value,
              label: t(`algorithms.prediction.${value}`),
            }))}
          />
        </Form.Item>
        {prediction === 'threshold' ? (
          <Form.Item name={['onnxOutput', 'threshold']} label={t('algorithms.onnx_threshold')}>
            <NumberInput />
          </Form.Item>
        ) : null}
        {prediction === 'value' ? null : (
          <Form.Item
            name={['onnxOutput', 'activation']}
            label={t('algorithms.onnx_activation')}
            extra={t('algorithms.onnx_activation_help')}
          >
            <SelectInput
              options={[
                { value: 'none', label: t('algorithms.activation_none') },
                ...asChoices(['sigmoid', 'softmax']),
              ]}
            />
          </Form.Item>
        )}
        {prediction === 'value' ? null : (
          <Form.Item name={['onnxOutput', 'classes']} label={t('algorithms.onnx_classes')}>
            <WordsInput />
          </Form.Item>
        )}
      </div>
      <Form.Item name={['onnxOutput', 'scores']} valuePropName="checked">
        <CheckInput label={t('algorithms.onnx_scores')} />
      </Form.Item>
    </>
  );
}

function OnnxInput({ at, onRemove }: { at: number; onRemove: () => void }) {
  const { t } = useWords();
  const source = Form.useWatch(['onnxInputs', at, 'source']);
  return (
    <div className="form-line">
      <Form.Item name={[at, 'name']} label={t('algorithms.onnx_name')} required>
        <TextInput maxLength={200} />
      </Form.Item>
      <Form.Item name={[at, 'source']} label={t('algorithms.onnx_source')}>
        <SelectInput
          options={[
            { value: 'columns', label: t('algorithms.onnx_columns') },
            { value: 'image', label: t('algorithms.onnx_image') },
          ]}
        />
      </Form.Item>
      {source === 'image' ? (
        <>
          <Form.Item name={[at, 'image']} label={t('algorithms.onnx_image')} required>
            <TextInput maxLength={200} />
          </Form.Item>
          <Form.Item name={[at, 'width']} label={t('algorithms.onnx_width')} required>
            <NumberInput min={1} />
          </Form.Item>
          <Form.Item name={[at, 'height']} label={t('algorithms.onnx_height')} required>
            <NumberInput min={1} />
          </Form.Item>
          <Form.Item name={[at, 'channels']} label={t('algorithms.onnx_channels')} initialValue="3">
            <SelectInput options={asChoices(['1', '3'])} />
          </Form.Item>
          <Form.Item name={[at, 'scale']} label={t('algorithms.onnx_scale')} required>
            <NumberInput />
          </Form.Item>
          <Form.Item name={[at, 'layout']} label={t('algorithms.onnx_layout')} initialValue="nchw">
            <SelectInput options={asChoices(['nchw', 'nhwc', 'flat'])} />
          </Form.Item>
        </>
      ) : (
        <>
          <Form.Item
            name={[at, 'columns']}
            label={t('algorithms.onnx_columns')}
            extra={t('algorithms.onnx_columns_help')}
            required
          >
            <WordsInput />
          </Form.Item>
          <Form.Item name={[at, 'dtype']} label={t('algorithms.onnx_dtype')} initialValue="float32">
            <SelectInput options={asChoices(['float32', 'float64', 'int64'])} />
          </Form.Item>
          <Form.Item
            name={[at, 'fill']}
            label={t('algorithms.onnx_fill')}
            extra={t('algorithms.onnx_fill_help')}
          >
            <WordsInput />
          </Form.Item>
        </>
      )}
      <div style={{ alignSelf: 'end' }}>
        <Button onClick={onRemove}>{t('common.remove')}</Button>
      </div>
    </div>
  );
}
