// A label above its input, bound to it.
import { type ReactNode, useId } from 'react';

/** Gives the input below it the id that its label names. */
export function Labelled({ label, children }: { label: ReactNode; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className="stacked">
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}
