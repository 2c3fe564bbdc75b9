// The input of one field, by its type: what the declaration says it holds is all that it takes.
import { DatePicker, Input, Segmented, Select } from 'antd';
import dayjs from 'dayjs';
import { useWords } from '#platform/ui/language.tsx';
import { unitSign } from '#units/entered.ts';
import { bases, type Field, type LocalText } from '../declare/kind.ts';
import type { Names } from './answers.ts';
import { type FormValue, type TypedQuantity, unitsOf } from './form-values.ts';
import { ReferenceSelect } from './reference-select.tsx';

export interface FieldInputProps {
  id: string;
  label: string;
  of: Field;
  value: FormValue;
  onChange: (value: FormValue) => void;
  names: Names;
  invalid: boolean;
  describedBy: string | undefined;
}

/** Dates may be typed as people write them. */
const dayFormats = ['YYYY-MM-DD', 'YYYY-M-D', 'YYYY.M.D', 'YYYY/M/D', 'YYYYMMDD', 'YYYY年M月D日'];
const monthFormats = ['YYYY-MM', 'YYYY-M', 'YYYY.M', 'YYYY/M', 'YYYYMM', 'YYYY年M月'];

const status = (invalid: boolean) => (invalid ? ('error' as const) : ('' as const));

/** The input of a field; its label and problems stand around it. */
export function FieldInput(props: FieldInputProps) {
  const { of, value, onChange } = props;
  const ordinary = {
    id: props.id,
    'aria-invalid': props.invalid,
    'aria-describedby': props.describedBy,
    status: status(props.invalid),
  };
  const { t } = useWords();
  switch (of.type) {
    case 'date':
    case 'month':
    case 'year': {
      const picker = of.type;
      const day = typeof value === 'string' && value !== '' ? dayjs(value) : null;
      return (
        <DatePicker
          {...ordinary}
          className="full-width"
          picker={picker}
          format={picker === 'date' ? dayFormats : picker === 'month' ? monthFormats : ['YYYY']}
          value={day?.isValid() ? day : null}
          onChange={(chosen) => {
            const first = chosen && !Array.isArray(chosen) ? chosen : null;
            const shape = picker === 'date' ? 'YYYY-MM-DD' : picker === 'month' ? 'YYYY-MM-01' : 'YYYY-01-01';
            onChange(first ? first.format(shape) : null);
          }}
        />
      );
    }
    case 'text':
      return of.max > 200 ? (
        <Input.TextArea
          {...ordinary}
          rows={2}
          autoSize={{ minRows: 2, maxRows: 8 }}
          value={String(value ?? '')}
          onChange={(event) => onChange(event.target.value)}
        />
      ) : (
        <Input {...ordinary} value={String(value ?? '')} onChange={(event) => onChange(event.target.value)} />
      );
    case 'integer':
    case 'decimal':
      return (
        <Input
          {...ordinary}
          className="number-input"
          inputMode={of.type === 'integer' ? 'numeric' : 'decimal'}
          value={String(value ?? '')}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case 'quantity':
      return <QuantityInput {...props} />;
    case 'code':
      return (
        <Select
          {...ordinary}
          className="full-width"
          showSearch={{ optionFilterProp: 'label' }}
          allowClear={!of.required}
          placeholder={t('ui.form.choose')}
          value={(value as string | null) ?? null}
          options={of.codes.map((code) => ({ value: code, label: t(`${of.words}.${code}`) }))}
          onChange={(code: string | null | undefined) => onChange(code ?? null)}
        />
      );
    case 'codes':
      return (
        <Select
          {...ordinary}
          className="full-width"
          mode={of.codes ? 'multiple' : 'tags'}
          tokenSeparators={[',', ';', ' ', '，', '、']}
          showSearch={{ optionFilterProp: 'label' }}
          value={(value as string[] | null) ?? []}
          options={(of.codes ?? []).map((code) => ({ value: code, label: t(`${of.words}.${code}`) }))}
          onChange={(codes: string[]) => onChange(codes.length > 0 ? codes : null)}
        />
      );
    case 'flag':
      return (
        <Segmented
          id={props.id}
          aria-label={props.label}
          value={value === true ? 'yes' : value === false ? 'no' : ''}
          options={['yes', 'no'].map((one) => ({ value: one, label: t(`ui.value.${one}`) }))}
          onChange={(one) => onChange(one === 'yes')}
        />
      );
    case 'ref':
      return (
        <ReferenceSelect
          to={of.to}
          id={props.id}
          names={props.names}
          value={typeof value === 'string' && value !== '' ? [value] : []}
          invalid={props.invalid}
          describedBy={props.describedBy}
          onChange={([id]) => onChange(id ?? null)}
        />
      );
    case 'local':
      return <LocalInput {...props} max={of.max} />;
  }
}

function QuantityInput({ id, label, of, value, onChange, invalid, describedBy }: FieldInputProps) {
  const { t } = useWords();
  if (of.type !== 'quantity') return null;
  const now = (value ?? { typed: '', unit: of.unit, basis: null }) as TypedQuantity;
  const units = unitsOf(of);
  return (
    <div className="quantity-input">
      <Input
        id={id}
        className="number-input"
        inputMode="decimal"
        aria-invalid={invalid}
        aria-describedby={describedBy}
        status={status(invalid)}
        value={now.typed}
        suffix={units.length > 1 ? undefined : unitSign(of.unit)}
        onChange={(event) => onChange({ ...now, typed: event.target.value })}
      />
      {units.length > 1 ? (
        <Select
          className="unit-select"
          aria-label={t('ui.form.unitOf', { field: label })}
          value={now.unit}
          options={units.map((unit) => ({ value: unit, label: t(`ui.unit.${unit}`) }))}
          onChange={(unit: string) => onChange({ ...now, unit })}
        />
      ) : null}
      {of.basis ? (
        <Select
          className="basis-select"
          aria-label={t('ui.form.basisOf', { field: label })}
          value={now.basis}
          placeholder={t('ui.form.basis')}
          options={bases.map((basis) => ({ value: basis, label: t(`ui.basisOf.${basis}`) }))}
          onChange={(basis: string) => onChange({ ...now, basis })}
        />
      ) : null}
    </div>
  );
}

function LocalInput({ id, label, value, onChange, invalid, describedBy, max }: FieldInputProps & { max: number }) {
  const { t } = useWords();
  const now = (value ?? { en: null, zh: null }) as LocalText;
  const change = (language: 'en' | 'zh', typed: string) => {
    const next = { ...now, [language]: typed === '' ? null : typed };
    onChange(next.en === null && next.zh === null ? null : next);
  };
  return (
    <div className="local-input">
      {(['en', 'zh'] as const).map((language, index) => {
        const ordinary = {
          value: now[language] ?? '',
          lang: language === 'zh' ? 'zh-CN' : 'en',
          'aria-label': `${label} (${t(`ui.language.${language}`)})`,
          'aria-invalid': invalid,
          'aria-describedby': describedBy,
          status: status(invalid),
          ...(index === 0 ? { id } : {}),
        };
        return max > 400 ? (
          <Input.TextArea
            key={language}
            {...ordinary}
            placeholder={t(`ui.language.${language}`)}
            autoSize={{ minRows: 2, maxRows: 10 }}
            onChange={(event) => change(language, event.target.value)}
          />
        ) : (
          <Input
            key={language}
            {...ordinary}
            prefix={<span className="secondary small">{language === 'zh' ? '中' : 'EN'}</span>}
            onChange={(event) => change(language, event.target.value)}
          />
        );
      })}
    </div>
  );
}
