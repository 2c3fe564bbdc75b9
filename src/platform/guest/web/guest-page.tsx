// The page behind a one-time link: a form that works on a phone and inside WeChat, with nothing of the application around it.
import { Button, Input, Select } from 'antd';
import { useEffect, useId, useRef, useState } from 'react';
import { ApiProblem, addressOf, sendJson, uploadFile } from '#platform/ui/api.ts';
import { useInstant } from '#platform/ui/instant.ts';
import { type LocalText, useWords } from '#platform/ui/language.tsx';
import { LanguageButton } from '#platform/ui/language-button.tsx';
import { Waiting } from '#platform/ui/page.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import './guest.css';

interface GuestField {
  key: string;
  label: string;
  required: boolean;
  type: 'date' | 'month' | 'number' | 'choice' | 'yesno' | 'text' | 'long';
  choices?: { value: string; label: string }[];
}

interface GuestForm {
  title: string;
  forWhom: string;
  note: string | null;
  language: 'en' | 'zh';
  madeByName: LocalText;
  expiresAt: string;
  given: { label: string; text: string }[];
  fields: GuestField[];
}

interface Problem {
  row: number;
  field: string | null;
  words: string;
}
type Answer = { sent: true; records: number } | { sent: false; problems: Problem[] };
type Entry = Readonly<Record<string, string>>;

const MOST_ENTRIES = 50;
/** Inside WeChat a page can neither save a file nor choose one on every phone. */
const isWeChat = () => /MicroMessenger/i.test(navigator.userAgent);

/** The page; `token` is the secret in its address. */
export function GuestForm({ token }: { token: string }) {
  const { t, language, setLanguage, local } = useWords();
  const instant = useInstant();
  const { data: form, error } = useJson<GuestForm>(`/guest/${token}`, {});
  const [records, note] = useState<number | undefined>();
  const wanted = useRef(false);
  useEffect(() => {
    // Once, in the language that the maker chose; from then on it is the guest's own choice.
    if (!form || wanted.current) return;
    wanted.current = true;
    if (form.language !== language) void setLanguage(form.language);
  }, [form, language, setLanguage]);
  const title = form?.title ?? t('ui.guest.over');
  useEffect(() => {
    document.title = `${title} · greenfab`;
  }, [title]);
  return (
    <main className="guest">
      <div className="guest-top">
        <span className="brand-plain">greenfab</span>
        <LanguageButton />
      </div>
      {records !== undefined ? (
        <section className="panel guest-panel" role="status">
          <h1>{t('ui.guest.sent')}</h1>
          <p>{t('ui.guest.sentText', { count: records })}</p>
        </section>
      ) : error ? (
        <section className="panel guest-panel" role="alert">
          <h1>{t('ui.guest.over')}</h1>
          <p>{error instanceof ApiProblem && error.message !== '' ? error.message : t('ui.guest.noNetwork')}</p>
        </section>
      ) : !form ? (
        <section className="panel guest-panel">
          <h1 className="visually-hidden">greenfab</h1>
          <Waiting rows={5} />
        </section>
      ) : (
        <section className="panel guest-panel">
          <h1>{form.title}</h1>
          <p className="secondary">{t('ui.guest.for', { name: form.forWhom, by: local(form.madeByName) })}</p>
          {form.note ? <p className="guest-note">{form.note}</p> : null}
          {form.given.length > 0 ? (
            <dl className="guest-given">
              {form.given.map(({ label, text }) => (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>{text}</dd>
                </div>
              ))}
            </dl>
          ) : null}
          <Entries token={token} form={form} onSent={note} />
          <SheetWay token={token} onSent={note} />
          <p className="small secondary">{t('ui.guest.once', { at: instant(form.expiresAt) })}</p>
        </section>
      )}
    </main>
  );
}

function Entries({ token, form, onSent }: { token: string; form: GuestForm; onSent: (records: number) => void }) {
  const { t } = useWords();
  const [entries, change] = useState<readonly Entry[]>([{}]);
  const [problems, tell] = useState<readonly Problem[]>([]);
  const [failed, fail] = useState<string | undefined>();
  const [busy, setBusy] = useState(false);
  const send = async () => {
    setBusy(true);
    tell([]);
    fail(undefined);
    try {
      const answer = await sendJson<Answer>('POST', `/guest/${token}/records`, { entries });
      if (answer.sent) onSent(answer.records);
      else tell(answer.problems);
    } catch (error) {
      fail(error instanceof ApiProblem && error.message !== '' ? error.message : t('ui.guest.noNetwork'));
    }
    setBusy(false);
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {entries.map((entry, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: entries have no name but their place
        <fieldset key={index} className="guest-entry">
          {entries.length > 1 ? (
            <legend>
              {t('ui.guest.entry', { number: index + 1 })}
              <Button
                size="small"
                type="text"
                aria-label={t('ui.guest.remove', { number: index + 1 })}
                onClick={() => change(entries.filter((_, at) => at !== index))}
              >
                ×
              </Button>
            </legend>
          ) : null}
          {form.fields.map((field) => (
            <OneField
              key={field.key}
              field={field}
              value={entry[field.key] ?? ''}
              onChange={(value) =>
                change(entries.map((one, at) => (at === index ? { ...one, [field.key]: value } : one)))
              }
              problems={problems.filter((one) => one.row === index + 1 && one.field === field.key)}
            />
          ))}
          {problems
            .filter((one) => one.row === index + 1 && !form.fields.some(({ key }) => key === one.field))
            .map((one) => (
              <p key={one.words} className="field-error" role="alert">
                {one.words}
              </p>
            ))}
        </fieldset>
      ))}
      {problems.length > 0 || failed ? (
        <p className="field-error" role="alert">
          {failed ?? problems.find((one) => one.row === 0)?.words ?? t('ui.guest.problems')}
        </p>
      ) : null}
      <div className="guest-actions">
        <Button type="primary" htmlType="submit" size="large" block loading={busy}>
          {t('ui.guest.send')}
        </Button>
        {entries.length < MOST_ENTRIES ? (
          <Button size="large" block onClick={() => change([...entries, {}])}>
            {t('ui.guest.another')}
          </Button>
        ) : null}
      </div>
    </form>
  );
}

