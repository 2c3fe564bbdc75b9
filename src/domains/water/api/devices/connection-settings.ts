// What a connection of each way is set by, checked before it is kept and again before it runs.
import { z } from 'zod';
import {
  byteOrders,
  type ConnectionWay,
  instantForms,
  OWN_BROKER,
  opcuaModes,
  opcuaPolicies,
  registerTypes,
} from '../../model/connection.ts';

/** Factory and meter by their codes. */
const meter = z.string().max(80);
const pointer = z
  .string()
  .max(200)
  .regex(/^\^?(\/.*)?$/);
const user = z.string().max(200).optional();
/** PEM of the authority that the other side's certificate is from, where no public one signed it */
const ca = z
  .string()
  .max(20_000)
  .regex(/-----BEGIN CERTIFICATE-----/)
  .optional();
const names = z.record(z.string().max(300), meter).default({});
const everySeconds = z.int().min(5).max(86_400);
const scale = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,9})?$/)
  .refine((text) => /[1-9]/.test(text))
  .default('1');

const mqtt = z.object({
  filters: z
    .array(
      z
        .string()
        .min(1)
        .max(500)
        .regex(/^(?!.*#.+$)[^\0]+$/),
    )
    .min(1)
    .max(50),
  ...{ user, ca, names },
  ignoresOthers: z.boolean().default(false),
  live: z.boolean().default(false),
  mapping: z.object({
    form: z.enum(['json', 'lines']).default('json'),
    readings: pointer.default(''),
    byKey: z.boolean().default(false),
    meter: z.string().min(1).max(300),
    at: pointer.nullable().default(null),
    instant: z.enum(instantForms).default('iso'),
    count: pointer.default(''),
  }),
});

const sparkplug = z.object({
  filters: z.array(z.string().min(1).max(500)).min(1).max(50).default(['spBv1.0/#']),
  ...{ user, ca },
  /** `group/edge/device/metric`, or `group/edge/metric`, and the meter that it is */
  names: z.record(z.string().max(500), meter),
  live: z.boolean().default(false),
});

const modbus = z.object({
  unit: z.int().min(0).max(255).default(1),
  everySeconds: everySeconds.default(60),
  registers: z
    .array(
      z.object({
        meter,
        table: z.union([z.literal(3), z.literal(4)]).default(3),
        address: z.int().min(0).max(65_535),
        type: z.enum(registerTypes).default('uint32'),
        order: z.enum(byteOrders).default('big'),
        scale,
      }),
    )
    .min(1)
    .max(500),
});

const opcua = z.object({
  security: z.enum(opcuaModes).default('encrypt'),
  policy: z.enum(opcuaPolicies).default('Basic256Sha256'),
  /** absent: anonymous */
  user,
  /** how often the server looks whether a node has changed */
  samplingSeconds: z.int().min(1).max(3_600).default(60),
  /** so many changes of a node the server keeps until they are told */
  queueSize: z.int().min(1).max(100).default(10),
  /** a node that has not changed for so long is asked for */
  everySeconds: everySeconds.default(300),
  nodes: z
    .array(
      z.object({
        meter,
        node: z
          .string()
          .max(500)
          .regex(/^(ns=\d{1,5};|nsu=[^;]{1,300};)?(i=\d{1,10}|s=.+|g=[0-9A-Fa-f-]{36}|b=[0-9A-Za-z+/=]+)$/),
        scale,
      }),
    )
    .min(1)
    .max(500),
});

/** Settings by way. */
export const connectionSettings = { mqtt, sparkplug, modbus, opcua };
export type MqttSettings = z.infer<typeof mqtt>;
export type SparkplugSettings = z.infer<typeof sparkplug>;
export type ModbusSettings = z.infer<typeof modbus>;
export type OpcuaSettings = z.infer<typeof opcua>;

const protocols: Readonly<Record<ConnectionWay, readonly string[]>> = {
  mqtt: ['mqtt:', 'mqtts:'],
  sparkplug: ['mqtt:', 'mqtts:'],
  modbus: ['modbus:'],
  opcua: ['opc.tcp:'],
};

/** Whether an address is one of this way: host and port (of OPC UA a path as well), and nothing of a password. */
export function isAddressOf(way: ConnectionWay, address: string): boolean {
  if (address === OWN_BROKER) return way === 'mqtt' || way === 'sparkplug';
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !protocols[way].includes(url.protocol)) return false;
  const isBare = url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  return isBare && url.hostname !== '' && (way === 'opcua' || ['', '/'].includes(url.pathname));
}
