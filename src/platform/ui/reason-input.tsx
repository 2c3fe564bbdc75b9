// Why something is done, in a person's own words: it stands in the history for ever.
import { Input } from 'antd';
import { FreeTextHint } from './free-text-hint.tsx';
import { Labelled } from './labelled.tsx';

/** `longest` in characters, as the server takes it. */
export function ReasonInput({
  label,
  value,
  onChange,
  longest = 500,
  autoFocus = false,
}: {
  label: string;
  value: string;
  onChange: (reason: string) => void;
  longest?: number;
  autoFocus?: boolean;
}) {
  return (
    <Labelled label={label}>
      {(id) => (
        <>
          <Input.TextArea
            aria-describedby={`${id}-hint`}
            id={id}
            autoFocus={autoFocus}
            autoSize={{ minRows: 2, maxRows: 10 }}
            maxLength={longest}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
          <FreeTextHint id={`${id}-hint`} />
        </>
      )}
    </Labelled>
  );
}
