// The whole sample company as files in memory: which file there is, what stands in it, and how the figures come out.

import { activityHeading, activityRows } from './activity.ts';
import { csvBytes, type Table, tonnesText } from './csv.ts';
import { customerListFiles, customerListTables } from './customer-lists.ts';
import type { Day } from './day.ts';
import { documented } from './documents.ts';
import { entities, memberships } from './entities.ts';
import { dismantledLine, EXERCISE_FROM, EXERCISE_SITE, exerciseOf } from './exercise.ts';
import { improvementTables } from './improvements.ts';
import { julyLoads } from './july.ts';
import { departures, type Load } from './loads.ts';
import { manifestTables } from './manifests.ts';
import { monthEndOf } from './month-end.ts';
import { paperPress, transferManifest, vendorStatement, weighTicket } from './papers.ts';
import { carriedInRows } from './past.ts';
import { planTables } from './plan.ts';
import { policies, rollOut, savingMeters, savings } from './policies.ts';
import { boundary, people, posts, targetSteps, targets } from './programme.ts';
import { proofTable } from './proofs.ts';
import { readme } from './readme.ts';
import type { Sample } from './sample-waste.ts';
import { regions, sites } from './sites.ts';
import { statements } from './statements.ts';
import { binTable, storageTable } from './storage.ts';
import { streams } from './streams.ts';
import { declarationFiles, substanceTables } from './substances.ts';
import { supplierWater } from './supplier-water.ts';
import { testReportTables } from './test-reports.ts';
import { julyStatements, statementSheet, statementsOf, statementTables } from './vendor-statements.ts';
import { licences, materialSuppliers, vendors } from './vendors.ts';
import { wastewaterTables } from './wastewater.ts';
import { utilisationDefinitions, waterCarriedIn } from './water-past.ts';
import { controlPlanTables, madeUpBasins, placeCells, placeHeading } from './water-risk.ts';
import { decisionTable } from './weight-decisions.ts';
import { tableWorkbook, workbookBytes } from './workbook.ts';

const FIRST_YEAR: Day = '2021-01-01';
const END: Day = '2024-07-01';
const MANIFEST_SITE = 'SZ1';

/** The sample company's waste: always the same. */
export function sampleWaste(): Sample {
  const all = documented(sites.flatMap((site) => departures(site, FIRST_YEAR, END)));
  const past = all.filter((load) => load.departedOn < load.site.recordsFrom);
  const inExercise = (load: Load) => load.site.code === EXERCISE_SITE && load.departedOn >= EXERCISE_FROM;
  const recorded = all.filter((load) => load.departedOn >= load.site.recordsFrom);
  const loads = recorded.filter((load) => !inExercise(load));
  const lastMonth = loads.filter((load) => load.site.code === EXERCISE_SITE && load.departedOn.startsWith('2024-05'));
  const july = julyLoads(FIRST_YEAR);
  return {
    ...{ loads, past, exercise: exerciseOf(recorded.filter(inExercise), lastMonth.slice(0, 3)) },
    july,
    monthEnd: monthEndOf(july),
  };
}

const yesNo = (is: boolean) => (is ? 'yes' : 'no');

const loadHeading = [
  'Factory',
  'Departed on',
  'Waste stream',
  'Treatment',
  'Own weight (t)',
  'Received weight (t)',
  'Document type',
  'Document number',
  'Document line',
  'Vendor',
  'Note',
];

const loadRow = (load: Load, named = false): string[] => [
  load.site.code,
  load.departedOn,
  named ? load.stream.zh : load.stream.code,
  load.treatment,
  tonnesText(load.ownKg),
  load.receivedKg === undefined ? '' : tonnesText(load.receivedKg),
  load.documentType,
  load.documentNumber,
  String(load.documentLine),
  named ? load.vendor.zh : load.vendor.code,
  load.note,
];

const loadTable = (loads: readonly Load[]): Table => ({
  heading: loadHeading,
  rows: loads.map((load) => loadRow(load)),
});

const siteTable: Table = {
  heading: [
    'Code',
    'Name (English)',
    'Name (Chinese)',
    'Region',
    'Country',
    'City (English)',
    'City (Chinese)',
    'Time zone',
    'Started on',
    'Closed on',
    ...placeHeading,
  ],
  rows: sites.map((site) => [
    site.code,
    site.en,
    site.zh,
    site.region,
    site.country,
    site.cityEn,
    site.cityZh,
    site.timeZone,
    site.startedOn,
    '',
    ...placeCells(site.code),
  ]),
};

