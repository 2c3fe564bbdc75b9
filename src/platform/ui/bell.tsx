// The bell: how much one was told and has not read; pressed, it opens the notices.
import { BellOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { useWords } from './language.tsx';
import { useChanges } from './use-changes.ts';

const SHOWN_AT_MOST = 99;

/** The bell in the top bar. */
export function Bell() {
  const { t } = useWords();
  const unread = useChanges()?.unread ?? 0;
  return (
    <Link
      to="/notices"
      className="bell"
      aria-label={t(unread === 0 ? 'ui.bell.none' : 'ui.bell.label', { count: unread })}
    >
      <BellOutlined aria-hidden="true" />
      {unread > 0 ? (
        <span className="bell-count" aria-hidden="true">
          {unread > SHOWN_AT_MOST ? `${SHOWN_AT_MOST}+` : unread}
        </span>
      ) : null}
    </Link>
  );
}
