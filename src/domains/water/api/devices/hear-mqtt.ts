// A connection by MQTT: what its messages say becomes readings.
import { messageReadings } from '../../rules/message-readings.ts';
import type { MqttSettings } from './connection-settings.ts';
import { makeKeeper, type Said } from './keep-said.ts';
import { listen } from './listen.ts';
import { type MqttMessage, topicMatches } from './mqtt-client.ts';
import type { Hearing, Running } from './running.ts';

/** Longer ones are no readings, and would be held in memory by the thousand. */
const PAYLOAD_AT_MOST = 256 * 1024;
const SHOWN = 2_000;

/** What a message of MQTT says by the mapping of its connection. */
function saidBy({ topic, payload, receivedMs, retained }: MqttMessage, mapping: MqttSettings['mapping']): Said {
  const head = { topic, payload: payload.toString('utf8', 0, SHOWN), receivedMs, retained };
  return payload.length > PAYLOAD_AT_MOST
    ? { ...head, readings: [{ reason: 'message_too_long', given: String(payload.length) }] }
    : { ...head, readings: messageReadings({ topic, text: payload.toString('utf8') }, mapping) };
}

/** Hears the topics of a connection until it is stopped. */
export function hearMqtt(running: Running, settings: MqttSettings): Hearing {
  const { filters, mapping, live, ignoresOthers, names, user, ca } = settings;
  const keep = makeKeeper({
    ...{ db: running.db, connection: running.connection, path: 'mqtt', live, instant: mapping.instant, ignoresOthers },
    names: new Map(Object.entries(names)),
  });
  return listen(running, {
    ...{ user, ca, filters },
    keep: (messages) =>
      // A session remembers filters that were asked for before: what they bring is acknowledged and was not asked for.
      keep(
        messages
          .filter(({ topic }) => filters.some((filter) => topicMatches(filter, topic)))
          .map((one) => saidBy(one, mapping)),
      ),
  });
}
