// A connection by Sparkplug B: births name the metrics, and an edge node that was not heard from its birth on is asked for it.
import { sparkplugTopic } from '../../rules/sparkplug-payload.ts';
import { sparkplugSession } from '../../rules/sparkplug-session.ts';
import type { SparkplugSettings } from './connection-settings.ts';
import { makeKeeper, type Said } from './keep-said.ts';
import { listen } from './listen.ts';
import type { MqttMessage } from './mqtt-client.ts';
import type { Hearing, Running } from './running.ts';

/** An edge node that answers no rebirth is not asked again before. */
const ASK_AGAIN_MS = 10_000;

/**
 * The command "Node Control/Rebirth = true": a message with one metric, named, of the type Boolean (11), with the value true,
 * by the wire format of Protocol Buffers.
 */
function rebirthCommand(atMs: number): Buffer {
  const name = Buffer.from('Node Control/Rebirth');
  const varint = (value: bigint): number[] =>
    value < 128n ? [Number(value)] : [Number(value & 127n) | 128, ...varint(value >> 7n)];
  const time = varint(BigInt(atMs));
  const metric = Buffer.concat([
    Buffer.from([0x0a, name.length]),
    name,
    Buffer.from([0x18, ...time, 0x20, 11, 0x70, 1]),
  ]);
  return Buffer.concat([Buffer.from([0x08, ...time, 0x12, metric.length]), metric]);
}

/** Hears edge nodes until it is stopped. */
export function hearSparkplug(running: Running, settings: SparkplugSettings): Hearing {
  const { filters, live, user, ca } = settings;
  const names = new Map(Object.entries(settings.names));
  const session = sparkplugSession(names);
  const keep = makeKeeper({
    ...{
      db: running.db,
      connection: running.connection,
      path: 'sparkplug',
      live,
      instant: 'milliseconds' as const,
      names,
      ignoresOthers: true,
    },
  });
  const asked = new Map<string, number>();
  const said = ({ topic, payload, receivedMs, retained }: MqttMessage): Said => {
    const head = { topic, payload: payload.toString('hex', 0, 200), receivedMs, retained };
    const place = sparkplugTopic(topic);
    // What a host says of itself, and commands, are none of ours.
    if (!place) return { ...head, readings: [] };
    const { readings, asksRebirth } = session(place, payload);
    const to = `spBv1.0/${place.group}/NCMD/${place.edge}`;
    if (asksRebirth && receivedMs - (asked.get(to) ?? 0) > ASK_AGAIN_MS) {
      asked.set(to, receivedMs);
      listener.publish(to, rebirthCommand(receivedMs));
    }
    return { ...head, readings };
  };
  /** A group that is kept at the second try was read at the first: it must not be read by what came after. */
  let [readGroup, readSaid]: [readonly MqttMessage[] | undefined, readonly Said[]] = [undefined, []];
  const listener = listen(running, {
    ...{ user, ca, filters },
    keep: (messages) => {
      if (readGroup?.[0] !== messages[0]) [readGroup, readSaid] = [messages, messages.map(said)];
      return keep(readSaid);
    },
  });
  return listener;
}
