// One key for each thing that a month needs: heard wherever nobody is typing or moving through a sheet.
import { useEffect, useRef } from 'react';
import { isTyping } from '#platform/ui/shortcuts.tsx';

/** What can be pressed, by its letter; what cannot be done now is undefined. */
export type MonthKeys = Readonly<Record<string, (() => void) | undefined>>;

const inSheet = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest('[role="grid"], [role="dialog"], [role="listbox"]') !== null;

/** Hears the letters of the page; a letter that follows `g` goes to a place and is not one of them. */
export function useMonthKeys(keys: MonthKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    let wentAt = 0;
    const hear = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.defaultPrevented) return;
      if (isTyping(event.target) || inSheet(event.target)) return;
      const letter = event.key.toLowerCase();
      if (event.timeStamp - wentAt < 1_200) {
        wentAt = 0;
        return;
      }
      if (letter === 'g') wentAt = event.timeStamp;
      const does = latest.current[letter];
      if (!does) return;
      event.preventDefault();
      does();
    };
    window.addEventListener('keydown', hear);
    return () => window.removeEventListener('keydown', hear);
  }, []);
}
