// A record, or the form that corrects it, and beside it the paper that is looked at.
import { type ReactNode, useState } from 'react';
import type { RecordKind } from '../declare/kind.ts';
import type { RecordAnswer } from './answers.ts';
import { RecordEvidence, SeenPaper } from './record-evidence.tsx';

export interface BesidePaperProps {
  kind: RecordKind;
  answer: RecordAnswer;
  /** hears whether a paper is looked at, so that there can be room for it */
  onPaper: ((isSeen: boolean) => void) | undefined;
  /** the record, with its list of papers where it wants that */
  children: (evidence: ReactNode) => ReactNode;
}

/** Lays them out: side by side where there is room, else one below the other. */
export function BesidePaper({ kind, answer, onPaper, children }: BesidePaperProps) {
  const [seen, look] = useState<string | undefined>();
  const paper = answer.evidence.find(({ id }) => id === seen);
  const see = (id: string | undefined) => {
    look(id);
    onPaper?.(id !== undefined);
  };
  const close = () => {
    see(undefined);
    document.getElementById(`paper-${seen}`)?.focus();
  };
  const hasPapers = kind.evidence !== 'none' || answer.evidence.length > 0 || answer.source !== null;
  return (
    <div className={paper ? 'record-beside record-beside-paper' : 'record-beside'}>
      <div className="record-whole">
        {children(hasPapers ? <RecordEvidence kind={kind.kind} answer={answer} seen={paper?.id} onSee={see} /> : null)}
      </div>
      {paper ? <SeenPaper key={paper.id} paper={paper} onClose={close} /> : null}
    </div>
  );
}
