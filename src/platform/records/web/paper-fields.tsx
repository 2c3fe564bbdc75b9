// What is said of papers when they are attached: what they are, since when they hold, until when.
import { Input, Select } from 'antd';
import { type EvidenceKind, evidenceKinds } from '#platform/evidence/kinds.ts';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';

export interface AttachPapersProps {
  kind: string;
  /** ids of the records that each file is attached to */
  records: readonly string[];
  /** everything that was given is attached */
  onDone: () => void;
}

/** What is said of every file of the form. */
export interface PaperSaid {
  evidenceKind: EvidenceKind;
  effectiveOn: string;
  expiresOn: string;
}

/** What it is, since when it holds, until when. */
export function PaperFields({ said, onChange }: { said: PaperSaid; onChange: (part: Partial<PaperSaid>) => void }) {
  const { t } = useWords();
  return (
    <>
      <Labelled label={t('ui.evidence.kind')}>
        {(id) => (
          <Select
            id={id}
            value={said.evidenceKind}
            onChange={(evidenceKind) => onChange({ evidenceKind })}
            options={evidenceKinds.map((value) => ({ value, label: t(`ui.evidence.kind.${value}`) }))}
          />
        )}
      </Labelled>
      {(['effectiveOn', 'expiresOn'] as const).map((field) => (
        <Labelled key={field} label={t(`ui.evidence.${field}`)}>
          {(id) => (
            <Input
              id={id}
              type="date"
              value={said[field]}
              {...(field === 'expiresOn' && said.effectiveOn ? { min: said.effectiveOn } : {})}
              onChange={(event) => onChange({ [field]: event.target.value })}
            />
          )}
        </Labelled>
      ))}
    </>
  );
}
