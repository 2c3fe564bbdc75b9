// The record kind of suppliers: one record per company, whatever its roles; a waste vendor is a supplier in a role.
import type { RecordKind } from '#platform/records/declare/kind.ts';
import { codes, date, localText, optional, recordKind, text } from '#platform/records/declare/kind.ts';

/** What a company is to us; one company may be several. */
export const supplierRoles = ['waste_vendor', 'carrier', 'material', 'chemical', 'service'] as const;

export const supplier = recordKind({
  kind: 'suppliers.supplier',
  version: 1,
  owner: 'group',
  calledBy: ['code', 'name'],
  fields: {
    code: text({ max: 40 }),
    name: localText(),
    creditCode: optional(text({ max: 18 })),
    country: text({ max: 2, pattern: /^[A-Z]{2}$/ }),
    roles: codes(supplierRoles, 'suppliers.role'),
  },
  lines: {
    name: 'licence',
    fields: {
      number: text({ max: 60 }),
      permittedCodes: codes(null, 'waste.class'),
      from: date(),
      before: optional(date()),
    },
  },
  sameWhen: ['code'],
  review: 'none',
  evidence: 'none',
  list: ['code', 'name', 'roles', 'country'],
  // A place where somebody of the supplier can have a right: to this record and to nothing of the group.
  node: { type: 'supplier', name: 'name' },
});

export const suppliersKinds: readonly RecordKind[] = [supplier];
