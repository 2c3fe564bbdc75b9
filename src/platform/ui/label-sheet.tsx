// Labels to print, eight on a sheet or one alone: what a thing is called in both languages, and the code that a phone reads.
import type { ReactNode } from 'react';
import { type LocalText, useWords } from './language.tsx';
import { LinkButton } from './link-button.tsx';
import { QrCode } from './qr-code.tsx';
import './label-sheet.css';

/** What stands on a label, in both languages: it hangs where both are read. */
export interface PrintedLabel {
  id: string;
  code: string;
  name: LocalText;
  place: LocalText | null;
  site: { code: string; name: LocalText };
  /** the address to which its code leads */
  link: string;
}

interface LabelProps {
  label: PrintedLabel;
  /** what the code is called */
  qr: string;
  /** a border that is seen from afar */
  isWarned?: boolean;
  children?: ReactNode;
}

/** One label. */
export function Label({ label: { code, name, place, site, link }, qr, isWarned = false, children }: LabelProps) {
  return (
    <li className={isWarned ? 'print-label print-label-warned' : 'print-label'}>
      <div className="print-label-qr">
        <QrCode text={link} label={qr} />
      </div>
      <div className="print-label-text">
        <p className="print-label-code">{code}</p>
        <p className="print-label-name">
          {name.zh}
          <br />
          {name.en}
        </p>
        {children}
        <p className="print-label-place">
          {site.code} {site.name.zh} {site.name.en}
          {place ? (
            <>
              <br />
              {place.zh} {place.en}
            </>
          ) : null}
        </p>
      </div>
    </li>
  );
}

interface SheetProps {
  labels: readonly PrintedLabel[];
  /** one label alone, and larger */
  isAlone: boolean;
  /** where a label stands alone, and the name in its address by which it is chosen */
  alone: { path: string; by: string };
  /** one of the labels */
  of: (label: PrintedLabel) => ReactNode;
}

/** All labels, and below them the way to each alone; that is not printed. */
export function LabelSheet({ labels, isAlone, alone: { path, by }, of }: SheetProps) {
  const { t } = useWords();
  return (
    <>
      <ul className={isAlone ? 'print-labels print-labels-one' : 'print-labels'}>{labels.map(of)}</ul>
      {isAlone || labels.length === 0 ? null : (
        <nav className="print-labels-single" aria-label={t('ui.labels.single')}>
          <h2>{t('ui.labels.single')}</h2>
          <ul>
            {labels.map(({ id, code, site }) => (
              <li key={id}>
                <LinkButton to={path} search={{ [by]: id }} size="small">
                  {site.code} {code}
                </LinkButton>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </>
  );
}
