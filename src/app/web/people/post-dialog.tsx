// What a post is called, and which records its holder answers for.
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { ReferenceSelect } from '#platform/records/web/reference-select.tsx';
import { sendJson } from '#platform/ui/api.ts';
import { AskDialog } from '#platform/ui/ask-dialog.tsx';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { kinds } from '../kinds.tsx';
import type { Duty, PostRow } from './answers.ts';

/** Kinds that others refer to are things that last, such as streams and bins; somebody can answer for those. */
const lasting = [
  ...new Set(
    [...kinds.values()].flatMap((kind) => [...kind.flat.values()].flatMap((of) => (of.type === 'ref' ? [of.to] : []))),
  ),
].filter((id) => !['factories.region', 'factories.entity'].includes(id));

/** The dialog. */
export function PostDialog({ post, onClose }: { post: PostRow; onClose: () => void }) {
  const { t, local } = useWords();
  const [name, rename] = useState(post.name);
  const [duties, change] = useState<readonly Duty[]>(post.duties);
  const [kind, choose] = useState(post.duties[0]?.kind ?? 'waste.stream');
  const names = Object.fromEntries(
    duties.flatMap(({ recordId, name: called }) => (called ? [[recordId, called]] : [])),
  );
  return (
    <AskDialog
      title={`${local(post.name)} (${post.code})`}
      ok={t('people.save')}
      done={t('people.changed')}
      isIncomplete={name.en.trim() === '' || name.zh.trim() === ''}
      onSend={() =>
        sendJson('PATCH', `/posts/${post.id}`, {
          name,
          duties: duties.map(({ kind: of, recordId }) => ({ kind: of, recordId })),
        })
      }
      onClose={onClose}
    >
      {(['zh', 'en'] as const).map((language) => (
        <Labelled key={language} label={t(language === 'zh' ? 'posts.nameZh' : 'posts.nameEn')}>
          {(id) => (
            <Input
              id={id}
              value={name[language]}
              maxLength={200}
              onChange={(event) => rename((now) => ({ ...now, [language]: event.target.value }))}
            />
          )}
        </Labelled>
      ))}
      <Labelled label={t('posts.kind')}>
        {(id) => (
          <Select
            id={id}
            className="full-width"
            options={lasting.map((one) => ({ value: one, label: t(`${one}|many`) }))}
            value={kind}
            onChange={choose}
          />
        )}
      </Labelled>
      <Labelled label={t('posts.duties')}>
        {(id) => (
          <ReferenceSelect
            key={kind}
            id={id}
            to={kind}
            multiple
            names={names}
            value={duties.filter((duty) => duty.kind === kind).map(({ recordId }) => recordId)}
            onChange={(ids) =>
              change([
                ...duties.filter((duty) => duty.kind !== kind),
                ...ids.map((recordId) => ({
                  kind,
                  recordId,
                  name: duties.find((duty) => duty.recordId === recordId)?.name ?? null,
                })),
              ])
            }
          />
        )}
      </Labelled>
      {duties.some((duty) => duty.kind !== kind) ? (
        <p className="small secondary">
          {duties
            .filter((duty) => duty.kind !== kind)
            .map((duty) => (duty.name ? local(duty.name) : t(duty.kind)))
            .join(', ')}{' '}
          <Button size="small" type="text" onClick={() => change(duties.filter((duty) => duty.kind === kind))}>
            {t('ui.filter.remove')}
          </Button>
        </p>
      ) : null}
    </AskDialog>
  );
}
