// A molecular formula as it is printed: the number of atoms below the line.
import { Fragment } from 'react';

/** `C24H38O4` with its numbers set low; what stands before a part (`5H2O`, `1/2Pb`) stays on the line. */
export function MolecularFormula({ formula }: { formula: string }) {
  const parts = formula.split(/(?<=[A-Za-z)\]])(\d+)/);
  return (
    <span className="substance-formula">
      {parts.map((part, at) => {
        // Every second part is a number of atoms; parts may be alike, their place is all that tells them.
        const key = `${at} ${part}`;
        return at % 2 === 1 ? <sub key={key}>{part}</sub> : <Fragment key={key}>{part}</Fragment>;
      })}
    </span>
  );
}
