// The clocks of devices: what the last deliveries of each tell of its own, for as long as it is listened to.
import { clockOffset, type Delivery } from '../../rules/reading-instant.ts';

/** So many deliveries of a device are looked at. */
const DELIVERIES = 10;

/** Learns from deliveries by how much the clock of each point's device is wrong. */
export class DeviceClocks {
  readonly #of = new Map<number, { deliveries: Delivery[]; offsetMs: number | null }>();

  /** Takes note of a delivery; the same once more, as when a group is tried again, says nothing new. */
  hear(point: number, delivery: Delivery): void {
    const known = this.#of.get(point) ?? { deliveries: [], offsetMs: null };
    this.#of.set(point, known);
    const { newestDeviceMs, receivedMs } = delivery;
    if (known.deliveries.some((one) => one.newestDeviceMs === newestDeviceMs && one.receivedMs === receivedMs)) return;
    known.deliveries = [...known.deliveries, delivery].slice(-DELIVERIES);
    // While a device catches up after an outage nothing can be said, and what was found before still holds.
    const found = clockOffset(known.deliveries);
    if (found !== undefined) known.offsetMs = found;
  }

  /** How far behind the clock of a point's device is, in milliseconds; null where it is right or nothing is known of it. */
  offsetOf(point: number): number | null {
    return this.#of.get(point)?.offsetMs ?? null;
  }
}
