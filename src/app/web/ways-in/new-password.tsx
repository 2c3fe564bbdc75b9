// A new password, which one may look at while typing it.
import { Checkbox, Input } from 'antd';
import { useState } from 'react';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';

/** Shortest password, as the server holds it. */
const LEAST = 10;

export function NewPassword({
  label,
  value,
  onChange,
  least = LEAST,
}: {
  label: string;
  value: string;
  onChange: (typed: string) => void;
  least?: number;
}) {
  const { t } = useWords();
  const [isShown, show] = useState(false);
  return (
    <div className="stacked">
      <Labelled label={label}>
        {(id) => (
          <Input
            id={id}
            type={isShown ? 'text' : 'password'}
            autoComplete="new-password"
            autoCapitalize="none"
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )}
      </Labelled>
      <p className="small secondary">{t('waysIn.welcome.length', { least })}</p>
      <Checkbox checked={isShown} onChange={(event) => show(event.target.checked)}>
        {t('waysIn.welcome.show')}
      </Checkbox>
    </div>
  );
}
