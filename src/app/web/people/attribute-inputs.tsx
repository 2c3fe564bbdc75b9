// What a person is called in both languages, where messages reach him, and in which language.
import { Input, Segmented } from 'antd';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';

/** As typed. */
export interface Attributes {
  en: string;
  zh: string;
  mail: string;
  language: 'en' | 'zh';
}

/** Whether enough is typed: a name in each language. */
export const isComplete = ({ en, zh }: Attributes): boolean => en.trim() !== '' && zh.trim() !== '';

/** The inputs. */
export function AttributeInputs({ value, onChange }: { value: Attributes; onChange: (value: Attributes) => void }) {
  const { t } = useWords();
  return (
    <>
      <Labelled label={t('people.nameZh')}>
        {(id) => (
          <Input
            id={id}
            value={value.zh}
            maxLength={200}
            onChange={(event) => onChange({ ...value, zh: event.target.value })}
          />
        )}
      </Labelled>
      <Labelled label={t('people.nameEn')}>
        {(id) => (
          <Input
            id={id}
            value={value.en}
            maxLength={200}
            onChange={(event) => onChange({ ...value, en: event.target.value })}
          />
        )}
      </Labelled>
      <Labelled label={t('people.mail')}>
        {(id) => (
          <Input
            id={id}
            type="email"
            autoComplete="off"
            value={value.mail}
            maxLength={200}
            onChange={(event) => onChange({ ...value, mail: event.target.value })}
          />
        )}
      </Labelled>
      <Segmented
        aria-label={t('people.language')}
        value={value.language}
        options={(['zh', 'en'] as const).map((one) => ({ value: one, label: t(`people.language.${one}`) }))}
        onChange={(language) => onChange({ ...value, language })}
      />
    </>
  );
}
