// A number typed with gloves: what was typed, its unit, and keys as large as fingers.
import { useWords } from '#platform/ui/language.tsx';
import { type BayUnit, bayUnits } from './entry-values.ts';

const keys = ['7', '8', '9', '4', '5', '6', '1', '2', '3', '.', '0'] as const;
const LONGEST = 8;

export function NumberKeys({
  number,
  unit,
  said,
  onNumber,
  onUnit,
}: {
  number: string;
  unit: BayUnit;
  /** what became of the number before; it stands in its place until the next is typed */
  said: string | undefined;
  onNumber: (text: string) => void;
  onUnit: (unit: BayUnit) => void;
}) {
  const { t } = useWords();
  const press = (key: string) => {
    if (number.length >= LONGEST || (key === '.' && (number === '' || number.includes('.')))) return;
    onNumber(number === '0' && key !== '.' ? key : number + key);
  };
  return (
    <div className="bay-number">
      <div className="bay-typed-number">
        <output aria-label={t('waste.page.bay.weight')}>{number === '' ? '0' : number}</output>
        <p role="status" className="bay-said">
          {said && number === '' ? (
            <>
              <span aria-hidden="true" className="phone-said-mark">
                ✓
              </span>
              {said}
            </>
          ) : null}
        </p>
        <fieldset className="bay-units">
          <legend className="visually-hidden">{t('waste.page.bay.unit')}</legend>
          {bayUnits.map((one) => (
            <button key={one} type="button" aria-pressed={unit === one} onClick={() => onUnit(one)}>
              {one}
            </button>
          ))}
        </fieldset>
      </div>
      <div className="bay-keys">
        {keys.map((key) => (
          <button key={key} type="button" onClick={() => press(key)}>
            {key}
          </button>
        ))}
        <button type="button" aria-label={t('waste.page.bay.delete')} onClick={() => onNumber(number.slice(0, -1))}>
          ⌫
        </button>
      </div>
    </div>
  );
}
