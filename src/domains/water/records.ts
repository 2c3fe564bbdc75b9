// The record kinds of water, in the order in which they refer to each other.
import type { RecordKind } from '#platform/records/declare/kind.ts';
import { carriedTotal } from './records/carried-total.ts';
import { exceedanceCase } from './records/exceedance-case.ts';
import { findingAnswer } from './records/finding-answer.ts';
import { findingLimits } from './records/finding-limits.ts';
import { handReading } from './records/hand-reading.ts';
import { calibration, meter, meterSpan } from './records/meter.ts';
import { readingExclusion } from './records/reading-exclusion.ts';
import { controlPlan, riskAssessment } from './records/risk.ts';
import { rollOut, savingProject } from './records/saving.ts';
import { supplierManagement } from './records/supplier.ts';
import { bill, landlordStatement, monthEntry, utilisationDefinition, volumePolicy } from './records/volumes.ts';
import { baseDrainage, labReport, limit, monitoringItem, outlet, testExemption } from './records/wastewater.ts';

export const waterKinds: readonly RecordKind[] = [
  meter,
  meterSpan,
  calibration,
  handReading,
  readingExclusion,
  findingAnswer,
  findingLimits,
  outlet,
  limit,
  labReport,
  monitoringItem,
  testExemption,
  baseDrainage,
  exceedanceCase,
  savingProject,
  rollOut,
  bill,
  landlordStatement,
  monthEntry,
  carriedTotal,
  volumePolicy,
  utilisationDefinition,
  riskAssessment,
  controlPlan,
  supplierManagement,
];
