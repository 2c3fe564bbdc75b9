// The password that one has: asked at the sign-in, and again before anything of one's ways in changes.
import { Input } from 'antd';
import { Labelled } from '#platform/ui/labelled.tsx';

export function PasswordNow({
  label,
  value,
  onChange,
  onEnter,
}: {
  label: string;
  value: string;
  onChange: (password: string) => void;
  /** where it stands in no form of its own */
  onEnter?: () => void;
}) {
  return (
    <Labelled label={label}>
      {(id) => (
        <Input
          id={id}
          type="password"
          autoComplete="current-password"
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onPressEnter={
            onEnter
              ? (event) => {
                  event.preventDefault();
                  onEnter();
                }
              : undefined
          }
        />
      )}
    </Labelled>
  );
}
