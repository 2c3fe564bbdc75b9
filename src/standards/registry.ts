// Which laws and standards are cited here, in which edition, in force from when, and has anyone read the original?
import type { Bilingual } from '#glossary/language.ts';

/** What a cited text is: a published standard, a law, a list by an authority, the owner's own choice, or ours. */
export type StandardKind = 'standard' | 'law' | 'list' | 'owner_definition' | 'house_default';

/** One edition of a law or standard. A new edition is a new entry; the old one stays, so that old figures recompute. */
export interface Standard {
  readonly kind: StandardKind;
  /** What is printed before the clause, such as `GRI 306:2020`. */
  readonly designation: string;
  readonly title: Bilingual;
  readonly edition: string;
  /** First day in force, where known. */
  readonly effectiveFrom?: string;
  /** First day no longer in force. */
  readonly effectiveTo?: string;
  /** The edition that took its place. */
  readonly replacedBy?: string;
  /** Where the facts about this entry were found. */
  readonly source: string;
  /** Whether a person has confirmed the entry against the published text. Shown as "unverified" until then. */
  readonly verified: boolean;
}

const secondary = 'secondary copies on public pages, November 2026; the published text was not opened';
const general = 'general knowledge of the field, November 2026; the published text was not opened';

/** The laws and standards that figures, limits and targets cite, by edition. */
export const standards = {
  'UL-2799': {
    kind: 'standard',
    designation: 'UL 2799',
    title: { en: 'Zero Waste to Landfill, claim validation', zh: '废弃物零填埋声明验证' },
    edition: 'as described on public UL pages, November 2026 (the paid text is not held)',
    source: 'industries.ul.com, services.ul.com, ul2809.com; November 2026',
    verified: false,
  },
  'UL-2799-2012': {
    kind: 'standard',
    designation: 'UL ECVP 2799 (2012)',
    title: { en: 'Zero Waste to Landfill, claim validation: tiers of 2012', zh: '废弃物零填埋声明验证（2012年等级）' },
    edition: '2012',
    effectiveFrom: '2012-05-01',
    replacedBy: 'UL-2799',
    source: 'services.ul.com; November 2026',
    verified: false,
  },
  'GRI-306-2020': {
    kind: 'standard',
    designation: 'GRI 306:2020',
    title: { en: 'GRI 306: Waste 2020', zh: 'GRI 306：废弃物 2020' },
    edition: '2020',
    effectiveFrom: '2022-01-01',
    source: secondary,
    verified: false,
  },
  'GRI-303-2018': {
    kind: 'standard',
    designation: 'GRI 303:2018',
    title: { en: 'GRI 303: Water and Effluents 2018', zh: 'GRI 303：水资源和污水 2018' },
    edition: '2018',
    effectiveFrom: '2021-01-01',
    source: secondary,
    verified: false,
  },
  'BASEL-ANNEX-IV': {
    kind: 'law',
    designation: 'Basel Convention, Annex IV',
    title: { en: 'Basel Convention, Annex IV: disposal operations', zh: '《巴塞尔公约》附件四：处置作业' },
    edition: 'D1–D15, R1–R13',
    effectiveFrom: '1992-05-05',
    source: general,
    verified: false,
  },
  'EU-LOW-2000-532': {
    kind: 'list',
    designation: 'European List of Waste',
    title: { en: 'European List of Waste (Decision 2000/532/EC)', zh: '欧盟废物名录（2000/532/EC号决定）' },
    edition: 'six-digit codes as used by the UK waste tracking service, December 2025',
    source: 'DEFRA/waste-movement-external-api, Open Government Licence v3; December 2025',
    verified: false,
  },
  'CN-SOLID-WASTE-LAW-2020': {
    kind: 'law',
    designation: 'Solid Waste Law (2020)',
    title: {
      en: 'Law on the Prevention and Control of Environmental Pollution by Solid Waste, revised 2020',
      zh: '《中华人民共和国固体废物污染环境防治法》（2020年修订）',
    },
    edition: '2020',
    effectiveFrom: '2020-09-01',
    source: general,
    verified: false,
  },
  'CN-HW-LIST-2021': {
    kind: 'list',
    designation: 'National Hazardous Waste List (2021)',
    title: { en: 'National Catalogue of Hazardous Wastes, 2021 edition', zh: '《国家危险废物名录（2021年版）》' },
    edition: '2021',
    effectiveFrom: '2021-01-01',
    effectiveTo: '2025-01-01',
    replacedBy: 'CN-HW-LIST-2025',
    source: 'official text, read by machine; the table is held here',
    verified: false,
  },
  'CN-HW-LIST-2025': {
    kind: 'list',
    designation: 'National Hazardous Waste List (2025)',
    title: { en: 'National Catalogue of Hazardous Wastes, 2025 edition', zh: '《国家危险废物名录（2025年版）》' },
    edition: '2025 (in force; the table is not held here)',
    effectiveFrom: '2025-01-01',
    source: secondary,
    verified: false,
  },
  'CN-MANIFEST-2022': {
    kind: 'law',
    designation: 'Hazardous Waste Transfer Measures (2022)',
    title: { en: 'Measures for the Management of Hazardous Waste Transfer', zh: '《危险废物转移管理办法》' },
    edition: '2022',
    effectiveFrom: '2022-01-01',
    source: secondary,
    verified: false,
  },
  'HJ-1259-2022': {
    kind: 'standard',
    designation: 'HJ 1259-2022',
    title: {
      en: 'Technical guideline for hazardous waste management plans and ledgers',
      zh: '《危险废物管理计划和管理台账制定技术导则》',
    },
    edition: '2022',
    effectiveFrom: '2022-10-01',
    source: general,
    verified: false,
  },
  'CN-GENERAL-LEDGER-2021': {
    kind: 'law',
    designation: 'General Industrial Solid Waste Ledger Guide (2021)',
    title: {
      en: 'Guide to ledgers of general industrial solid waste (trial)',
      zh: '《一般工业固体废物管理台账制定指南（试行）》',
    },
    edition: '2021',
    source: general,
    verified: false,
  },
  'CN-SW-CODES-2024': {
    kind: 'list',
    designation: 'Solid Waste Codes (2024)',
    title: { en: 'Catalogue of solid waste classes and codes', zh: '《固体废物分类与代码目录》' },
    edition: '2024',
    source: secondary,
    verified: false,
  },
  'GB-T-39198-2020': {
    kind: 'standard',
    designation: 'GB/T 39198-2020',
    title: { en: 'General solid waste: classification and codes', zh: '《一般固体废物分类与代码》' },
    edition: '2020',
    source: general,
    verified: false,
  },
  'GB-34330-2017': {
    kind: 'standard',
    designation: 'GB 34330-2017',
    title: { en: 'Identification standards for solid wastes: general rules', zh: '《固体废物鉴别标准 通则》' },
    edition: '2017',
    effectiveFrom: '2017-10-01',
    effectiveTo: '2026-03-01',
    replacedBy: 'GB-34330-2025',
    source: general,
    verified: false,
  },
  'GB-34330-2025': {
    kind: 'standard',
    designation: 'GB 34330-2025',
    title: { en: 'Identification standards for solid wastes: general rules', zh: '《固体废物鉴别标准 通则》' },
    edition: '2025',
    effectiveFrom: '2026-03-01',
    source: 'public page, November 2026',
    verified: false,
  },
  'GB-T-16483-2008': {
    kind: 'standard',
    designation: 'GB/T 16483-2008',
    title: {
      en: 'Safety data sheet for chemical products: content and order of sections',
      zh: '《化学品安全技术说明书 内容和项目顺序》',
    },
    edition: '2008',
    effectiveFrom: '2009-02-01',
    source: general,
    verified: false,
  },
  'GB-T-7119-2018': {
    kind: 'standard',
    designation: 'GB/T 7119-2018',
    title: { en: 'Evaluation guide for water-saving enterprises', zh: '节水型企业评价导则' },
    edition: '2018',
    source: general,
    verified: false,
  },
  'WRI-AQUEDUCT-4.0': {
    kind: 'list',
    designation: 'WRI Aqueduct 4.0',
    title: { en: 'Aqueduct 4.0 water risk indicators', zh: 'Aqueduct 4.0水风险指标' },
    edition: '4.0',
    source: 'public data dictionary and presets of the tool, November 2026; CC BY 4.0, attribution required',
    verified: false,
  },
  'GB-8978-1996': {
    kind: 'standard',
    designation: 'GB 8978-1996',
    title: { en: 'Integrated wastewater discharge standard', zh: '污水综合排放标准' },
    edition: '1996',
    effectiveFrom: '1998-01-01',
    source: general,
    verified: false,
  },
  'GB-39731-2020': {
    kind: 'standard',
    designation: 'GB 39731-2020',
    title: { en: 'Discharge standard of water pollutants for electronic industry', zh: '电子工业水污染物排放标准' },
    edition: '2020',
    effectiveFrom: '2021-07-01',
    source: secondary,
    verified: false,
  },
  'CN-DISCHARGE-PERMIT-2021': {
    kind: 'law',
    designation: 'State Council Decree 736',
    title: { en: 'Regulation on pollutant discharge permits', zh: '排污许可管理条例' },
    edition: '2021',
    effectiveFrom: '2021-03-01',
    source: general,
    verified: false,
  },
  'HJ-819-2017': {
    kind: 'standard',
    designation: 'HJ 819-2017',
    title: { en: 'Self-monitoring of pollution sources: general guideline', zh: '排污单位自行监测技术指南 总则' },
    edition: '2017',
    effectiveFrom: '2017-06-01',
    source: general,
    verified: false,
  },
  IPMVP: {
    kind: 'standard',
    designation: 'IPMVP',
    title: {
      en: 'International Performance Measurement and Verification Protocol',
      zh: '国际绩效测量与验证规程（IPMVP）',
    },
    edition: 'core concepts, edition not held',
    source: general,
    verified: false,
  },
  'OWNER-DEFINITION': {
    kind: 'owner_definition',
    designation: "Owner's definition",
    title: { en: "The company's own published definition or target", zh: '企业自行公布的定义或目标' },
    edition: 'as set in the parameters of the figure',
    source: 'set by the owner of the installation',
    verified: true,
  },
  'GREENFAB-DEFAULT': {
    kind: 'house_default',
    designation: 'greenfab default',
    title: { en: 'Default of this software, no standard', zh: '本系统默认设定，非标准要求' },
    edition: '2026-11',
    effectiveFrom: '2026-11-01',
    source: 'practice of the trade; can be set',
    verified: true,
  },
} as const satisfies Record<string, Standard>;

/** The id of one edition of a law or standard. Cited ids are stored: add, never rename. */
export type StandardId = keyof typeof standards;

/** Whether text is the id of an edition that is known here. */
export const isStandardId = (text: string): text is StandardId => Object.hasOwn(standards, text);

/** The entry of one edition. */
export const standardOf = (id: StandardId): Standard => standards[id];