function OneField({
  field,
  value,
  onChange,
  problems,
}: {
  field: GuestField;
  value: string;
  onChange: (value: string) => void;
  problems: readonly Problem[];
}) {
  const { t } = useWords();
  const id = useId();
  const isWrong = problems.length > 0;
  const ordinary = {
    id,
    'aria-invalid': isWrong,
    'aria-describedby': isWrong ? `${id}-problem` : undefined,
    status: isWrong ? ('error' as const) : ('' as const),
  };
  const choices =
    field.type === 'yesno'
      ? [
          { value: 'yes', label: t('ui.guest.yes') },
          { value: 'no', label: t('ui.guest.no') },
        ]
      : (field.choices ?? []);
  return (
    <div className="guest-field">
      <label htmlFor={id}>
        {field.label}
        {field.required ? <span className="secondary"> {t('ui.guest.required')}</span> : null}
      </label>
      {field.type === 'choice' || field.type === 'yesno' ? (
        <Select
          {...ordinary}
          size="large"
          className="full-width"
          placeholder={t('ui.guest.choose')}
          allowClear={!field.required}
          showSearch={choices.length > 8 ? { optionFilterProp: 'label' } : false}
          value={value === '' ? undefined : value}
          options={choices}
          onChange={(chosen: string | undefined) => onChange(chosen ?? '')}
        />
      ) : field.type === 'long' ? (
        <Input.TextArea
          {...ordinary}
          autoSize={{ minRows: 2, maxRows: 8 }}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      ) : (
        <Input
          {...ordinary}
          size="large"
          type={field.type === 'date' ? 'date' : field.type === 'month' ? 'month' : 'text'}
          inputMode={field.type === 'number' ? 'decimal' : undefined}
          autoComplete="off"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      {isWrong ? (
        <p id={`${id}-problem`} className="field-error">
          {problems.map((one) => one.words).join(' ')}
        </p>
      ) : null}
    </div>
  );
}

/** The other way, for many entries: a sheet down and up again. The form comes first, since files fail inside WeChat. */
function SheetWay({ token, onSent }: { token: string; onSent: (records: number) => void }) {
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const [told, tell] = useState<readonly string[]>([]);
  const [busy, setBusy] = useState(false);
  const send = async (file: File | undefined) => {
    if (!file) return;
    setBusy(true);
    tell([]);
    try {
      const answer = await uploadFile<Answer>(`/guest/${token}/sheet`, file);
      if (answer.sent) onSent(answer.records);
      else tell(answer.problems.map(({ row, words }) => (row > 0 ? t('ui.guest.rowProblem', { row, words }) : words)));
    } catch (error) {
      tell([error instanceof ApiProblem && error.message !== '' ? error.message : t('ui.guest.noNetwork')]);
    }
    setBusy(false);
  };
  return (
    <details className="guest-sheet">
      <summary>{t('ui.guest.sheet')}</summary>
      {isWeChat() ? (
        <p className="notice notice-warning">{t('ui.guest.inWeChat')}</p>
      ) : (
        <>
          <p>{t('ui.guest.sheetText')}</p>
          <div className="guest-actions">
            <Button href={addressOf(`/guest/${token}/sheet.xlsx`)}>{t('ui.guest.download')}</Button>
            <Button loading={busy} onClick={() => input.current?.click()}>
              {t('ui.guest.upload')}
            </Button>
          </div>
          <input
            ref={input}
            type="file"
            className="visually-hidden"
            tabIndex={-1}
            aria-label={t('ui.guest.upload')}
            accept=".xlsx,.csv"
            onChange={(event) => {
              void send(event.target.files?.[0]);
              event.target.value = '';
            }}
          />
        </>
      )}
      {told.length > 0 ? (
        <ul className="bullets field-error" role="alert">
          {told.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      ) : null}
    </details>
  );
}