function organisationTables(): Record<string, Table> {
  return {
    'regions.csv': {
      heading: ['Code', 'Name (English)', 'Name (Chinese)'],
      rows: regions.map(({ code, en, zh }) => [code, en, zh]),
    },
    'entities.csv': {
      heading: [
        'Code',
        'Short name (English)',
        'Short name (Chinese)',
        'Legal name (English)',
        'Legal name (Chinese)',
        'Credit code',
        'Country',
      ],
      rows: entities.map((of) => [of.code, of.shortEn, of.shortZh, of.legalEn, of.legalZh, of.creditCode, of.country]),
    },
    'sites.csv': siteTable,
    'memberships.csv': {
      heading: ['Factory', 'Subsidiary', 'Share', 'From', 'Before'],
      rows: memberships.map((of) => [of.site, of.entity, tonnesText(of.share), of.from, of.before]),
    },
    'boundary.csv': boundary,
    'people.csv': people,
    'posts.csv': posts,
    'policies.csv': policies,
    'water-savings.csv': savings,
    'water-saving-meters.csv': savingMeters,
    'water-roll-out.csv': rollOut,
    'water-suppliers.csv': supplierWater,
    ...substanceTables,
    ...testReportTables,
    ...customerListTables,
    'water-carried-in.csv': waterCarriedIn,
    'utilisation-definitions.csv': utilisationDefinitions,
    'targets.csv': targets,
    'target-steps.csv': targetSteps,
    'statements.csv': statements,
    'activity.csv': {
      heading: activityHeading,
      rows: sites.flatMap((site) => activityRows(site, FIRST_YEAR, END)),
    },
  };
}

function supplierTables(): Record<string, Table> {
  // one vendor also sells recycled packing material
  const rolesOf = (code: string) => (code === 'V04' ? 'waste_vendor;material' : 'waste_vendor');
  return {
    'suppliers.csv': {
      heading: ['Code', 'Name (English)', 'Name (Chinese)', 'Credit code', 'Country', 'Roles'],
      rows: [
        ...vendors.map((of) => [of.code, of.en, of.zh, of.creditCode, of.country, rolesOf(of.code)]),
        ...materialSuppliers.map((of) => [of.code, of.en, of.zh, of.creditCode, of.country, of.roles]),
      ],
    },
    'supplier-licences.csv': {
      heading: ['Supplier', 'Line', 'Licence number', 'Permitted codes', 'From', 'Before'],
      rows: licences.map((of) => [of.vendor, String(of.line), of.number, of.permitted.join(';'), of.from, of.before]),
    },
    'streams.csv': {
      heading: [
        'Code',
        'Name (English)',
        'Name (Chinese)',
        'Hazardous',
        'National code',
        'Composition',
        'In UL 2799 scope',
        'Reason out of scope (English)',
        'Reason out of scope (Chinese)',
      ],
      rows: streams.map((of) => [
        of.code,
        of.en,
        of.zh,
        yesNo(of.hazardous),
        of.nationalCode,
        of.composition,
        yesNo(!of.outOfScope),
        of.outOfScope?.[0] ?? '',
        of.outOfScope?.[1] ?? '',
      ]),
    },
  };
}

const manifestHeadings = {
  heads: ['Factory', 'Number', 'Vendor', 'Carrier (English)', 'Carrier (Chinese)', 'Handed over on', 'Received on'],
  lines: [
    'Manifest',
    'Line',
    'Waste stream',
    'Waste code',
    'Packages',
    'Shipped mass (t)',
    'Received mass (t)',
    'Outcome',
  ],
};

const manifestLoads = (loads: readonly Load[]) =>
  loads.filter((load) => load.site.code === MANIFEST_SITE && load.stream.hazardous && load.departedOn >= '2024-04-01');

function wasteTables({ loads, past, exercise }: Sample): Record<string, Table> {
  const vendorStatements = statementTables(statementsOf(loads));
  const manifests = manifestTables(manifestLoads(loads));
  const year = (name: string) => loads.filter((load) => load.departedOn.startsWith(name));
  return {
    'loads-2022.csv': loadTable(year('2022')),
    'loads-2023.csv': loadTable(year('2023')),
    'loads-2024-h1.csv': loadTable(year('2024')),
    'weight-decisions.csv': decisionTable(loads, loadTable(loads)),
    'carried-in.csv': {
      heading: ['Factory', 'Year', 'Treatment', 'Hazardous', 'Mass (t)', 'Source document'],
      rows: carriedInRows(past),
    },
    'manifests.csv': { heading: manifestHeadings.heads, rows: manifests.heads },
    'manifest-lines.csv': { heading: manifestHeadings.lines, rows: manifests.lines },
    'vendor-proofs.csv': proofTable(loads),
    'bins.csv': binTable(loads),
    'storage-movements.csv': storageTable(loads, exercise.mended, END),
    'vendor-statements.csv': vendorStatements.heads,
    'vendor-statement-lines.csv': vendorStatements.lines,
    ...planTables([...loads, ...exercise.mended], END),
  };
}

