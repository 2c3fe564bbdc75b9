// Which bin one stands at: read from its label, typed by its code, or chosen from the list.
import { useState } from 'react';
import { useWords } from '#platform/ui/language.tsx';
import { type BinAnswer, binNamed, binsNamed } from './bay-answers.ts';
import { CodeReader } from './code-reader.tsx';

/** Bins as large buttons. */
function Choices({
  bins,
  onChoose,
  title,
}: {
  bins: readonly BinAnswer[];
  onChoose: (id: string) => void;
  title: string;
}) {
  const { local } = useWords();
  return (
    <section className="phone-section">
      <h2>{title}</h2>
      <ul className="phone-bins">
        {bins.map((bin) => (
          <li key={bin.id}>
            <button type="button" className="phone-bin" onClick={() => onChoose(bin.id)}>
              <strong>{bin.code}</strong>
              <span>{local(bin.name)}</span>
              <span className="secondary small">
                {bin.site.code} · {local(bin.site.name)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Finds the bin; `named` is what an address asked for and was not, or not only once, found. */
export function BinFinder({
  bins,
  named,
  onChoose,
}: {
  bins: readonly BinAnswer[];
  named: string | undefined;
  onChoose: (id: string) => void;
}) {
  const { t } = useWords();
  const [isReading, setReading] = useState(false);
  const [code, setCode] = useState('');
  const [missed, miss] = useState(named);
  const several = missed === undefined ? [] : binsNamed(bins, missed);
  const open = (text: string) => {
    setReading(false);
    const wanted = binNamed(text);
    const [found, ...others] = binsNamed(bins, wanted);
    if (found && others.length === 0) onChoose(found.id);
    else miss(wanted);
  };
  return (
    <>
      {isReading ? (
        <CodeReader onRead={open} onClose={() => setReading(false)} />
      ) : (
        <button type="button" className="phone-button phone-primary bay-scan" onClick={() => setReading(true)}>
          {t('waste.page.bay.scan')}
        </button>
      )}
      {missed !== undefined && several.length === 0 ? (
        <p className="phone-refused" role="alert">
          {t('waste.page.bay.unknownBin', { code: missed })}
        </p>
      ) : null}
      <form
        className="bay-typed"
        onSubmit={(event) => {
          event.preventDefault();
          if (code.trim() !== '') open(code);
        }}
      >
        <label htmlFor="bay-code">{t('waste.page.bay.code')}</label>
        <input
          id="bay-code"
          value={code}
          autoCapitalize="characters"
          autoComplete="off"
          enterKeyHint="go"
          onChange={(event) => setCode(event.target.value)}
        />
        <button type="submit" className="phone-button">
          {t('waste.page.bay.open')}
        </button>
      </form>
      {several.length > 1 ? (
        <Choices bins={several} onChoose={onChoose} title={t('waste.page.bay.which')} />
      ) : (
        <Choices bins={bins} onChoose={onChoose} title={t('waste.bin|many')} />
      )}
    </>
  );
}
