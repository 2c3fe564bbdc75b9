// One field of a page on a phone: a count takes digits with point or comma.
import { useId } from 'react';

export function Field({
  label,
  value,
  hint,
  onChange,
  ...how
}: {
  label: string;
  value: string;
  hint?: string | undefined;
  onChange: (value: string) => void;
  type?: 'text' | 'datetime-local';
  isCount?: boolean;
  isLarge?: boolean;
  max?: string;
}) {
  const id = useId();
  const { type = 'text', isCount = false, isLarge = false, max } = how;
  return (
    <p className={isLarge ? 'phone-field round-large' : 'phone-field'}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type={type}
        value={value}
        autoComplete="off"
        aria-describedby={hint ? `${id}-hint` : undefined}
        {...(isCount ? { inputMode: 'decimal' as const, maxLength: 28 } : { maxLength: 300 })}
        {...(max ? { max } : {})}
        onChange={({ target }) => onChange(isCount ? target.value.replace(/[^\d.,]/g, '') : target.value)}
      />
      {hint ? (
        <span id={`${id}-hint`} className="secondary">
          {hint}
        </span>
      ) : null}
    </p>
  );
}
