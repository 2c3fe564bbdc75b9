// Where a connection's messages come from: the broker at its address, or the one that this server is.
import { OWN_BROKER } from '../../model/connection.ts';
import { listenByMqtt, type MqttListener, type MqttOptions } from './mqtt-client.ts';
import type { Running } from './running.ts';

/** By this a broker knows a connection again; brokers of 3.1.1 need not take more than 23 signs. */
export const clientIdOf = (connectionId: string): string => `gf-${connectionId.replaceAll('-', '').slice(-20)}`;

/** Listens for a connection until it is stopped. */
export function listen(
  { connection: { id, address }, password, note, broker }: Running,
  asked: Pick<MqttOptions, 'user' | 'ca' | 'filters' | 'keep'>,
): MqttListener {
  const use = { ...asked, password, note };
  if (address !== OWN_BROKER) return listenByMqtt({ ...use, address, clientId: clientIdOf(id) });
  if (broker) return broker.listen(use);
  note('failing', 'no_broker_here');
  return { publish: () => undefined, stop: async () => undefined };
}
