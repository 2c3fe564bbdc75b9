// What the keyboard can do: heard everywhere, listed by `?`.
import { Modal } from 'antd';
import { useEffect, useRef } from 'react';
import { useWords } from './language.tsx';

/** Keys in the order of pressing, and the word for what they do. */
const shortcuts: readonly { keys: readonly string[]; words: string }[] = [
  { keys: ['Ctrl / ⌘', 'K'], words: 'ui.keys.search' },
  { keys: ['?'], words: 'ui.keys.list' },
  { keys: ['g', 'r'], words: 'ui.keys.report' },
  { keys: ['g', 'i'], words: 'ui.keys.inbox' },
  { keys: ['g', 'f'], words: 'ui.keys.factories' },
  { keys: ['g', 'w'], words: 'ui.keys.waste' },
  { keys: ['g', 't'], words: 'ui.keys.targets' },
  { keys: ['j', 'k'], words: 'ui.keys.move' },
  { keys: ['x'], words: 'ui.keys.select' },
  { keys: ['Enter'], words: 'ui.keys.open' },
  { keys: ['Esc'], words: 'ui.keys.close' },
];

/** Whether a key press belongs to somebody who is typing. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
    target.closest('[role="combobox"]') !== null);

/** Hears the keys that work everywhere: search, the list of shortcuts, and `g` with a letter. */
export function useGlobalKeys(on: { search: () => void; list: () => void; go: (letter: string) => void }): void {
  const latest = useRef(on);
  latest.current = on;
  useEffect(() => {
    let isGoing = false;
    const hear = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        latest.current.search();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (isGoing) {
        isGoing = false;
        latest.current.go(event.key);
        return;
      }
      if (event.key === '?') latest.current.list();
      else if (event.key === 'g') {
        isGoing = true;
        setTimeout(() => {
          isGoing = false;
        }, 1200);
      }
    };
    window.addEventListener('keydown', hear);
    return () => window.removeEventListener('keydown', hear);
  }, []);
}

/** The list of shortcuts. */
export function Shortcuts({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useWords();
  return (
    <Modal open={isOpen} onCancel={onClose} footer={null} title={t('ui.keys.title')} width={440}>
      <dl className="shortcuts">
        {shortcuts.map(({ keys, words }) => (
          <div key={words}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(words)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
