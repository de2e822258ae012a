import { type MessageFault, readings, topicPrefix } from '@scenario-lab/contracts/field-points';

interface SentPoint {
  criterion: string;
  at: string;
  value: number;
  site?: string;
}

const text = new TextDecoder('utf-8', { fatal: true });

/**
 * The points of a message of MQTT: its topic names the criterion, what it says is a number of now, a value with its
 * moment, or a list of those.
 */
export function readMessage(
  topic: string,
  payload: Uint8Array,
  now: number,
): { points: SentPoint[] } | { fault: MessageFault } {
  const criterion = topic.startsWith(topicPrefix) ? topic.slice(topicPrefix.length) : '';
  if (criterion === '' || criterion.length > 40) return { fault: 'no_topic' };
  let said: unknown;
  try {
    said = JSON.parse(text.decode(payload));
  } catch {
    return { fault: 'no_reading' };
  }
  const read = readings.safeParse(said);
  if (!read.success) return { fault: 'no_reading' };
  const points = read.data.map((one: { at?: string; value: number; site?: string }): SentPoint => {
    const { at = new Date(now).toISOString(), value, site } = one;
    return site ? { criterion, at, value, site } : { criterion, at, value };
  });
  return { points };
}
