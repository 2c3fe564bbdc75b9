// Returning with reasons: which field, what is to be corrected. A return without words helps nobody.
import { PlusOutlined } from '@ant-design/icons';
import { Button, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { FreeTextHint } from '#platform/ui/free-text-hint.tsx';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';
import type { RecordKind } from '../declare/kind.ts';
import type { ReviewNote } from './answers.ts';
import { useKindWords } from './kinds.tsx';
import { withoutUnit } from './record-fields.tsx';

interface ReturnDialogProps {
  isOpen: boolean;
  count: number;
  /** the kind of the one record that is returned: its words may name fields */
  kind?: RecordKind;
  onClose: () => void;
  onReturn: (notes: ReviewNote[]) => Promise<unknown>;
}

const empty: ReviewNote = { field: null, words: '' };

/** Asks what is to be corrected, of one record by field. */
export function ReturnDialog({ isOpen, count, kind, onClose, onReturn }: ReturnDialogProps) {
  const { t } = useWords();
  const [notes, write] = useState<readonly ReviewNote[]>([empty]);
  const [isBusy, busy] = useState(false);
  const said = notes.flatMap(({ field, words }) => (words.trim() === '' ? [] : [{ field, words: words.trim() }]));
  const change = (at: number, part: Partial<ReviewNote>) =>
    write((now) => now.map((note, index) => (index === at ? { ...note, ...part } : note)));
  return (
    <Modal
      open={isOpen}
      title={t('ui.step.returnTitle', { count })}
      okText={t('ui.step.return')}
      cancelText={t('ui.form.cancel')}
      okButtonProps={{ disabled: said.length === 0, loading: isBusy }}
      onCancel={onClose}
      destroyOnHidden
      onOk={async () => {
        busy(true);
        await onReturn(said);
        busy(false);
        write([empty]);
        onClose();
      }}
    >
      {notes.map((note, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a note is known by its place
        <div key={index} className="return-note">
          {kind ? <FieldChoice kind={kind} value={note.field} onChange={(field) => change(index, { field })} /> : null}
          <Labelled label={t('ui.step.returnWords')}>
            {(id) => (
              <>
                <Input.TextArea
                  aria-describedby={`${id}-hint`}
                  id={id}
                  autoFocus={index === 0}
                  rows={notes.length === 1 ? 4 : 2}
                  maxLength={1000}
                  value={note.words}
                  onChange={(event) => change(index, { words: event.target.value })}
                />
                <FreeTextHint id={`${id}-hint`} />
              </>
            )}
          </Labelled>
        </div>
      ))}
      {kind ? (
        <Button
          type="text"
          size="small"
          icon={<PlusOutlined aria-hidden="true" />}
          onClick={() => write((now) => [...now, empty])}
        >
          {t('ui.step.returnAnother')}
        </Button>
      ) : null}
    </Modal>
  );
}

function FieldChoice({
  kind,
  value,
  onChange,
}: {
  kind: RecordKind;
  value: string | null;
  onChange: (field: string | null) => void;
}) {
  const { t } = useWords();
  const words = useKindWords(kind);
  return (
    <Labelled label={t('ui.step.returnField')}>
      {(id) => (
        <Select
          id={id}
          className="full-width"
          showSearch={{ optionFilterProp: 'label' }}
          value={value ?? ''}
          options={[
            { value: '', label: t('ui.step.returnWhole') },
            ...[...kind.flat].map(([path, of]) => ({ value: path, label: withoutUnit(words.field(path), of) })),
          ]}
          onChange={(field: string) => onChange(field === '' ? null : field)}
        />
      )}
    </Labelled>
  );
}
