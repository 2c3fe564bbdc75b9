// What is typed of a connection, and the settings that it stands for: lists are written one on each line.
import type { ConnectionWay, opcuaModes, opcuaPolicies } from '../model/connection.ts';

/** A connection as it is typed. */
export interface Draft {
  name: string;
  way: ConnectionWay;
  address: string;
  /** as in an address: `group`, `site:…` */
  scope: string;
  user: string;
  password: string;
  ca: string;
  filters: string;
  meter: string;
  readings: string;
  byKey: boolean;
  lines: boolean;
  at: string;
  instant: string;
  count: string;
  live: boolean;
  names: string;
  ignoresOthers: boolean;
  unit: string;
  everySeconds: string;
  registers: string;
  security: (typeof opcuaModes)[number];
  policy: (typeof opcuaPolicies)[number];
  samplingSeconds: string;
  /** how often what has not changed is asked for */
  quietSeconds: string;
  queueSize: string;
  nodes: string;
}

/** A line that cannot be read. */
export class WrongLine extends Error {
  /** of which field */
  readonly of: 'names' | 'registers' | 'nodes';
  readonly line: number;
  readonly text: string;
  constructor(of: WrongLine['of'], line: number, text: string) {
    super(text);
    this.of = of;
    this.line = line;
    this.text = text;
  }
}

/** Where each way begins. */
export const firstAddress: Readonly<Record<ConnectionWay, string>> = {
  mqtt: 'mqtt://',
  sparkplug: 'mqtt://',
  modbus: 'modbus://',
  opcua: 'opc.tcp://',
};

/** A connection of which nothing is typed yet. */
export const emptyDraft: Draft = {
  ...{ name: '', way: 'mqtt', address: firstAddress.mqtt, scope: 'group', user: '', password: '', ca: '' },
  ...{ filters: '', meter: '', readings: '', byKey: false, lines: false, at: '/time', instant: 'iso', count: '/count' },
  ...{ live: false, names: '', ignoresOthers: false, unit: '1', everySeconds: '60', registers: '' },
  ...{ security: 'encrypt', policy: 'Basic256Sha256', nodes: '' },
  ...{ samplingSeconds: '60', quietSeconds: '300', queueSize: '10' },
};

/** Whether what is sent can be read and changed by whoever is in between, so that no password goes that way. */
export const isBare = ({ way, security }: Draft): boolean => way === 'opcua' && security === 'none';

const linesOf = (text: string) =>
  text.split('\n').flatMap((line, at) => (line.trim() === '' ? [] : [{ text: line.trim(), line: at + 1 }]));

function namesOf(text: string): Record<string, string> {
  return Object.fromEntries(
    linesOf(text).map((one) => {
      // A name may hold the sign itself; a code holds none.
      const [, name, code] = /^(.+?)\s*=\s*([^=\s]+)$/.exec(one.text) ?? [];
      if (!name || !code) throw new WrongLine('names', one.line, one.text);
      return [name, code];
    }),
  );
}

const mqttSettings = (draft: Draft) => ({
  filters: linesOf(draft.filters).map(({ text }) => text),
  ...{ names: namesOf(draft.names), ignoresOthers: draft.ignoresOthers, live: draft.live },
  mapping: {
    ...{ form: draft.lines ? 'lines' : 'json', readings: draft.readings.trim(), byKey: draft.byKey },
    ...{ meter: draft.meter.trim(), at: draft.at.trim() || null, instant: draft.instant, count: draft.count.trim() },
  },
});

const registerOf = ({ text, line }: { text: string; line: number }) => {
  const [meter, table, address, type, order, scale] = text.split(/\s+/);
  if (!meter || !address) throw new WrongLine('registers', line, text);
  return {
    ...{ meter, table: Number(table), address: Number(address) },
    ...(type ? { type } : {}),
    ...(order ? { order } : {}),
    ...(scale ? { scale } : {}),
  };
};