/** The papers, and the list that says to which loads each belongs. */
function paperFiles({ loads, july }: Sample): Map<string, Uint8Array> {
  const press = paperPress();
  const files = new Map<string, Uint8Array>();
  const evidence: string[][] = [];
  const add = (file: string, kind: string, load: Load, effectiveOn: string, paper: Parameters<typeof press>[0]) => {
    files.set(`papers/${file}`, press(paper));
    evidence.push([`papers/${file}`, kind, load.site.code, load.documentNumber, effectiveOn]);
  };
  const ofSite = loads.filter((load) => load.site.code === EXERCISE_SITE && load.departedOn < '2024-06-01');
  for (const stream of ['N03', 'N06']) {
    const ticket = ofSite.findLast(
      (load) => load.stream.code === stream && load.documentType === 'weigh_ticket' && linesOf(load).length === 1,
    );
    if (!ticket) throw new Error(`no ticket of ${stream} to print`);
    add(`weigh-ticket-${ticket.documentNumber}.pdf`, 'weigh_ticket', ticket, ticket.departedOn, weighTicket(ticket));
  }
  const last = ofSite.findLast((load) => load.documentType === 'vendor_statement');
  if (!last) throw new Error('no statement to print');
  add(
    `statement-${last.documentNumber}.pdf`,
    'vendor_statement',
    last,
    last.departedOn,
    vendorStatement(linesOf(last)),
  );
  const shipped = manifestLoads(loads).findLast((load) => linesOf(load).length > 1);
  if (!shipped) throw new Error('no manifest of several lines to print');
  const { heads, lines } = manifestTables(linesOf(shipped));
  add(
    `manifest-${shipped.documentNumber}.pdf`,
    'manifest',
    shipped,
    shipped.departedOn,
    transferManifest(linesOf(shipped), heads[0] ?? [], lines),
  );
  files.set('exercises/weigh-ticket-240628-041.pdf', press(weighTicket(dismantledLine)));
  const heading = ['File', 'Kind', 'Factory', 'Document number', 'Effective on'];
  files.set('evidence.csv', csvBytes({ heading, rows: evidence }));
  const stamped = statementsOf(loads).filter(({ site, month }) => site === EXERCISE_SITE && month === '2024-05');
  for (const { number, loads: covered } of stamped)
    files.set(`papers/statement-${number}.pdf`, press(vendorStatement(covered, number)));
  files.set(
    'statement-evidence.csv',
    csvBytes({
      heading: ['File', 'Statement'],
      rows: stamped.map(({ number }) => [`papers/statement-${number}.pdf`, number]),
    }),
  );
  for (const statement of julyStatements(july)) {
    const path = `exercises/statement-202407-${statement.vendor}`;
    files.set(`${path}.pdf`, press(vendorStatement(statement.loads, statement.number)));
    files.set(`${path}.csv`, statementSheet(statement));
  }
  return files;

  function linesOf(load: Load): Load[] {
    return loads.filter(
      (other) =>
        other.site === load.site && other.vendor === load.vendor && other.documentNumber === load.documentNumber,
    );
  }
}

/** Every file of `samples/`, by its path in there. */
export async function sampleFiles(sample: Sample): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  const tables = {
    ...organisationTables(),
    ...supplierTables(),
    ...wasteTables(sample),
    ...improvementTables,
    ...wastewaterTables,
    ...controlPlanTables,
  };
  for (const [path, table] of Object.entries(tables)) files.set(path, csvBytes(table));
  for (const [path, bytes] of [...paperFiles(sample), ...declarationFiles(), ...customerListFiles()])
    files.set(path, bytes);
  files.set('sites.xlsx', await tableWorkbook('Sites', siteTable, []));
  const may = sample.loads.filter((load) => load.site.code === EXERCISE_SITE && load.departedOn.startsWith('2024-05'));
  const mayTable = { heading: loadHeading, rows: may.map((load) => loadRow(load, true)) };
  const numbers = ['Own weight (t)', 'Received weight (t)', 'Document line'];
  files.set('month-end-2024-05.xlsx', await tableWorkbook('2024-05', mayTable, numbers));
  const exercise = 'exercises/month-end-2024-06-with-mistakes';
  files.set(`${exercise}.xlsx`, await workbookBytes(sample.exercise.workbook));
  files.set(`${exercise}.csv`, csvBytes(sample.exercise.csv));
  files.set('exercises/month-end-2024-07-with-mistakes.xlsx', await workbookBytes(sample.monthEnd.workbook));
  files.set('README.md', new TextEncoder().encode(readme(sample)));
  files.set('made-up-basins.geojson', new TextEncoder().encode(madeUpBasins()));
  // git must hand out these bytes on every system
  files.set('.gitattributes', new TextEncoder().encode('* -text\n'));
  return files;
}
