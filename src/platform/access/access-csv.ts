// The log of access as a file that Excel opens and that runs nothing.
import { Readable } from 'node:stream';
import { type Dictionary, type Language, word } from '../i18n/words.ts';
import { csvBytes } from '../intake/read/write-csv.ts';
import type { AccessEvent } from './access-events.ts';

const columns = ['at', 'person', 'what', 'outcome', 'subject', 'scope', 'network', 'device'] as const;

/** One line an event, in the reader's language; the instant as ISO 8601 in UTC. */
export function accessCsv(words: Dictionary, language: Language, events: readonly AccessEvent[]): Readable {
  const say = (key: string) => word(words, language, key);
  const known = (key: string, otherwise: string) => (key in words[language] ? say(key) : otherwise);
  const rows = function* (): Generator<readonly string[]> {
    yield columns.map((column) => say(`waysIn.log.${column}`));
    for (const event of events) {
      const { subject, device } = event;
      const [browser, system] = device?.split('/') ?? [];
      yield [
        event.at,
        event.person ? `${event.person.name[language]} (${event.person.userName})` : event.actor,
        say(`waysIn.what.${event.what}`),
        say(`waysIn.outcome.${event.outcome}`),
        subject === null ? '' : known(`waysIn.way.${subject}`, known(`waysIn.subject.${subject}`, subject)),
        event.scope?.[language] ?? '',
        event.network ?? '',
        device === null ? '' : `${say(`waysIn.browser.${browser}`)} · ${say(`waysIn.system.${system}`)}`,
      ];
    }
  };
  return Readable.from(csvBytes(rows()));
}
