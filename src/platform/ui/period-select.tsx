// Which period the page speaks of: chosen from a year's months, quarters and halves, or typed.
import { CalendarOutlined, LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Input, Popover, Segmented } from 'antd';
import { useState } from 'react';
import { labelPeriod } from '#period/label.ts';
import { type PeriodType, periodTypes, readPeriod, yearOfPeriod } from '#period/period.ts';
import { useAddress } from './address.ts';
import { useWords } from './language.tsx';

const two = (value: number) => String(value).padStart(2, '0');
const months = Array.from({ length: 12 }, (_, index) => index + 1);

/** The periods of one kind in a year, as they are written. */
function choicesOf(type: PeriodType, year: number): string[] {
  switch (type) {
    case 'month':
      return months.map((month) => `${year}-${two(month)}`);
    case 'quarter':
      return [1, 2, 3, 4].map((quarter) => `${year}-Q${quarter}`);
    case 'half':
      return [1, 2].map((half) => `${year}-H${half}`);
    case 'year':
      return [year - 2, year - 1, year, year + 1].map(String);
    case 'rolling':
      return months.map((month) => `R12-${year}-${two(month)}`);
    case 'custom':
      return [];
  }
}

/** What people type besides the written form: `2024H1`, `2024 q2`, `202406`, `2024.6`, `2024年6月`, `2024上半年`. */
export function readTypedPeriod(typed: string): string | undefined {
  const text = typed.normalize('NFKC').trim().toUpperCase().replace(/\s+/g, '');
  const written = text
    .replace(/^(\d{4})年?上半年$/, '$1-H1')
    .replace(/^(\d{4})年?下半年$/, '$1-H2')
    .replace(/^(\d{4})年?第?([一二三四1-4])季度$/, (_, year: string, ordinal: string) => {
      const place = '一二三四'.indexOf(ordinal);
      return `${year}-Q${place < 0 ? ordinal : place + 1}`;
    })
    .replace(/^(\d{4})年(\d{1,2})月$/, (_, year: string, month: string) => `${year}-${two(Number(month))}`)
    .replace(/^(\d{4})年$/, '$1')
    .replace(/^(\d{4})[-./]?([QH]\d)$/, '$1-$2')
    .replace(/^(\d{4})[-./](\d{1,2})$/, (_, year: string, month: string) => `${year}-${two(Number(month))}`)
    .replace(/^(\d{4})(\d{2})$/, '$1-$2')
    .replace(
      /^R12[-./]?(\d{4})[-./]?(\d{1,2})$/,
      (_, year: string, month: string) => `R12-${year}-${two(Number(month))}`,
    );
  return readPeriod(written) ? written : undefined;
}

function shortLabel(written: string, type: PeriodType, language: 'en' | 'zh'): string {
  const number = Number(written.slice(-2));
  if (type === 'month' || type === 'rolling') {
    if (language === 'zh') return `${number}月`;
    return new Intl.DateTimeFormat('en', { month: 'short', timeZone: 'UTC' }).format(Date.UTC(2024, number - 1, 1));
  }
  if (type === 'year') return written;
  if (language === 'en') return written.slice(5);
  return type === 'half'
    ? `${Number(written.slice(-1)) === 1 ? '上' : '下'}半年`
    : `${'一二三四'[Number(written.slice(-1)) - 1]}季度`;
}

/** The period of the page, in the top bar. */
export function PeriodSelect() {
  const { t, language } = useWords();
  const { period, set } = useAddress();
  const now = readPeriod(period);
  const [isOpen, open] = useState(false);
  const [type, chooseType] = useState<PeriodType>(now?.type ?? 'half');
  const [year, chooseYear] = useState(now ? yearOfPeriod(now) : new Date().getFullYear());
  const [typed, type_] = useState('');
  const [isWrong, noteWrong] = useState(false);
  const choose = (written: string) => {
    set({ period: written });
    open(false);
  };
  const label = now ? labelPeriod(now, language) : period;
  const content = (
    <div className="period-panel">
      <Segmented<PeriodType>
        size="small"
        aria-label={t('ui.period.type')}
        value={type}
        options={periodTypes.map((one) => ({ value: one, label: t(`ui.period.${one}`) }))}
        onChange={chooseType}
      />
      {type === 'custom' ? (
        <p className="period-hint">{t('ui.period.customHint')}</p>
      ) : (
        <>
          <div className="period-year">
            <Button
              type="text"
              size="small"
              icon={<LeftOutlined aria-hidden="true" />}
              aria-label={t('ui.period.earlier')}
              onClick={() => chooseYear(year - (type === 'year' ? 4 : 1))}
            />
            <strong>{type === 'year' ? `${year - 2} – ${year + 1}` : year}</strong>
            <Button
              type="text"
              size="small"
              icon={<RightOutlined aria-hidden="true" />}
              aria-label={t('ui.period.later')}
              onClick={() => chooseYear(year + (type === 'year' ? 4 : 1))}
            />
          </div>
          {type === 'rolling' ? <p className="period-hint">{t('ui.period.rollingHint')}</p> : null}
          <div className={`period-choices period-choices-${type}`}>
            {choicesOf(type, year).map((written) => (
              <button
                key={written}
                type="button"
                className={written === period ? 'period-choice period-chosen' : 'period-choice'}
                aria-pressed={written === period}
                aria-label={labelPeriod(readPeriod(written) as NonNullable<ReturnType<typeof readPeriod>>, language)}
                onClick={() => choose(written)}
              >
                {shortLabel(written, type, language)}
              </button>
            ))}
          </div>
        </>
      )}
      <form
        className="period-typed"
        onSubmit={(event) => {
          event.preventDefault();
          const written = readTypedPeriod(typed);
          if (written) choose(written);
          else noteWrong(true);
        }}
      >
        <Input
          size="small"
          aria-label={t('ui.period.typed')}
          placeholder={type === 'custom' ? '2024-01-15..2024-02-01' : '2024-H1, 2024-06, R12-2024-06'}
          value={typed}
          status={isWrong ? 'error' : ''}
          aria-invalid={isWrong}
          onChange={(event) => {
            type_(event.target.value);
            noteWrong(false);
          }}
        />
        <Button size="small" htmlType="submit">
          {t('ui.period.use')}
        </Button>
      </form>
      {isWrong ? (
        <p className="period-hint field-error" role="alert">
          {t('ui.period.wrong')}
        </p>
      ) : null}
    </div>
  );
  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      arrow={false}
      open={isOpen}
      onOpenChange={(wanted) => {
        open(wanted);
        if (wanted && now) {
          chooseType(now.type);
          chooseYear(yearOfPeriod(now));
        }
        type_('');
        noteWrong(false);
      }}
      content={content}
    >
      <Button
        className="period-select"
        icon={<CalendarOutlined aria-hidden="true" />}
        aria-expanded={isOpen}
        aria-label={t('ui.period.label', { period: label })}
      >
        <span className="period-label">{label}</span>
      </Button>
    </Popover>
  );
}
