// The lines of a record as small forms below each other: added, changed, taken away.
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useWords } from '#platform/ui/language.tsx';
import type { Problem, RecordKind } from '../declare/kind.ts';
import type { Names } from './answers.ts';
import { FieldInput } from './field-input.tsx';
import { type FormValues, formValuesOf } from './form-values.ts';
import { useKindWords } from './kinds.tsx';
import { ProblemWords } from './problem-words.tsx';

export interface LinesInputProps {
  kind: RecordKind;
  lines: readonly FormValues[];
  onChange: (lines: FormValues[]) => void;
  names: Names;
  problems: readonly Problem[];
}

/** The lines of a record that is being written. */
export function LinesInput({ kind, lines, onChange, names, problems }: LinesInputProps) {
  const { t } = useWords();
  const words = useKindWords(kind);
  if (!kind.lines) return null;
  const fields = new Map(Object.entries(kind.lines.fields));
  return (
    <section className="record-section" aria-label={words.lines}>
      <h2>{words.lines}</h2>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place
        <fieldset key={index} className="line-form">
          <legend>{t('ui.form.line', { line: index + 1 })}</legend>
          {[...fields].map(([path, of]) => {
            const id = `line-${index + 1}-${path}`;
            const found = problems.filter((problem) => problem.line === index + 1 && problem.field === path);
            return (
              <div key={path} className="form-field">
                <label htmlFor={id}>
                  {words.line(path)}
                  {of.required ? <span className="required"> *</span> : null}
                </label>
                <FieldInput
                  id={id}
                  label={words.line(path)}
                  of={of}
                  value={line[path]}
                  names={names}
                  invalid={found.some((problem) => problem.level === 'error')}
                  describedBy={found.length > 0 ? `${id}-problem` : undefined}
                  onChange={(value) =>
                    onChange(lines.map((one, place) => (place === index ? { ...one, [path]: value } : one)))
                  }
                />
                <ProblemWords id={`${id}-problem`} problems={found} />
              </div>
            );
          })}
          <Button
            type="text"
            icon={<DeleteOutlined aria-hidden="true" />}
            aria-label={t('ui.form.lineRemove', { line: index + 1 })}
            onClick={() => onChange(lines.filter((_, place) => place !== index))}
          />
        </fieldset>
      ))}
      <Button icon={<PlusOutlined aria-hidden="true" />} onClick={() => onChange([...lines, formValuesOf(fields, {})])}>
        {t('ui.form.lineAdd')}
      </Button>
    </section>
  );
}
