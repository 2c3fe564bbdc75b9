// What the endpoints of government ledgers answer to their page.
import type { LocalText } from '#platform/ui/language.tsx';

/** A layout as the page lists it. */
export interface LedgerLayoutAnswer {
  edition: string;
  title: LocalText;
  source: string;
  asOf: string;
  effectiveFrom: string | null;
  verified: boolean;
  note?: LocalText;
  sheets: readonly {
    id: string;
    title: LocalText;
    columns: readonly { heading: LocalText; from: string; gives: string }[];
  }[];
}

/** What is missing for one ledger, how it stands to the figures, and its first rows. */
export interface LedgerGapsAnswer {
  gaps: readonly {
    what: string;
    words: string;
    mend?: readonly { kind: string; id: string; name: LocalText }[];
  }[];
  checks: readonly { sheetId: string; agrees: boolean; words: string }[];
  sheets: readonly {
    id: string;
    rows: number;
    first: readonly { state: string; cells: readonly string[] }[];
  }[];
}
