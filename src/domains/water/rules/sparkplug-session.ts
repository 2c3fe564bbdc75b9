// What an edge node of Sparkplug B announced, by which its later messages are read: names of metrics by alias, and whether a
// message was missed.
import { isCount, type NotTold, type ToldReading } from './message-readings.ts';
import { type SparkplugTopic, sparkplugPayload } from './sparkplug-payload.ts';

/** What is known of an edge node between its birth and its death. */
interface Edge {
  seq: number | undefined;
  /** names by alias; the edge node's own under '' */
  readonly devices: Map<string, Map<bigint, string>>;
}

/** What one message came to. */
export interface SparkplugHeard {
  readonly readings: readonly (ToldReading | NotTold)[];
  /** the edge node is to announce itself again */
  readonly asksRebirth: boolean;
}

const nothing: SparkplugHeard = { readings: [], asksRebirth: false };
const SEQ = 256;

/** Remembers edge nodes; `names` are `group/edge/device/metric` or `group/edge/metric`, and others are passed over. */
export function sparkplugSession(names: ReadonlyMap<string, string>) {
  const edges = new Map<string, Edge>();

  const readingOf = (
    path: string,
    name: string,
    { value, isNull }: { value: string | undefined; isNull: boolean },
    atMs: number | undefined,
  ): (ToldReading | NotTold)[] => {
    const meter = `${path}/${name}`;
    if (!names.has(meter) || isNull) return [];
    if (value === undefined || !isCount(value)) return [{ reason: 'wrong_count', given: `${meter}: ${value ?? ''}` }];
    return [{ meter, at: atMs === undefined ? null : String(atMs), count: value }];
  };

  return (topic: SparkplugTopic, bytes: Uint8Array): SparkplugHeard => {
    const { group, kind, edge: edgeName, device } = topic;
    const key = `${group}/${edgeName}`;
    if (kind === 'NDEATH') {
      edges.delete(key);
      return nothing;
    }
    if (!['NBIRTH', 'DBIRTH', 'NDATA', 'DDATA', 'DDEATH'].includes(kind)) return nothing;
    const payload = sparkplugPayload(bytes);
    if (!payload) return { readings: [{ reason: 'not_sparkplug', given: kind }], asksRebirth: false };
    if (kind === 'NBIRTH') edges.set(key, { seq: undefined, devices: new Map() });
    const edge = edges.get(key);
    if (!edge) return { readings: [{ reason: 'not_born', given: key }], asksRebirth: true };
    const missed = edge.seq !== undefined && payload.seq !== undefined && payload.seq !== (edge.seq + 1) % SEQ;
    edge.seq = payload.seq ?? edge.seq;
    if (kind === 'DDEATH') {
      edge.devices.delete(device ?? '');
      return { readings: [], asksRebirth: missed };
    }
    const isBirth = kind === 'NBIRTH' || kind === 'DBIRTH';
    const aliases = (isBirth ? undefined : edge.devices.get(device ?? '')) ?? new Map<bigint, string>();
    const isUnborn = !isBirth && !edge.devices.has(device ?? '');
    if (isBirth) edge.devices.set(device ?? '', aliases);
    const path = device === undefined ? key : `${key}/${device}`;
    let unknown = isUnborn;
    const readings = payload.metrics.flatMap((metric) => {
      const name = metric.name || (metric.alias === undefined ? undefined : aliases.get(metric.alias));
      if (!name) {
        unknown = true;
        return [];
      }
      if (isBirth && metric.alias !== undefined) aliases.set(metric.alias, name);
      return readingOf(path, name, metric, metric.timestampMs ?? payload.timestampMs);
    });
    if (unknown) readings.push({ reason: 'not_born', given: path });
    return { readings, asksRebirth: missed || unknown };
  };
}
