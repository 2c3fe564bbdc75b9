// The record kinds of substances, in the order in which they refer to each other.
import type { RecordKind } from '#platform/records/declare/kind.ts';
import { certificate } from './records/certificate.ts';
import { customerListKind } from './records/customer-list.ts';
import { customerProduct } from './records/customer-product.ts';
import { declaration } from './records/declaration.ts';
import { gradeRequirement } from './records/grade-requirement.ts';
import { bom, item, makerPart } from './records/items.ts';
import { override } from './records/override.ts';
import { stock } from './records/stock.ts';
import { substance } from './records/substance.ts';
import { testReport } from './records/test-report.ts';

export const substancesKinds: readonly RecordKind[] = [
  substance,
  item,
  makerPart,
  bom,
  gradeRequirement,
  stock,
  declaration,
  certificate,
  testReport,
  override,
  customerListKind,
  customerProduct,
];
