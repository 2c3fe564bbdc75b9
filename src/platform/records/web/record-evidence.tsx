// The papers behind a record: listed with their dates, seen beside the list, added by dropping a file.
import { PaperClipOutlined, UploadOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Progress, Select } from 'antd';
import { useRef, useState } from 'react';
import { addressOf, uploadFile } from '#platform/ui/api.ts';
import { useInstant } from '#platform/ui/instant.ts';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { useSaysRefusal } from '#platform/ui/refusal.ts';
import type { EvidenceFile, RecordAnswer } from './answers.ts';
import { usePersonName } from './record-history.tsx';

/** What a paper may be. */
export const evidenceKinds = [
  'weigh_ticket',
  'manifest',
  'vendor_statement',
  'licence',
  'report',
  'photo',
  'other',
] as const;

/** What a browser may show in place; anything else is only downloaded. */
const isShown = (file: EvidenceFile) => /^(application\/pdf|image\/(png|jpeg|webp))$/.test(file.mediaType);
const fileAddress = (file: EvidenceFile) => addressOf(`/evidence/${file.sha256}`, { name: file.fileName });

function sizeOf(bytes: number, language: string): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  const step = bytes < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3));
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(bytes / 1000 ** step)} ${units[step]}`;
}

function Preview({ file }: { file: EvidenceFile }) {
  const { t } = useWords();
  if (!isShown(file)) {
    return (
      <p className="secondary">
        {t('ui.evidence.notShown')} <a href={fileAddress(file)}>{t('ui.evidence.download')}</a>
      </p>
    );
  }
  if (file.mediaType === 'application/pdf') {
    return (
      <iframe
        className="evidence-frame"
        src={fileAddress(file)}
        title={t('ui.evidence.preview', { file: file.fileName })}
      />
    );
  }
  return (
    <img className="evidence-image" src={fileAddress(file)} alt={t('ui.evidence.preview', { file: file.fileName })} />
  );
}

/** Evidence of a record with a preview, and the form that adds some. */
export function RecordEvidence({ kind, answer }: { kind: string; answer: RecordAnswer }) {
  const { t, has, language } = useWords();
  const instant = useInstant();
  const nameOf = usePersonName();
  const [seen, see] = useState<string | undefined>();
  const [isAdding, add] = useState(false);
  const { evidence, may } = answer;
  const file = evidence.find((one) => one.id === seen);
  return (
    <section className="record-section" aria-label={t('ui.evidence.title')}>
      <h3>
        {t('ui.evidence.title')} <span className="secondary">{evidence.length}</span>
        {may.attach ? (
          <Button
            size="small"
            type="text"
            icon={<PaperClipOutlined aria-hidden="true" />}
            onClick={() => add(!isAdding)}
            aria-expanded={isAdding}
          >
            {t('ui.evidence.add')}
          </Button>
        ) : null}
      </h3>
      {isAdding ? <AddEvidence kind={kind} record={answer.record.id} onDone={() => add(false)} /> : null}
      {evidence.length === 0 && !isAdding ? <p className="secondary">{t('ui.evidence.none')}</p> : null}
      <div className={file ? 'evidence evidence-beside' : 'evidence'}>
        <ul className="evidence-list">
          {evidence.map((one) => (
            <li key={one.id}>
              <button
                type="button"
                className={one.id === seen ? 'evidence-file evidence-here' : 'evidence-file'}
                aria-expanded={one.id === seen}
                onClick={() => see(one.id === seen ? undefined : one.id)}
              >
                <span className="evidence-name">{one.fileName}</span>
                <span className="small secondary">
                  {[
                    has(`ui.evidence.kind.${one.evidenceKind}`)
                      ? t(`ui.evidence.kind.${one.evidenceKind}`)
                      : one.evidenceKind,
                    one.effectiveOn ? t('ui.evidence.from', { date: one.effectiveOn }) : '',
                    one.expiresOn ? t('ui.evidence.until', { date: one.expiresOn }) : '',
                    sizeOf(one.bytes, language),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
                <span className="small secondary">
                  {nameOf(one.actorName)} {instant(one.at)}
                </span>
              </button>
            </li>
          ))}
        </ul>
        {file ? (
          <div className="evidence-preview">
            <div className="evidence-bar">
              <a href={fileAddress(file)} target="_blank" rel="noreferrer">
                {t('ui.evidence.open')}
              </a>
              <span className="small secondary evidence-hash" title={file.sha256}>
                SHA-256 {file.sha256.slice(0, 12)}…
              </span>
            </div>
            <Preview file={file} />
          </div>
        ) : null}
      </div>
      {answer.source ? (
        <p className="small secondary">
          {t('ui.evidence.source', { file: answer.source.fileName })}
          {answer.source.row ? t('ui.evidence.sourceRow', { row: answer.source.row }) : ''}{' '}
          <a href={`/imports/${answer.source.importId}`}>{t('ui.evidence.sourceOpen')}</a>
        </p>
      ) : null}
    </section>
  );
}

function AddEvidence({ kind, record, onDone }: { kind: string; record: string; onDone: () => void }) {
  const { t } = useWords();
  const refuse = useSaysRefusal();
  const { message } = App.useApp();
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [evidenceKind, choose] = useState<string>('weigh_ticket');
  const [effectiveOn, setEffective] = useState('');
  const [file, setFile] = useState<File | undefined>();
  const [share, setShare] = useState<number | undefined>();
  const send = async () => {
    if (!file) return;
    setShare(0);
    try {
      await uploadFile('/evidence', file, { kind, record, evidenceKind, effectiveOn }, setShare);
      message.success(t('ui.evidence.added'));
      await client.invalidateQueries();
      onDone();
    } catch (error) {
      refuse(error);
    }
    setShare(undefined);
  };
  return (
    <form
      className="evidence-add"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Labelled label={t('ui.evidence.kind')}>
        {(id) => (
          <Select
            id={id}
            value={evidenceKind}
            onChange={choose}
            options={evidenceKinds.map((value) => ({ value, label: t(`ui.evidence.kind.${value}`) }))}
          />
        )}
      </Labelled>
      <Labelled label={t('ui.evidence.effectiveOn')}>
        {(id) => (
          <Input id={id} type="date" value={effectiveOn} onChange={(event) => setEffective(event.target.value)} />
        )}
      </Labelled>
      <div className="stacked">
        <span id="evidence-file-label">{t('ui.evidence.file')}</span>
        <input
          ref={input}
          type="file"
          className="visually-hidden"
          aria-labelledby="evidence-file-label"
          accept="application/pdf,image/*,.xlsx,.csv,.docx"
          capture={undefined}
          onChange={(event) => setFile(event.target.files?.[0])}
        />
        <Button icon={<UploadOutlined aria-hidden="true" />} onClick={() => input.current?.click()}>
          {file ? file.name : t('ui.evidence.choose')}
        </Button>
      </div>
      <Button type="primary" htmlType="submit" disabled={!file} loading={share !== undefined}>
        {t('ui.evidence.send')}
      </Button>
      {share !== undefined ? (
        <Progress percent={Math.round(share * 100)} size="small" aria-label={t('ui.evidence.send')} />
      ) : null}
    </form>
  );
}