/** Meter, factor, node: a node's name may hold blanks, and begins with how it is named. */
const nodeOf = ({ text, line }: { text: string; line: number }) => {
  const [, meter, scale, node] = /^(\S+)\s+(?:(\d\S*)\s+)?((?:ns=|nsu=|[isgb]=).+)$/.exec(text) ?? [];
  if (!meter || !node) throw new WrongLine('nodes', line, text);
  return { meter, node, ...(scale ? { scale } : {}) };
};

const opcuaSettings = (draft: Draft) => ({
  ...{ security: draft.security, policy: draft.policy, queueSize: Number(draft.queueSize) },
  ...{ samplingSeconds: Number(draft.samplingSeconds), everySeconds: Number(draft.quietSeconds) },
  nodes: linesOf(draft.nodes).map(nodeOf),
});

/** @throws WrongLine */
export function settingsOf(draft: Draft): Record<string, unknown> {
  const user = draft.user.trim() === '' ? {} : { user: draft.user.trim() };
  const ca = draft.ca.trim() === '' ? {} : { ca: draft.ca.trim() };
  if (draft.way === 'opcua') return { ...opcuaSettings(draft), ...user };
  if (draft.way === 'mqtt') return { ...mqttSettings(draft), ...user, ...ca };
  if (draft.way === 'sparkplug') {
    const filters = linesOf(draft.filters).map(({ text }) => text);
    return {
      ...(filters.length > 0 ? { filters } : {}),
      ...user,
      ...ca,
      names: namesOf(draft.names),
      live: draft.live,
    };
  }
  return {
    unit: Number(draft.unit),
    everySeconds: Number(draft.everySeconds),
    registers: linesOf(draft.registers).map(registerOf),
  };
}

const text = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
const ofOpcua = (settings: Readonly<Record<string, unknown>>): Partial<Draft> => ({
  security: (text(settings.security) || 'encrypt') as Draft['security'],
  policy: (text(settings.policy) || 'Basic256Sha256') as Draft['policy'],
  ...{ samplingSeconds: text(settings.samplingSeconds), quietSeconds: text(settings.everySeconds) },
  queueSize: text(settings.queueSize),
  nodes: list(settings.nodes)
    .map(({ meter, scale, node }) => [meter, ...(scale === '1' ? [] : [scale]), node].join(' '))
    .join('\n'),
});
const list = (value: unknown) => (Array.isArray(value) ? (value as Record<string, unknown>[]) : []);

/** What was typed for settings that are kept. */
export function draftOf(
  head: Pick<Draft, 'name' | 'way' | 'address' | 'scope'>,
  settings: Readonly<Record<string, unknown>>,
): Draft {
  const mapping = (settings.mapping ?? {}) as Record<string, unknown>;
  const names = (settings.names ?? {}) as Record<string, string>;
  return {
    ...emptyDraft,
    ...head,
    ...{ user: text(settings.user), ca: text(settings.ca) },
    filters: (Array.isArray(settings.filters) ? settings.filters : []).join('\n'),
    ...{ meter: text(mapping.meter), readings: text(mapping.readings), count: text(mapping.count) },
    ...{ byKey: mapping.byKey === true, lines: mapping.form === 'lines', at: text(mapping.at) },
    ...{ instant: text(mapping.instant) || 'iso', live: settings.live === true },
    names: Object.entries(names)
      .map(([name, code]) => `${name} = ${code}`)
      .join('\n'),
    ignoresOthers: settings.ignoresOthers === true,
    ...{ unit: text(settings.unit) || '1', everySeconds: text(settings.everySeconds) || '60' },
    ...(head.way === 'opcua' ? ofOpcua(settings) : {}),
    registers: list(settings.registers)
      .map(({ meter, table, address, type, order, scale }) => [meter, table, address, type, order, scale].join(' '))
      .join('\n'),
  };
}
