import { PbfReader, PbfWriter } from 'pbf';

/** More messages than an export of 10,000 points with their attributes has. */
const mostMessages = 60_000;

type Message = Record<string, unknown>;
/** Of a message's field by number: its name in JSON and how it is read; a list where `many`. */
interface Field {
  name: string;
  many?: true;
  read: (reader: Counting) => unknown;
}

/** `pbf` reads on beyond the end of what lies. */
class Counting extends PbfReader {
  messages = 0;
  message(fields: Readonly<Record<number, Field>>): Message {
    return this.readMessage((tag, into: Message) => this.field(fields, tag, into), this.begun());
  }
  whole(fields: Readonly<Record<number, Field>>): Message {
    return this.readFields((tag, into: Message) => this.field(fields, tag, into), this.begun());
  }
  private begun(): Message {
    this.messages += 1;
    if (this.messages > mostMessages) throw new RangeError('more messages than an export has');
    return {};
  }
  private field(fields: Readonly<Record<number, Field>>, tag: number, into: Message): void {
    if (this.pos > this.length) throw new RangeError('ends within a message');
    const field = fields[tag];
    if (!field) return;
    const value = field.read(this);
    if (this.pos > this.length) throw new RangeError('ends within a message');
    if (!field.many) into[field.name] = value;
    else if (Array.isArray(into[field.name])) (into[field.name] as unknown[]).push(value);
    else into[field.name] = [value];
  }
}

const text = (name: string): Field => ({ name, read: (reader) => reader.readString() });
const one = (name: string, fields: () => Readonly<Record<number, Field>>): Field => ({
  name,
  read: (reader) => reader.message(fields()),
});
const many = (name: string, fields: () => Readonly<Record<number, Field>>): Field => ({
  ...one(name, fields),
  many: true,
});

/** Of opentelemetry-proto 1.x, `metrics/v1/metrics.proto` and `common/v1/common.proto`: the fields the lab reads. */
const keyValue = { 1: text('key'), 2: one('value', () => ({ 1: text('stringValue') })) };
const dataPoint: Readonly<Record<number, Field>> = {
  7: many('attributes', () => keyValue),
  // Nanoseconds beyond 2^53 lose what is below a microsecond, which no moment of ours holds.
  3: { name: 'timeUnixNano', read: (reader) => reader.readFixed64() },
  4: { name: 'asDouble', read: (reader) => reader.readDouble() },
  6: { name: 'asInt', read: (reader) => reader.readSFixed64() },
};
const numbers: Readonly<Record<number, Field>> = {
  1: many('dataPoints', () => dataPoint),
  3: { name: 'isMonotonic', read: (reader) => reader.readBoolean() },
};
const gauge = { 1: many('dataPoints', () => dataPoint) };
const metric = { 1: text('name'), 5: one('gauge', () => gauge), 7: one('sum', () => numbers) };
const scopeMetrics = { 2: many('metrics', () => metric) };
const resource = { 1: many('attributes', () => keyValue) };
const resourceMetrics = { 1: one('resource', () => resource), 2: many('scopeMetrics', () => scopeMetrics) };
const request = { 1: many('resourceMetrics', () => resourceMetrics) };

/** An `ExportMetricsServiceRequest` in the form its JSON has. Errors: any, for what is none. */
export function decodeMetrics(bytes: Uint8Array): Message {
  const reader = new Counting(bytes);
  const read = reader.whole(request);
  if (reader.pos !== reader.length) throw new RangeError('ends within a message');
  return read;
}

/** The answer to one, `ExportMetricsServiceResponse`; nothing at all where nothing was rejected. */
export function encodeExported(
  partial: { rejectedDataPoints: string; errorMessage: string } | undefined,
): Uint8Array {
  const writer = new PbfWriter();
  if (partial)
    writer.writeMessage(
      1,
      (said, inner) => {
        inner.writeVarintField(1, Number(said.rejectedDataPoints));
        inner.writeStringField(2, said.errorMessage);
      },
      partial,
    );
  return writer.finish();
}
