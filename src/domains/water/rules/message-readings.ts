// What a message of a device says: which meter, when, how much; or why nobody can tell.
import type { MessageMapping, RefusedReason } from '../model/connection.ts';

/** One reading as a message tells it: nothing of it is checked against what there is. */
export interface ToldReading {
  /** what the message calls the meter */
  readonly meter: string;
  /** as written; null where the message has no instant */
  readonly at: string | null;
  /** an exact decimal */
  readonly count: string;
}

/** Why something of a message is no reading, with the words at fault. */
export interface NotTold {
  readonly reason: RefusedReason;
  readonly given: string;
}

/** Whether a text is a count: an exact decimal that is not below zero; a float may bring more places than mean something. */
export const isCount = (text: string): boolean => /^\d{1,18}(\.\d{1,20})?$/.test(text);

export const isTold = (one: ToldReading | NotTold): one is ToldReading => 'meter' in one;

/** A double holds fifteen digits of a decimal surely; of what is longer, the text of the message is taken. */
const SURE_DIGITS = 15;
const GIVEN_AT_MOST = 200;

/** A number of JSON with the digits that it was written with. */
class Written {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !(value instanceof Written);

/** The keys of a JSON pointer, from the whole inwards. */
const keysOf = (pointer: string): readonly string[] =>
  pointer === ''
    ? []
    : pointer
        .slice(1)
        .split('/')
        .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

/** What stands at the end of some keys; undefined where nothing does. */
function standsAt(value: unknown, keys: readonly string[]): unknown {
  let at = value;
  for (const key of keys) {
    if (!isObject(at) || !Object.hasOwn(at, key)) return undefined;
    at = at[key];
  }
  return at;
}

const asText = (value: unknown): string | undefined => {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  return value instanceof Written ? value.text : undefined;
};

const shown = (value: unknown): string => (asText(value) ?? JSON.stringify(value) ?? '').slice(0, GIVEN_AT_MOST);

type KeepsSource = (key: string, value: unknown, context: { source?: string }) => unknown;

/** JSON whose long numbers keep their digits. @throws SyntaxError */
function parse(text: string): unknown {
  // Only where a number is long is every number looked at.
  if (!/\d(\.?\d){15}/.test(text)) return JSON.parse(text);
  const keep: KeepsSource = (_, value, { source }) =>
    typeof value === 'number' && source !== undefined && source.replace(/\D/g, '').length > SURE_DIGITS
      ? new Written(source)
      : value;
  return JSON.parse(text, keep as (key: string, value: unknown) => unknown);
}

/** A place of a mapping: it begins at the whole message where it is written after `^`, else at the reading. */
interface Place {
  ofWhole: boolean;
  keys: readonly string[];
}

/** A mapping with its places read, which is done once and not for every message. */
interface ReadMapping {
  readings: readonly string[];
  /** the parts of what a meter is called: as written, a level of the topic, a place */
  meter: readonly (string | { level: number } | Place)[];
  at: Place | null;
  count: Place;
}

const placeOf = (text: string): Place =>
  text.startsWith('^') ? { ofWhole: true, keys: keysOf(text.slice(1)) } : { ofWhole: false, keys: keysOf(text) };

function templateOf(text: string): ReadMapping['meter'] {
  const parts: (string | { level: number } | Place)[] = [];
  let written = 0;
  for (const { index, 0: whole, 1: place = '', 2: level } of text.matchAll(/\{(topic:(\d+)|\^?\/?[^{}]*)\}/g)) {
    if (index > written) parts.push(text.slice(written, index));
    parts.push(level === undefined ? placeOf(place) : { level: Number(level) });
    written = index + whole.length;
  }
  if (written < text.length) parts.push(text.slice(written));
  return parts;
}

const mappingsRead = new WeakMap<MessageMapping, ReadMapping>();
function readMapping(mapping: MessageMapping): ReadMapping {
  let read = mappingsRead.get(mapping);
  if (!read) {
    const { readings, meter, at, count } = mapping;
    read = {
      ...{ readings: keysOf(readings), meter: templateOf(meter) },
      ...{ at: at === null ? null : placeOf(at), count: placeOf(count) },
    };
    mappingsRead.set(mapping, read);
  }
  return read;
}

const find = ({ ofWhole, keys }: Place, reading: unknown, whole: unknown): unknown =>
  standsAt(ofWhole ? whole : reading, keys);

function meterCalled(
  template: ReadMapping['meter'],
  topic: readonly string[],
  reading: unknown,
  whole: unknown,
): string | undefined {
  let called = '';
  for (const part of template) {
    const text =
      typeof part === 'string' ? part : 'level' in part ? topic[part.level - 1] : asText(find(part, reading, whole));
    if (text === undefined || text === '') return undefined;
    called += text;
  }
  return called;
}

function readingOf(
  mapping: MessageMapping,
  topic: readonly string[],
  reading: unknown,
  whole: unknown,
): ToldReading | NotTold {
  const places = readMapping(mapping);
  const meter = meterCalled(places.meter, topic, reading, whole);
  if (meter === undefined) return { reason: 'nothing_there', given: mapping.meter };
  const count = find(places.count, reading, whole);
  if (count === undefined || count === null) return { reason: 'nothing_there', given: mapping.count };
  const told = asText(count)?.trim() ?? '';
  if (!isCount(told)) return { reason: 'wrong_count', given: shown(count) };
  if (mapping.at === null || places.at === null) return { meter, at: null, count: told };
  const at = find(places.at, reading, whole);
  if (at === undefined || at === null) return { reason: 'nothing_there', given: mapping.at };
  return { meter, at: shown(at), count: told };
}

function elementsOf(mapping: MessageMapping, whole: unknown): readonly unknown[] | undefined {
  const found = standsAt(whole, readMapping(mapping).readings);
  if (found === undefined || found === null) return undefined;
  if (mapping.byKey) return isObject(found) ? Object.entries(found).map(([key, value]) => ({ key, value })) : undefined;
  return Array.isArray(found) ? found : [found];
}

/** Every reading of a message, or what of it is none. A message may be good in part. */
export function messageReadings(
  { topic, text }: { readonly topic: string; readonly text: string },
  mapping: MessageMapping,
): readonly (ToldReading | NotTold)[] {
  const levels = topic.split('/');
  const texts = mapping.form === 'lines' ? text.split('\n').filter((line) => line.trim() !== '') : [text];
  return texts.flatMap((one): (ToldReading | NotTold)[] => {
    let whole: unknown;
    try {
      whole = parse(one);
    } catch {
      return [{ reason: 'not_json', given: one.slice(0, GIVEN_AT_MOST) }];
    }
    const elements = elementsOf(mapping, whole);
    if (!elements) return [{ reason: 'nothing_there', given: mapping.readings }];
    return elements.map((element) => readingOf(mapping, levels, element, whole));
  });
}
