// Writing a record, new or corrected: the form follows from the declaration, and its check is the server's.
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { type ReactNode, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { ApiProblem, getJson, sendJson } from '#platform/ui/api.ts';
import { FreeTextHint } from '#platform/ui/free-text-hint.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { remember } from '#platform/ui/remembered.ts';
import { useMay } from '#platform/ui/session.tsx';
import { lineFields } from '../declare/check-values.ts';
import type { Field, RecordKind, Values } from '../declare/kind.ts';
import type { Names, RecordAnswer, RecordRow, RecordState, ReviewNote } from './answers.ts';
import { CorrectionEffect } from './correction-effect.tsx';
import { FieldInput } from './field-input.tsx';
import { type FormValues, firstValues, formValuesOf, givenValuesOf } from './form-values.ts';
import { HiddenMark } from './hidden-mark.tsx';
import { useKindWords } from './kinds.tsx';
import { LinesInput } from './lines-input.tsx';
import { ProblemWords, type SaidProblem, useProblemSentence } from './problem-words.tsx';
import { withoutUnit } from './record-fields.tsx';
import { SiteOfForm } from './reference-select.tsx';
import { useCheck } from './use-check.ts';

export interface RecordFormProps {
  kind: RecordKind;
  mode: 'new' | 'correcting' | 'restating';
  /** the revision that is corrected */
  record?: RecordRow;
  /** what a new record begins with */
  initial?: { values: Values; lines: readonly Values[] };
  names: Names;
  /** what stands below the fields and follows what is typed, such as suggestions */
  beside?: (given: Values, change: (path: string, value: string) => void, lines: readonly Values[]) => ReactNode;
  /** the field on which a correction begins */
  focus?: string | null;
  /** what a reviewer says of fields; it stands below them */
  notes?: readonly ReviewNote[];
  /** the reason that was given before; it is not asked twice */
  reason?: string;
  onDone: (id: string) => void;
  onCancel: () => void;
}

interface Written {
  id: string;
  revision: number;
  outcome: 'new' | 'changed' | 'same';
  state: RecordState;
  warnings: SaidProblem[];
}

/** After saving: leave it as a draft, submit it, or write another like it. */
type Then = 'draft' | 'submit' | 'another';

const idOf = (path: string) => `field-${path.replaceAll('.', '-')}`;

/** The factory whose record is written; undefined while nobody has said it. */
const siteOf = (kind: RecordKind, given: Record<string, unknown>): string | undefined => {
  const site = kind.owner === 'site' ? given[kind.site ?? 'site'] : undefined;
  return typeof site === 'string' ? site : undefined;
};

/** The form of a record. */
export function RecordForm(props: RecordFormProps) {
  const { kind, mode, record, initial, names, notes = [], onDone, onCancel } = props;
  const { t } = useWords();
  const words = useKindWords(kind);
  const { message } = App.useApp();
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const begin = record ?? initial ?? { values: {}, lines: [] };
  const [id, renew] = useState(() => record?.id ?? uuidv7());
  const [values, setValues] = useState<FormValues>(() =>
    formValuesOf(kind.flat, record ? begin.values : { ...firstValues(kind.flat), ...begin.values }),
  );
  const [lines, setLines] = useState<FormValues[]>(() =>
    begin.lines.map((line) => formValuesOf(lineFields(kind), line)),
  );
  const [touched, touch] = useState<ReadonlySet<string>>(new Set());
  const [isTried, tried] = useState(false);
  const [refused, refuse] = useState<readonly SaidProblem[]>([]);
  const [reason, setReason] = useState(props.reason ?? '');
  const [busy, setBusy] = useState<Then | undefined>();
  const hidden = record?.hidden ?? [];
  const mayMask = useMay('records.read-masked');
  const given = useMemo(() => givenValuesOf(kind.flat, values), [kind, values]);
  const givenLines = useMemo(() => lines.map((line) => givenValuesOf(lineFields(kind), line)), [kind, lines]);
  const checked = useCheck(kind, given, givenLines);
  useFocusOn(form, props.focus ?? null);
  const problems: readonly SaidProblem[] = [
    ...checked.problems,
    ...refused.filter((one) => !checked.problems.some((other) => other.code === one.code && other.field === one.field)),
  ];
  const shown = problems.filter(
    (problem) => isTried || problem.field === null || touched.has(problem.field) || problem.line !== undefined,
  );
  const errors = problems.filter((problem) => problem.level === 'error');
  const isReasonMissing = mode === 'restating' && reason.trim() === '';

  const change = (path: string, value: FormValues[string]) => {
    setValues((now) => ({ ...now, [path]: value }));
    touch((now) => new Set([...now, path]));
    refuse((now) => now.filter((one) => one.field !== path));
  };
  const goToFirst = (found: readonly SaidProblem[]) => {
    const first = found.find((one) => one.field !== null && one.level === 'error');
    if (first?.field)
      form.current
        ?.querySelector<HTMLElement>(
          `#${CSS.escape(first.line ? `line-${first.line}-${first.field}` : idOf(first.field))}`,
        )
        ?.focus();
  };
  const save = async (then: Then) => {
    tried(true);
    if (errors.length > 0 || isReasonMissing) {
      goToFirst(errors);
      return;
    }
    setBusy(then);
    try {
      const written = await sendJson<Written>('PUT', `/records/${kind.kind}/${id}`, {
        values: given,
        ...(kind.lines ? { lines: givenLines } : {}),
        ...(record ? { basedOn: record.revision } : {}),
        ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
        ...(mode === 'restating' ? { restatement: true } : {}),
      });
      if (then === 'submit' && (written.state === 'draft' || written.state === 'returned')) await submit(written);
      message.success(
        t(written.outcome === 'same' ? 'ui.form.same' : then === 'submit' ? 'ui.form.savedSubmitted' : 'ui.form.saved'),
      );
      if (kind.site) remember(`site.${kind.kind}`, given[kind.site]);
      await client.invalidateQueries();
      if (then === 'another') {
        renew(uuidv7());
        setValues((now) => ({
          ...now,
          ...formValuesOf(new Map([...kind.flat].filter(([path]) => !staysForNext(kind, path))), {}),
        }));
        touch(new Set());
        tried(false);
        form.current?.querySelector<HTMLElement>('input')?.focus();
      } else onDone(id);
    } catch (error) {
      const problem = error instanceof ApiProblem ? error : new ApiProblem(-1, 'unexpected', '');
      refuse(problem.problems);
      goToFirst(problem.problems);
      if (problem.problems.length === 0) message.error(problem.message || t('ui.page.failed.text'));
    }
    setBusy(undefined);
  };
  const submit = async ({ revision }: Written) => {
    // The hash of what was just written comes from the server: a step is bound to exactly that content.
    const { record: now } = await client.fetchQuery({
      queryKey: ['written', kind.kind, id, revision],
      queryFn: () => getJson<RecordAnswer>(`/records/${kind.kind}/${id}`),
    });
    await sendJson('POST', `/records/${kind.kind}/steps/submit`, { records: [{ id, revision, hash: now.hash }] });
  };

  const hasReview = kind.review !== 'none' || mode === 'restating';
  return (
    <SiteOfForm value={siteOf(kind, given)}>
      <form
        ref={form}
        className="record-form"
        noValidate
        aria-label={t(`ui.form.${mode}`, { kind: words.inSentence })}
        onSubmit={(event) => {
          event.preventDefault();
          void save(hasReview ? 'submit' : 'draft');
        }}
      >
        {mode === 'new' ? null : <h2>{t(`ui.form.${mode}`, { kind: words.inSentence })}</h2>}
        {mode === 'restating' ? <p className="notice">{t('ui.form.restatingText')}</p> : null}
        {isTried && errors.length > 0 ? (
          <p className="notice notice-error" role="alert">
            {t('ui.form.errors', { count: errors.length })}
          </p>
        ) : null}
        {notes
          .filter(({ field }) => field === null || !kind.flat.has(field))
          .map(({ words: said }) => (
            <p key={said} className="notice notice-warning">
              {said}
            </p>
          ))}
        <General problems={shown.filter((problem) => problem.field === null || !kind.flat.has(problem.field))} />
        <div className="form-grid">
          {[...kind.flat]
            .filter(([path, of]) => mayMask || !of.masked || hidden.includes(path))
            .map(([path, of]) =>
              hidden.includes(path) ? (
                <div key={path} className="form-field">
                  <span>{withoutUnit(words.field(path), of)}</span>
                  <HiddenMark />
                </div>
              ) : (
                <FormField
                  key={path}
                  path={path}
                  of={of}
                  label={words.field(path)}
                  value={values[path]}
                  names={names}
                  problems={shown.filter((problem) => problem.field === path && problem.line === undefined)}
                  notes={notes.filter((note) => note.field === path)}
                  onChange={(value) => change(path, value)}
                />
              ),
            )}
        </div>
        {props.beside?.(given as Values, change, givenLines as Values[])}
        <LinesInput kind={kind} lines={lines} onChange={setLines} names={names} problems={isTried ? problems : shown} />
        {mode === 'restating' && record ? (
          <CorrectionEffect
            kind={kind}
            record={record}
            checked={checked}
            given={given}
            givenLines={givenLines}
            names={names}
          />
        ) : null}
        {mode === 'new' ? null : (
          <div className="form-field form-wide">
            <label htmlFor="form-reason">
              {t('ui.form.reason')}
              {mode === 'restating' ? <span className="required"> *</span> : null}
            </label>
            <Input.TextArea
              id="form-reason"
              aria-describedby="form-reason-hint"
              rows={2}
              maxLength={500}
              value={reason}
              status={isTried && isReasonMissing ? 'error' : ''}
              onChange={(event) => setReason(event.target.value)}
            />
            <FreeTextHint id="form-reason-hint" />
            {isTried && isReasonMissing ? <p className="field-error">{t('ui.form.reasonMissing')}</p> : null}
          </div>
        )}
        <div className="form-actions">
          <Button type="primary" htmlType="submit" loading={busy === (hasReview ? 'submit' : 'draft')}>
            {t(hasReview ? 'ui.form.saveSubmit' : 'ui.form.save')}
          </Button>
          {hasReview ? (
            <Button loading={busy === 'draft'} onClick={() => void save('draft')}>
              {t('ui.form.saveDraft')}
            </Button>
          ) : null}
          {mode === 'new' ? (
            <Button loading={busy === 'another'} onClick={() => void save('another')}>
              {t('ui.form.saveAnother')}
            </Button>
          ) : null}
          <Button type="text" onClick={onCancel}>
            {t('ui.form.cancel')}
          </Button>
        </div>
      </form>
    </SiteOfForm>
  );
}

/** What the next record of a series probably shares with this one: everything but weights, its own number, and remarks. */
const staysForNext = (kind: RecordKind, path: string): boolean => {
  const of = kind.flat.get(path);
  return (
    of !== undefined && of.type !== 'quantity' && of.type !== 'decimal' && of.type !== 'local' && !(of.type === 'text')
  );
};

function General({ problems }: { problems: readonly SaidProblem[] }) {
  const say = useProblemSentence();
  if (problems.length === 0) return null;
  return (
    <ul className="notice notice-error">
      {problems.map((problem) => (
        <li key={problem.code}>{say(problem)}</li>
      ))}
    </ul>
  );
}

interface FormFieldProps {
  path: string;
  of: Field;
  label: string;
  value: FormValues[string];
  names: Names;
  problems: readonly SaidProblem[];
  notes: readonly ReviewNote[];
  onChange: (value: FormValues[string]) => void;
}

/** Begins a correction on the field that a reviewer named. */
function useFocusOn(form: RefObject<HTMLFormElement | null>, path: string | null): void {
  useEffect(() => {
    if (path === null) return;
    const found = form.current?.querySelector<HTMLElement>(`#${CSS.escape(idOf(path))}`);
    const input = found?.matches('input, textarea') ? found : found?.querySelector<HTMLElement>('input, textarea');
    input?.scrollIntoView({ block: 'center' });
    input?.focus();
  }, [form, path]);
}

function FormField({ path, of, label, value, names, problems, notes, onChange }: FormFieldProps) {
  const { t } = useWords();
  const id = idOf(path);
  const isWide = (of.type === 'text' && of.max > 200) || (of.type === 'local' && of.max > 400);
  // A quantity whose unit is chosen beside it does not say another one in its label.
  const said = withoutUnit(label, of);
  const isFree = of.type === 'text' && of.max > 200;
  const describedBy = [
    problems.length > 0 ? `${id}-problem` : '',
    notes.length > 0 ? `${id}-note` : '',
    isFree ? `${id}-hint` : '',
  ]
    .filter(Boolean)
    .join(' ');
  return (
    <div className={isWide ? 'form-field form-wide' : 'form-field'}>
      <label htmlFor={id}>
        {said}
        {of.required ? (
          <span className="required"> *</span>
        ) : (
          <span className="optional"> {t('ui.form.optional')}</span>
        )}
      </label>
      <FieldInput
        id={id}
        label={said}
        of={of}
        value={value}
        names={names}
        invalid={problems.some((problem) => problem.level === 'error')}
        describedBy={describedBy === '' ? undefined : describedBy}
        onChange={onChange}
      />
      {isFree ? <FreeTextHint id={`${id}-hint`} /> : null}
      {notes.length > 0 ? (
        <div id={`${id}-note`} className="field-note">
          {notes.map(({ words }) => (
            <p key={words}>
              <span aria-hidden="true">↩ </span>
              {words}
            </p>
          ))}
        </div>
      ) : null}
      <ProblemWords id={`${id}-problem`} problems={problems} />
    </div>
  );
}
