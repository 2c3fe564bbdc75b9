// A refused entry put right on the phone: its weight, day, number or container; then it is sent again under the same id.
import { useState } from 'react';
import { useWords } from '#platform/ui/language.tsx';
import type { MendProps } from '#platform/ui/phone/kept-list.tsx';
import { massToTonnes } from '#units/mass.ts';
import { exactText } from '#units/quantity.ts';
import { type BayUnit, typedNumber } from './entry-values.ts';

export function MendEntry({ entry, onMended, onCancel }: MendProps) {
  const { t } = useWords();
  const isLoad = entry.kind === 'waste.load';
  const paths = isLoad
    ? ({ mass: 'ownMassTonnes', day: 'departedOn', number: 'document.number', more: 'plate' } as const)
    : ({ mass: 'massTonnes', day: 'movedOn', number: 'number', more: 'container' } as const);
  const [mass, setMass] = useState(entry.shown.number ?? '');
  const [texts, setTexts] = useState<Record<string, string>>(
    Object.fromEntries([paths.day, paths.number, paths.more].map((path) => [path, String(entry.values[path] ?? '')])),
  );
  const unit = entry.shown.unit as BayUnit;
  const number = typedNumber(mass);
  const send = () => {
    if (number === undefined) return;
    const changed = Object.fromEntries(
      Object.entries(texts).map(([path, text]) => [path, text.trim() === '' ? null : text.trim()]),
    );
    // With another number it is a paper's, no longer the ledger row's own.
    const isNumbered = isLoad && changed[paths.number] !== entry.values[paths.number];
    const entered = {
      value: exactText(massToTonnes(number, unit)),
      entered: `${number} ${unit}`,
      basis: 'weighed',
    };
    onMended(
      {
        ...entry.values,
        ...changed,
        ...(isNumbered && entry.values['document.type'] === 'template_row'
          ? { 'document.type': entry.shown.paper }
          : {}),
        [paths.mass]: entered,
      },
      { number, ...(isLoad ? {} : { container: changed[paths.more] ?? '' }) },
    );
  };
  const field = (path: string, type: 'text' | 'date') => (
    <p className="phone-field" key={path}>
      <label htmlFor={`mend-${entry.id}-${path}`}>{t(`${entry.kind}.${path}`)}</label>
      <input
        id={`mend-${entry.id}-${path}`}
        type={type}
        value={texts[path] ?? ''}
        onChange={(event) => setTexts({ ...texts, [path]: event.target.value })}
      />
    </p>
  );
  return (
    <form
      className="phone-mend"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <p className="phone-field">
        <label htmlFor={`mend-${entry.id}-mass`}>
          {t('waste.page.bay.weight')} ({unit})
        </label>
        <input
          id={`mend-${entry.id}-mass`}
          inputMode="decimal"
          value={mass}
          aria-invalid={number === undefined}
          onChange={(event) => setMass(event.target.value.replace(',', '.'))}
        />
      </p>
      {field(paths.day, 'date')}
      {field(paths.number, 'text')}
      {field(paths.more, 'text')}
      <div className="phone-entry-actions">
        <button type="submit" className="phone-button phone-primary" disabled={number === undefined}>
          {t('ui.phone.mended')}
        </button>
        <button type="button" className="phone-button" onClick={onCancel}>
          {t('ui.phone.back')}
        </button>
      </div>
    </form>
  );
}
