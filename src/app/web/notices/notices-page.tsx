// What I was told: each names one task and opens it; read, done, or all of it, by keyboard too.
import { useQueryClient } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { getJson, sendJson } from '#platform/ui/api.ts';
import { useInstant } from '#platform/ui/instant.ts';
import { type LocalText, useWords } from '#platform/ui/language.tsx';
import { Page, Teach } from '#platform/ui/page.tsx';
import { useSaysRefusal } from '#platform/ui/refusal.ts';
import { isTyping } from '#platform/ui/shortcuts.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import './notices.css';

const shows = ['unread', 'done', 'all'] as const;
type Show = (typeof shows)[number];

interface Notice {
  id: string;
  message: string;
  text: LocalText;
  opens: string;
  dueAt: string | null;
  at: string;
  readAt: string | null;
  doneAt: string | null;
}
interface Answer {
  notices: Notice[];
  more: boolean;
}
type Mark = 'read' | 'unread' | 'done' | 'open';

/** The page of notices. */
export function NoticesPage() {
  const { t } = useWords();
  const [show, setShow] = useState<Show>('unread');
  const { data, error, isPending, refetch } = useJson<Answer>('/notices', { show }, { keep: true });
  const [older, setOlder] = useState<Notice[]>([]);
  const [isEnd, end] = useState(false);
  const mark = useMark(() => {
    setOlder([]);
    end(false);
  });
  const notices = [...(data?.notices ?? []), ...older];
  const [place, move] = useState(0);
  const open = useOpen(mark);
  useKeys({ notices, place, move, open, done: (one) => void mark([one.id], one.doneAt ? 'open' : 'done') });
  const more = async () => {
    const last = notices.at(-1);
    if (!last) return;
    const answer = await getJson<Answer>('/notices', { show, before: last.id });
    setOlder([...older, ...answer.notices]);
    end(!answer.more);
  };
  return (
    <Page
      title={t('notices.title')}
      subtitle={t('notices.subtitle')}
      loading={isPending}
      error={error}
      onRetry={() => void refetch()}
      actions={
        <>
          <Link to="/account/notices" className="notices-choose">
            {t('notices.choose')}
          </Link>
          <Button disabled={notices.every((one) => one.readAt)} onClick={() => void mark('all', 'read')}>
            {t('notices.allRead')}
          </Button>
        </>
      }
    >
      <Segmented
        className="notices-show"
        aria-label={t('notices.show')}
        value={show}
        onChange={(chosen) => {
          setShow(chosen);
          setOlder([]);
          end(false);
          move(0);
        }}
        options={shows.map((one) => ({ value: one, label: t(`notices.show.${one}`) }))}
      />
      {notices.length === 0 ? (
        <Teach title={t(`notices.none.${show}`)}>
          <p>{t('notices.noneText')}</p>
        </Teach>
      ) : (
        <>
          <ul className="notices">
            {notices.map((notice, index) => (
              <Row
                key={notice.id}
                notice={notice}
                index={index}
                onFocus={() => move(index)}
                onOpen={() => open(notice)}
                onMark={(as) => void mark([notice.id], as)}
              />
            ))}
          </ul>
          {data?.more && !isEnd ? <Button onClick={() => void more()}>{t('notices.older')}</Button> : null}
          <p className="small secondary notices-keys">{t('notices.keys')}</p>
        </>
      )}
    </Page>
  );
}

interface RowProps {
  notice: Notice;
  index: number;
  onFocus: () => void;
  onOpen: () => void;
  onMark: (as: Mark) => void;
}

function Row({ notice, index, onFocus, onOpen, onMark }: RowProps) {
  const { t, local } = useWords();
  const instant = useInstant();
  const isNew = !notice.readAt && !notice.doneAt;
  return (
    <li className={isNew ? 'notice-row notice-new' : 'notice-row'}>
      <span className="notice-mark" aria-hidden="true">
        {notice.doneAt ? '✓' : isNew ? '●' : '○'}
      </span>
      <div className="notice-said">
        <a
          href={notice.opens}
          data-place={index}
          onFocus={onFocus}
          onClick={(event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey) return;
            event.preventDefault();
            onOpen();
          }}
        >
          {local(notice.text)}
        </a>
        <span className="small secondary">
          {t(notice.doneAt ? 'notices.state.done' : isNew ? 'notices.state.new' : 'notices.state.read')} ·{' '}
          {instant(notice.at)}
          {notice.dueAt ? ` · ${t('notices.due', { at: instant(notice.dueAt) })}` : ''}
        </span>
      </div>
      <Button size="small" type="text" onClick={() => onMark(notice.doneAt ? 'open' : 'done')}>
        {t(notice.doneAt ? 'notices.open' : 'notices.done')}
      </Button>
    </li>
  );
}

function useMark(after: () => void) {
  const client = useQueryClient();
  const says = useSaysRefusal();
  return async (ids: string[] | 'all', as: Mark) => {
    try {
      await sendJson('POST', '/notices/mark', { ids, as });
    } catch (problem) {
      says(problem);
      return;
    }
    after();
    await Promise.all([
      client.invalidateQueries({ queryKey: ['json', '/notices'] }),
      client.invalidateQueries({ queryKey: ['changes'] }),
    ]);
  };
}

/** Opens the one task; what is opened is read. */
function useOpen(mark: (ids: string[], as: Mark) => Promise<void>) {
  const router = useRouter();
  return (notice: Notice) => {
    if (!notice.readAt) void mark([notice.id], 'read');
    router.history.push(notice.opens);
  };
}

interface Keys {
  notices: readonly Notice[];
  place: number;
  move: (place: number) => void;
  open: (notice: Notice) => void;
  done: (notice: Notice) => void;
}

/** j and k move, Enter opens (it is a link), e is done. */
function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const { notices, place, move, done } = latest.current;
      const go = (to: number) => {
        move(to);
        document.querySelector<HTMLElement>(`.notices [data-place="${to}"]`)?.focus();
      };
      const here = notices[place];
      if (event.key === 'j')
        go(Math.min(document.activeElement?.closest('.notices') ? place + 1 : place, notices.length - 1));
      else if (event.key === 'k') go(Math.max(place - 1, 0));
      else if (event.key === 'e' && here) done(here);
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', hear);
    return () => window.removeEventListener('keydown', hear);
  }, []);
}
