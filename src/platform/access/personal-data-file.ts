// What is held on a person as a file: JSON for a machine, and a page in his own language for himself.
import { type Dictionary, type Language, word } from '../i18n/words.ts';
import { type PartToWrite, zipBytes } from '../intake/read/zip-writer.ts';
import type { Facts } from '../notify/facts.ts';
import { sayNotice } from '../notify/say.ts';
import type { HeldRows, PersonalData } from './personal-data.ts';
import { personalTables, TOLD_AT_MOST } from './personal-tables.ts';

/** Two parts of one archive. */
export function personalDataZip(words: Dictionary, data: PersonalData, at: Date): AsyncGenerator<Buffer, void> {
  const parts: PartToWrite[] = [
    { name: 'personal-data.json', text: [JSON.stringify({ madeAt: at, ...data }, null, 2)] },
    { name: 'personal-data.html', text: personalDataPage(words, data, at) },
  ];
  return zipBytes(parts);
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const html = (text: string) => text.replace(/[&<>"]/g, (found) => escapes[found] ?? found);
const style = `body{font:14px/1.5 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;max-width:1080px;margin:32px auto;padding:0 16px;color:#1a1f1c}
h1{font-size:20px}h2{font-size:16px;margin:32px 0 0}p{margin:4px 0}table{border-collapse:collapse;width:100%;margin-top:8px;font-variant-numeric:tabular-nums}
th,td{text-align:left;vertical-align:top;padding:6px 12px 6px 0;border-bottom:1px solid #e2e6e3;overflow-wrap:anywhere}.small{font-size:12px;color:#55605a}`;

/** Columns whose values are codes, and where the words of those stand. */
const wordOf: Readonly<Record<string, readonly string[]>> = {
  role: ['role.'],
  action: ['action.'],
  says: ['action.'],
  step: ['action.'],
  what: ['waysIn.what.'],
  outcome: ['waysIn.outcome.'],
  way: ['waysIn.way.'],
  subject: ['waysIn.way.', 'waysIn.subject.'],
  purpose: ['waysIn.subject.'],
  channel: ['channel.'],
  language: ['people.language.'],
  job: ['job.'],
  kind: [''],
};

/** The page, piece by piece: of some tables there are many rows. */
export function* personalDataPage(words: Dictionary, data: PersonalData, at: Date): Generator<string> {
  const { language, names } = data;
  const say = (key: string, facts?: Record<string, string | number>) => word(words, language, key, facts);
  const title = say('privacy.file.title', { name: data.userName });
  yield `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${html(title)}</title><style>${style}</style><body><main>`;
  yield `<h1>${html(title)}</h1><p>${html(say('privacy.file.text', { at: instant(at) }))}</p><p>${html(say('privacy.freeText'))}</p>`;
  if (data.erased)
    yield `<p><strong>${html(say('privacy.erasedOn', { on: instant(data.erased.at), number: data.erased.number, reason: data.erased.reason ?? '' }))}</strong></p>`;
  for (const held of data.tables) yield* section(words, language, names, held);
  yield '</main></body></html>';
}

function* section(
  words: Dictionary,
  language: Language,
  names: PersonalData['names'],
  held: HeldRows,
): Generator<string> {
  const say = (key: string, facts?: Record<string, string | number>) => word(words, language, key, facts);
  yield `<section><h2>${html(say(`privacy.table.${held.table}`))} (${held.count})</h2>`;
  yield `<p class="small">${html(say(`privacy.kept.${held.kept}`))} · ${html(say(`privacy.erased.${held.erased}`))}</p>`;
  if (held.rows.length > 0) {
    const columns = personalTables.find(({ table }) => table === held.table)?.tells ?? [];
    yield `<table><thead><tr>${columns.map((column) => `<th scope="col">${html(say(`privacy.column.${column}`))}</th>`).join('')}</tr></thead><tbody>`;
    for (const row of held.rows)
      yield `<tr>${columns.map((column) => `<td>${html(shown(words, language, names, row, column))}</td>`).join('')}</tr>`;
    yield '</tbody></table>';
    if (held.count > held.rows.length)
      yield `<p class="small">${html(say('privacy.file.more', { most: TOLD_AT_MOST }))}</p>`;
  }
  yield '</section>';
}

const instant = (at: Date) => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

function shown(
  words: Dictionary,
  language: Language,
  names: PersonalData['names'],
  row: Readonly<Record<string, unknown>>,
  column: string,
): string {
  const value = row[column];
  if (value === null || value === undefined) return '—';
  if (value instanceof Date) return instant(value);
  if (typeof value === 'boolean') return word(words, language, value ? 'privacy.yes' : 'privacy.no');
  if (column === 'facts') return sayNotice(words, language, String(row.message), value as Facts);
  if (column === 'message') return word(words, language, `notice.${value}|about`);
  if (column === 'actions')
    return (value as string[]).map((one) => word(words, language, `access.action.${one}`)).join('; ');
  if (typeof value === 'object') return JSON.stringify(value);
  const text = String(value);
  const name = names[text];
  if (name) return name[language];
  const key = wordOf[column]?.map((before) => `${before}${text}`).find((one) => one in words[language]);
  return key ? word(words, language, key) : text;
}
