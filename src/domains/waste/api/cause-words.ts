// How is the cause of a factory's rate said in one sentence?
import type { CalendarDate } from '#period/calendar-date.ts';
import { labelDate, labelMonth } from '#period/label.ts';
import { type Dictionary, type Language, word } from '#platform/i18n/words.ts';
import { exactText } from '#units/quantity.ts';
import { showPoints } from '#units/show.ts';
import { showFigure } from '#units/show-figure.ts';
import type { LossHistory, LossOfStream } from '../rules/rate-cause.ts';
import { monthsLookedBack } from '../rules/rate-cause.ts';
import type { ChangePart } from '../rules/rate-parts.ts';

/** Names by id, as they are written in a sentence. */
export interface Namer {
  stream(id: string): string;
  vendor(id: string): string;
}

/** "Process sludge N11: 42.0 t to landfill by V14; until May 2023 it went to …". */
export function causeSentence(
  loss: LossOfStream,
  history: LossHistory,
  names: Namer,
  words: Dictionary,
  language: Language,
): string {
  const t = (key: string, facts: Record<string, string | number> = {}) =>
    word(words, language, `waste.cause.${key}`, facts);
  const treated = (code: string) => word(words, language, `waste.treated.${code}`);
  const said = [
    t(loss.vendorsCount > 1 ? 'lost.several' : 'lost', {
      stream: names.stream(loss.streamId),
      mass: showFigure(exactText(loss.lostMassTonnes), 't', language),
      treated: treated(loss.treatment),
      vendor: names.vendor(loss.vendorId),
      others: loss.vendorsCount - 1,
    }),
  ];
  const { before, meanwhile, since, isNew } = history;
  if (before)
    said.push(
      t(before.ended ? `before.${before.ended.what}` : 'before', {
        month: labelMonth(before.last, language),
        treated: treated(before.treatment),
        vendor: names.vendor(before.vendorId),
        on: before.ended ? labelDate(before.ended.on as CalendarDate, language) : '',
      }),
    );
  else if (isNew && since) said.push(t('new', { month: labelMonth(since, language) }));
  else if (!meanwhile) said.push(t('always', { months: monthsLookedBack }));
  if (meanwhile)
    said.push(
      t(meanwhile.isWhole ? 'meanwhile.whole' : 'meanwhile.part', {
        month: labelMonth(meanwhile.since, language),
        treated: treated(meanwhile.treatment),
        vendor: names.vendor(meanwhile.vendorId),
      }),
    );
  return said.join(t('joint'));
}

/** What a stream did to the rate: "Kitchen waste: treated otherwise, +3.4 points". */
export function changeSentence(part: ChangePart, names: Namer, words: Dictionary, language: Language): string {
  const how = part.massTonnes.isZero()
    ? 'stopped'
    : part.massBeforeTonnes.isZero()
      ? 'new'
      : part.treatmentEffect.abs().gte(part.mixEffect.abs())
        ? 'treatment'
        : part.massTonnes.gte(part.massBeforeTonnes)
          ? 'more'
          : 'less';
  return word(words, language, `waste.change.${how}`, {
    stream: names.stream(part.streamId),
    points: showPoints(part.effect),
  });
}
