// Signing in by WeCom, DingTalk or Feishu, where this installation is connected to one; and what became of it.
import { Button } from 'antd';
import { useWords } from '#platform/ui/language.tsx';
import { useJson } from '#platform/ui/use-json.ts';

/** The buttons beside the other ways in. */
export function ChatWays() {
  const { t } = useWords();
  const { data } = useJson<{ chats: string[] }>('/sign-in/chats');
  return (data?.chats ?? []).map((chat) => (
    <Button key={chat} block href={`/sign-in/chat/${chat}`}>
      {t('chat.signIn', { chat: t(`channel.${chat}`) })}
    </Button>
  ));
}

/** Why a chat led nowhere. */
export function ChatRefusal() {
  const { t } = useWords();
  const outcome = new URLSearchParams(window.location.search).get('chat');
  if (outcome !== 'failed' && outcome !== 'unknown' && outcome !== 'second_factor') return null;
  return (
    <p className="field-error" role="alert">
      {t(`chat.signIn.${outcome}`)}
    </p>
  );
}
