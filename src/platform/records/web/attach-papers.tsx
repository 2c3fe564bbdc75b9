// Attaching papers: dropped, chosen, photographed, pasted or found among those that are there; one file behind many records.
import { CameraOutlined, CheckCircleFilled, CloseCircleFilled, InboxOutlined, UploadOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Progress, Segmented } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { acceptAttribute, acceptedFor, type EvidenceKind, formatOf } from '#platform/evidence/kinds.ts';
import { uploadFile } from '#platform/ui/api.ts';
import { useWords } from '#platform/ui/language.tsx';
import { useRefusalWords } from '#platform/ui/refusal.ts';
import { remember, remembered } from '#platform/ui/remembered.ts';
import { useIsPhone } from '#platform/ui/use-is-phone.ts';
import { FindPaper } from './find-paper.tsx';
import { type AttachPapersProps, PaperFields, type PaperSaid } from './paper-fields.tsx';

/** One file on its way. */
interface Going {
  key: number;
  name: string;
  share: number;
  state: 'waiting' | 'sending' | 'done' | 'refused';
  said?: string;
}

/** Files of a clipboard: a photo of a screen has no name of its own. */
const pastedFiles = (event: ClipboardEvent): File[] => [...(event.clipboardData?.files ?? [])];

/** The form. */
export function AttachPapers({ kind, records, onDone }: AttachPapersProps) {
  const { t } = useWords();
  const [from, choose] = useState<'new' | 'there'>('new');
  const [said, say] = useState<PaperSaid>({
    evidenceKind: remembered<EvidenceKind>(`paper.${kind}`, 'weigh_ticket'),
    effectiveOn: '',
    expiresOn: '',
  });
  const change = (part: Partial<PaperSaid>) => {
    if (part.evidenceKind) remember(`paper.${kind}`, part.evidenceKind);
    say({ ...said, ...part });
  };
  return (
    <section className="evidence-add" aria-label={t('ui.evidence.add')}>
      <Segmented
        className="evidence-from"
        aria-label={t('ui.evidence.from-where')}
        value={from}
        onChange={choose}
        options={(['new', 'there'] as const).map((value) => ({ value, label: t(`ui.evidence.from.${value}`) }))}
      />
      <div className="evidence-said">
        <PaperFields said={said} onChange={change} />
      </div>
      {from === 'new' ? (
        <NewFiles kind={kind} records={records} said={said} onDone={onDone} />
      ) : (
        <FindPaper kind={kind} records={records} said={said} onDone={onDone} />
      )}
    </section>
  );
}

function NewFiles({ kind, records, said, onDone }: AttachPapersProps & { said: PaperSaid }) {
  const { t } = useWords();
  const client = useQueryClient();
  const wordsOf = useRefusalWords();
  const isPhone = useIsPhone();
  const choice = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const [isOver, over] = useState(false);
  const [going, setGoing] = useState<readonly Going[]>([]);
  const isBusy = going.some(({ state }) => state === 'waiting' || state === 'sending');
  const next = useRef(0);

  const send = async (files: readonly File[]) => {
    if (files.length === 0) return;
    const batch = files.map((file) => ({ file, key: next.current++ }));
    setGoing((now) => [
      ...now.filter(({ state }) => state === 'refused'),
      ...batch.map(({ file, key }) => ({ key, name: file.name, share: 0, state: 'waiting' as const })),
    ]);
    const note = (key: number, part: Partial<Going>) =>
      setGoing((now) => now.map((one) => (one.key === key ? { ...one, ...part } : one)));
    let isWhole = true;
    for (const { file, key } of batch) {
      note(key, { state: 'sending' });
      try {
        const fields = { records: records.join(',') };
        const onProgress = (share: number) => note(key, { share });
        const { already } = await uploadFile<{ already: number }>(
          '/evidence',
          file,
          { kind, ...said },
          onProgress,
          fields,
        );
        note(key, {
          ...{ state: 'done', share: 1 },
          ...(already > 0 ? { said: t('ui.evidence.already', { count: already }) } : {}),
        });
      } catch (error) {
        isWhole = false;
        note(key, { state: 'refused', said: wordsOf(error) });
      }
    }
    await client.invalidateQueries();
    if (isWhole) onDone();
  };

  // What is pasted anywhere on the page while the form is open is meant for it.
  const latest = useRef(send);
  latest.current = send;
  useEffect(() => {
    const hear = (event: ClipboardEvent) => {
      const files = pastedFiles(event);
      if (files.length === 0) return;
      event.preventDefault();
      void latest.current(files);
    };
    document.addEventListener('paste', hear);
    return () => document.removeEventListener('paste', hear);
  }, []);

  const formats = acceptedFor[said.evidenceKind].map(formatOf).join(', ');
  const input = (isCamera: boolean) => (
    <input
      ref={isCamera ? camera : choice}
      type="file"
      className="visually-hidden"
      tabIndex={-1}
      aria-label={t(isCamera ? 'ui.evidence.camera' : 'ui.evidence.choose')}
      accept={isCamera ? 'image/*' : acceptAttribute(said.evidenceKind)}
      {...(isCamera ? { capture: 'environment' as const } : { multiple: true })}
      onChange={(event) => {
        const files = [...(event.target.files ?? [])];
        event.target.value = '';
        void send(files);
      }}
    />
  );
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: whoever cannot drop has the buttons in it */}
      <div
        className={isOver ? 'paper-drop paper-drop-over' : 'paper-drop'}
        onDragOver={(event) => {
          event.preventDefault();
          over(true);
        }}
        onDragLeave={() => over(false)}
        onDrop={(event) => {
          event.preventDefault();
          over(false);
          void send([...event.dataTransfer.files]);
        }}
      >
        {isPhone ? null : <InboxOutlined aria-hidden="true" className="drop-icon" />}
        <p>
          {isPhone ? null : <span>{t('ui.evidence.drop')} </span>}
          <span className="small secondary">{formats}</span>
        </p>
        <div className="paper-drop-buttons">
          {isPhone ? (
            <Button
              type="primary"
              icon={<CameraOutlined aria-hidden="true" />}
              disabled={isBusy}
              onClick={() => camera.current?.click()}
            >
              {t('ui.evidence.camera')}
            </Button>
          ) : null}
          <Button
            icon={<UploadOutlined aria-hidden="true" />}
            disabled={isBusy}
            onClick={() => choice.current?.click()}
          >
            {t('ui.evidence.choose')}
          </Button>
        </div>
        {input(false)}
        {isPhone ? input(true) : null}
      </div>
      <ul className="paper-going" aria-live="polite">
        {going.map((one) => (
          <li key={one.key} className={`paper-${one.state}`}>
            <span className="paper-name">
              {one.state === 'done' ? <CheckCircleFilled aria-hidden="true" /> : null}
              {one.state === 'refused' ? <CloseCircleFilled aria-hidden="true" /> : null} {one.name}
            </span>
            {one.state === 'sending' || one.state === 'waiting' ? (
              <Progress
                percent={Math.round(one.share * 100)}
                size="small"
                aria-label={t('ui.import.sending', { file: one.name })}
              />
            ) : (
              <span className="small">{one.said ?? t('ui.evidence.added')}</span>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
