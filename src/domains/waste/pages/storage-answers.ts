// What the server answers about the store and its bins.
import type { LocalText } from '#platform/ui/language.tsx';
import type { Status } from '#platform/ui/status-mark.tsx';
import type { StorageAlarm } from '../rules/storage-age.ts';
import type { StorageQuestion } from '../rules/storage-ledger.ts';

/** The mark of each alarm. */
export const alarmMarks: Readonly<Record<StorageAlarm, Status>> = {
  within: 'on_track',
  soon: 'at_risk',
  over: 'behind',
};

export interface SiteNamed {
  id: string;
  code: string;
  name: LocalText;
}

export interface StreamNamed {
  id: string;
  code: string;
  name: LocalText;
  hazardous: boolean;
  nationalCode: string | null;
}

export interface ContainerAnswer {
  container: string;
  sinceOn: string;
  massTonnes: string;
}

export interface OldestAnswer {
  container: string;
  sinceOn: string;
  days: number;
  limitDays: number;
  alarm: StorageAlarm;
}

/** One stream of one factory in the answer of `/waste/storage`. */
export interface StorageLine {
  site: SiteNamed;
  stream: StreamNamed;
  beginsOn: string | null;
  openingMassTonnes: string | null;
  inMassTonnes: string;
  loadsMassTonnes: string;
  outMassTonnes: string;
  onSiteMassTonnes: string;
  stockTakeMassTonnes: string;
  closingMassTonnes: string | null;
  generatedMassTonnes: string | null;
  noData: string | null;
  questions: readonly StorageQuestion[];
  provisional: boolean;
  containers: readonly ContainerAnswer[];
  oldest: OldestAnswer | null;
}

/** The answer of `/waste/storage`. */
export interface StorageAnswer {
  period: string;
  asOf: string;
  rows: readonly StorageLine[];
}

/** One label in the answer of `/waste/bins/labels`. */
export interface LabelAnswer {
  id: string;
  code: string;
  name: LocalText;
  place: LocalText | null;
  inStore: boolean;
  site: SiteNamed;
  stream: StreamNamed & { hazardTraits: readonly string[] };
  link: string;
}
