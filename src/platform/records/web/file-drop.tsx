// Where files are dropped, or chosen by a button; while one is on its way its progress stands in their place.
import { InboxOutlined } from '@ant-design/icons';
import { App, Button, Progress } from 'antd';
import { type Ref, useImperativeHandle, useRef, useState } from 'react';
import { ApiProblem, type Params, uploadFile } from '#platform/ui/api.ts';
import { useWords } from '#platform/ui/language.tsx';
import { useSaysRefusal } from '#platform/ui/refusal.ts';

/** A file that is on its way, and how much of it has left. */
export interface Sending {
  name: string;
  share: number;
}

/** What a page may do with the place: open the choice of files by a key. */
export interface FileDropHandle {
  choose: () => void;
}

export interface FileDropProps {
  label: string;
  /** a line below the label */
  hint?: string;
  accept: string;
  multiple?: boolean;
  sending: Sending | undefined;
  onFiles: (files: File[]) => void;
  /** written on the button beside its word */
  shortcut?: string;
  isCompact?: boolean;
  handle?: Ref<FileDropHandle>;
}

/** The place for files. */
export function FileDrop(props: FileDropProps) {
  const { label, hint, accept, multiple, sending, onFiles, shortcut, isCompact, handle } = props;
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, over] = useState(false);
  useImperativeHandle(handle, () => ({ choose: () => input.current?.click() }), []);
  const take = (files: FileList | null) => {
    const chosen = [...(files ?? [])];
    if (chosen.length > 0) onFiles(multiple ? chosen : chosen.slice(0, 1));
  };
  return (
    <section
      className={['drop', isOver ? 'drop-over' : '', isCompact ? 'drop-compact' : ''].filter(Boolean).join(' ')}
      aria-label={label}
      onDragOver={(event) => {
        event.preventDefault();
        over(true);
      }}
      onDragLeave={() => over(false)}
      onDrop={(event) => {
        event.preventDefault();
        over(false);
        take(event.dataTransfer.files);
      }}
    >
      {sending ? (
        <div className="drop-sending" role="status">
          <p>{t('ui.import.sending', { file: sending.name })}</p>
          <Progress
            percent={Math.round(sending.share * 100)}
            aria-label={t('ui.import.sending', { file: sending.name })}
          />
        </div>
      ) : (
        <>
          <InboxOutlined aria-hidden="true" className="drop-icon" />
          <div className="drop-said">
            <p className="drop-words">{label}</p>
            {hint ? <p className="small secondary">{hint}</p> : null}
          </div>
          <Button
            type={isCompact ? 'default' : 'primary'}
            onClick={() => input.current?.click()}
            aria-keyshortcuts={shortcut}
          >
            {t('ui.import.choose')}
            {shortcut ? <kbd>{shortcut}</kbd> : null}
          </Button>
          <input
            ref={input}
            type="file"
            className="visually-hidden"
            tabIndex={-1}
            aria-label={label}
            accept={accept}
            multiple={multiple ?? false}
            onChange={(event) => {
              take(event.target.files);
              event.target.value = '';
            }}
          />
        </>
      )}
    </section>
  );
}

/** Sheets that an import reads. */
export const sheetFiles = '.xlsx,.csv,.txt,.tsv';

/**
 * Sends a sheet to be checked. One that went out from here as a list of another kind is refused; where the page is there for
 * any import (`follows`), it offers to take the sheet as what it is.
 * @returns what is on its way, and how to send; the answer is the import's id
 */
export function useSheetUpload(
  kind: string,
  { follows = false }: { follows?: boolean } = {},
): [Sending | undefined, (file: File, params: Params) => Promise<string | undefined>] {
  const { t } = useWords();
  const { modal } = App.useApp();
  const refuse = useSaysRefusal();
  const [sending, setSending] = useState<Sending | undefined>();
  const offer = (said: string, other: string) =>
    modal.confirm({
      ...{ title: t('ui.import.otherKind'), content: said, cancelText: t('ui.form.cancel') },
      okText: t('ui.import.asOtherKind', { kind: other }),
    });
  const send = async (file: File, params: Params, as = kind): Promise<string | undefined> => {
    setSending({ name: file.name, share: 0 });
    try {
      const { id } = await uploadFile<{ id: string }>(`/imports/${as}`, file, params, (share) =>
        setSending({ name: file.name, share }),
      );
      return id;
    } catch (error) {
      const other =
        error instanceof ApiProblem && error.code === 'sheet_of_another_kind' ? error.facts.kind : undefined;
      if (follows && typeof other === 'string') {
        setSending(undefined);
        return (await offer((error as ApiProblem).message, other)) ? send(file, params, other) : undefined;
      }
      refuse(error);
      return undefined;
    } finally {
      setSending(undefined);
    }
  };
  return [sending, send];
}
