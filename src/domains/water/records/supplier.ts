// How a supplier manages its water, as far as somebody found out; and how it stands by that, as figures count it.
import type { Check } from '#platform/records/declare/kind.ts';
import {
  code,
  date,
  decimal,
  flag,
  integer,
  optional,
  recordKind,
  ref,
  text,
  year,
} from '#platform/records/declare/kind.ts';
import { awsLevels, supplierSources, supplierStandingCodes, supplierStress } from '../model/supplier.ts';

/** Nothing is found or told on a day that is still to come. */
const notToCome: Check = (values, _, { today }) =>
  (['foundOn', 'toldOn'] as const).flatMap((field) => {
    const given = values[field] as string | null;
    return given !== null && given > today
      ? [{ field, code: 'date_in_future', facts: { given }, level: 'error' as const }]
      : [];
  });

/** A certificate without its last day would hold for ever, and a volume without its year is of no year. */
const toldWhole: Check = ({ certificate, certificateUntil, withdrawalM3, withdrawalYear }) => {
  const missing = (field: string) => ({ field, code: 'missing', level: 'error' as const });
  const isCertified = certificate !== null && certificate !== 'not_certified';
  return [
    ...(isCertified && certificateUntil === null ? [missing('certificateUntil')] : []),
    ...(!isCertified && certificateUntil !== null ? [missing('certificate')] : []),
    ...(withdrawalM3 !== null && withdrawalYear === null ? [missing('withdrawalYear')] : []),
    ...(withdrawalM3 === null && withdrawalYear !== null ? [missing('withdrawalM3')] : []),
  ];
};

/** What was found of a supplier on a day. The newest says all of it anew: what it leaves out is not known any more. */
export const supplierManagement = recordKind({
  kind: 'water.supplier-management',
  version: 1,
  owner: 'group',
  calledBy: ['foundOn'],
  fields: {
    supplier: ref('suppliers.supplier'),
    foundOn: date(),
    source: code(supplierSources, 'water.supplier-source'),
    toldOn: optional(date()),
    policy: optional(flag()),
    metering: optional(flag()),
    withdrawalM3: optional(decimal({ min: '0' })),
    withdrawalYear: optional(year()),
    dischargeComplies: optional(flag()),
    stress: code(supplierStress, 'water.supplier-stress'),
    certificate: optional(code(awsLevels, 'water.aws-level')),
    certificateUntil: optional(date()),
    plan: optional(flag()),
    note: optional(text({ max: 500, prose: true })),
  },
  check: [notToCome, toldWhole],
  sameWhen: ['supplier', 'foundOn'],
  review: 'one-step',
  evidence: 'every-record',
  list: ['supplier', 'foundOn', 'source', 'policy', 'metering', 'dischargeComplies', 'certificate', 'certificateUntil'],
});

/** Where figures of suppliers begin: how one stands from a day on. It is worked out, and nobody records one. */
export const supplierStandingKind = recordKind({
  kind: 'water.supplier-standing',
  version: 1,
  owner: 'site',
  effective: 'day',
  calledBy: ['standing'],
  fields: {
    // Sums ask of every source whose it is in a column of this name; here it is a supplier.
    site: ref('suppliers.supplier'),
    day: date(),
    standing: code(supplierStandingCodes, 'water.supplier-standing'),
    suppliers: integer({ min: 1, max: 1 }),
  },
  sameWhen: ['site', 'day'],
  readOn: '/water/suppliers',
  review: 'none',
  evidence: 'none',
  list: ['site', 'day', 'standing'],
});
