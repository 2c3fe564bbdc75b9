// The fields that connections of every way are typed in, each with what it means and what is wrong with it.
import { Checkbox, Input } from 'antd';
import type { ReactNode } from 'react';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';
import type { Draft } from './connection-draft.ts';

type Ticked = 'byKey' | 'lines' | 'live' | 'ignoresOthers';
type Written = Exclude<keyof Draft, Ticked | 'way' | 'security' | 'policy'>;

/** What cannot be sent as it is typed. */
export interface WrongField {
  of: Written;
  says: string;
}

export interface FieldProps {
  draft: Draft;
  set: (change: Partial<Draft>) => void;
  wrong: WrongField | undefined;
}

/** A field of one line, or of several, with what it means below it. */
export function Field({
  of,
  draft,
  set,
  wrong,
  help,
  rows,
  secret,
  label,
}: FieldProps & { of: Written; help?: string; rows?: number; secret?: string; label?: string }) {
  const { t } = useWords();
  const error = wrong?.of === of ? wrong.says : undefined;
  const input = (id: string) => {
    const says = {
      'aria-describedby': `${id}-help`,
      ...(error ? { 'aria-invalid': true, status: 'error' as const } : {}),
    };
    const typed = { id, value: draft[of], ...says };
    if (rows)
      return (
        <Input.TextArea
          {...typed}
          className="connection-code"
          rows={rows}
          onChange={({ target }) => set({ [of]: target.value })}
        />
      );
    if (secret !== undefined)
      return (
        <Input.Password
          {...typed}
          autoComplete="new-password"
          placeholder={secret}
          onChange={({ target }) => set({ [of]: target.value })}
        />
      );
    return <Input {...typed} onChange={({ target }) => set({ [of]: target.value })} />;
  };
  return (
    <Labelled label={label ?? t(`water.connections.${of}`)}>
      {(id) => (
        <>
          {input(id)}
          <div id={`${id}-help`} className="small connection-help">
            {error ? (
              <p role="alert" className="field-error">
                {error}
              </p>
            ) : null}
            {help ? <p className="secondary">{help}</p> : null}
          </div>
        </>
      )}
    </Labelled>
  );
}

export function Tick({ of, draft, set }: FieldProps & { of: Ticked }) {
  const { t } = useWords();
  return (
    <Checkbox checked={draft[of]} onChange={({ target }) => set({ [of]: target.checked })}>
      {t(`water.connections.${of}`)}
    </Checkbox>
  );
}

/** Two fields beside each other where there is room. */
export const Pair = ({ children }: { children: ReactNode }) => <div className="connection-pair">{children}</div>;
