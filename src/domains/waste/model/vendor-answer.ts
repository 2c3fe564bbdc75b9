// What is answered about waste vendors: their papers as of a day, what they received in a period, and what is unproved of it.
import type { CalendarDate } from '#period/calendar-date.ts';
import type { Treatment } from './treatment.ts';

/** How a dated paper stands, as data. */
export interface Standing {
  state: 'valid' | 'expires' | 'expired' | 'not_yet';
  /** days to its end or beginning, or since it ended */
  days?: number;
  within?: number;
}

/** A class of hazardous waste that a vendor received or may receive. */
export interface ReceivedClass {
  /** `HW08` */
  code: string;
  loads: number;
  massTonnes: string;
  /** loads on days on which no licence covered it */
  unlicensedLoads: number;
}

export interface VendorAnswer {
  id: string;
  code: string;
  name: { en: string; zh: string };
  licences: {
    number: string;
    permittedCodes: string[];
    from: CalendarDate;
    before: CalendarDate | null;
    standing: Standing;
  }[];
  classes: ReceivedClass[];
  received: {
    treatment: Treatment;
    loads: number;
    massTonnes: string;
    /** exact; null where the treatment claims nothing that would need a proof */
    provedMassTonnes: string | null;
  }[];
  proofs: {
    id: string;
    treatment: Treatment;
    plant: { en: string; zh: string };
    yieldShare: string | null;
    from: CalendarDate;
    before: CalendarDate;
    document: string;
    files: number;
    standing: Standing;
  }[];
  massTonnes: string;
  loads: number;
  /** exact share of what claims recovery; null where nothing does */
  unprovedShare: string | null;
}

export interface VendorsAnswer {
  /** the day on which the papers are judged: the last of the period, or today in a period that runs */
  asOf: CalendarDate;
  vendors: VendorAnswer[];
  massTonnes: string;
  unprovedShare: string | null;
}
