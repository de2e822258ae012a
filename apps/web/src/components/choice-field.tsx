import { ChecksInput, type Choice, SelectInput } from './choice-input.js';
import { Form } from './form.js';

type Name = string | (string | number)[];
interface FieldProps {
  name: Name;
  label: string;
  options: readonly Choice[];
  extra?: string;
  required?: boolean;
  none?: string;
}

export function SelectField({ name, label, options, extra, required, none }: FieldProps) {
  return (
    <Form.Item name={name} label={label} extra={extra} required={required}>
      <SelectInput options={options} none={none} />
    </Form.Item>
  );
}

export function ChecksField({ name, label, options, extra, required }: FieldProps) {
  return (
    <Form.Item name={name} label={label} extra={extra} required={required}>
      <ChecksInput options={options} />
    </Form.Item>
  );
}
