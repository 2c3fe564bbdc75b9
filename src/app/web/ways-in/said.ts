// Ways in, devices and subjects in words, as several pages say them.
import { useWords } from '#platform/ui/language.tsx';

/** An event of the log, as the server answers. */
export interface AccessEvent {
  id: string;
  at: string;
  actor: string;
  person: { id: string; userName: string; name: { en: string; zh: string } } | null;
  what: string;
  outcome: 'done' | 'refused';
  subject: string | null;
  scope: { en: string; zh: string } | null;
  network: string | null;
  device: string | null;
}

/** Says what stands in the log. */
export function useSaid() {
  const { t, has } = useWords();
  return {
    device: (device: string | null) => {
      if (device === null) return '—';
      const [browser, system] = device.split('/');
      return `${t(`waysIn.browser.${browser}`)} · ${t(`waysIn.system.${system}`)}`;
    },
    way: (way: string | null) => (way === null ? '—' : t(`waysIn.way.${way}`)),
    subject: (subject: string | null) => {
      if (subject === null) return '';
      const key = [`waysIn.way.${subject}`, `waysIn.subject.${subject}`].find(has);
      return key ? t(key) : subject;
    },
  };
}
