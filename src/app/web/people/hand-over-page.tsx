// A hand-over: from whom to whom; what would move stands beside it before anything is done.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { Month } from '#period/calendar-date.ts';
import { labelMonth } from '#period/label.ts';
import { sendJson } from '#platform/ui/api.ts';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { useOrganisation } from '#platform/ui/organisation.ts';
import { Page, Problem, Waiting } from '#platform/ui/page.tsx';
import { useAct } from '#platform/ui/use-act.ts';
import { useJson } from '#platform/ui/use-json.ts';
import type { MovingAnswer, PeopleAnswer } from './answers.ts';
import { DutyList } from './duty-list.tsx';
import { DayInput, PersonSelect, PlaceSelect } from './inputs.tsx';
import './people.css';
import { useMovedSaid } from './said.ts';

/** The page of a hand-over. */
export function HandOverPage() {
  const { t, local, language } = useWords();
  const { from: asked } = useSearch({ strict: false }) as { from?: string };
  const organisation = useOrganisation();
  const { data: known, error, isPending, refetch } = useJson<PeopleAnswer>('/people');
  const [from, setFrom] = useState<string | null>(asked ?? null);
  const [to, setTo] = useState<string | null>(null);
  const [scope, setScope] = useState<string | null>(null);
  const [day, setDay] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const { act, isBusy } = useAct();
  const navigate = useNavigate();
  const scopeId = scope ?? organisation?.group?.id ?? null;
  const on = day ?? known?.today ?? null;
  const isChosen = from !== null && to !== null && scopeId !== null && on !== null;
  const preview = useJson<MovingAnswer>(
    '/hand-overs/preview',
    { from, to, scope: scopeId, on },
    { enabled: isChosen, keep: true },
  );
  const nameOf = (id: string | null) => local(known?.people.find((one) => one.personId === id)?.name);
  const counts = preview.data?.counts;
  const moves = counts ? counts.drafts + counts.returned + counts.posts + counts.reviews : 0;
  const send = async () => {
    const wanted = { from, to, scope: scopeId, on, reason: reason.trim() };
    const isLater = on !== null && known !== undefined && on > known.today;
    const done = t(isLater ? 'handOver.doneLater' : 'handOver.done', { name: nameOf(to), on: on ?? '' });
    if (await act(() => sendJson('POST', '/hand-overs', wanted), { done }))
      await navigate({ to: `/settings/people/${from}` } as never);
  };
  return (
    <Page
      title={t('handOver.title')}
      subtitle={t('handOver.subtitle')}
      loading={isPending}
      error={error}
      onRetry={() => void refetch()}
    >
      <div className="hand-over">
        <form
          className="hand-over-form"
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
        >
          <Labelled label={t('handOver.from')}>
            {(id) => <PersonSelect id={id} value={from} onChange={setFrom} without={to} withInactive />}
          </Labelled>
          <Labelled label={t('handOver.to')}>
            {(id) => <PersonSelect id={id} value={to} onChange={setTo} without={from} />}
          </Labelled>
          <Labelled label={t('handOver.scope')}>
            {(id) => <PlaceSelect id={id} value={scopeId} onChange={setScope} />}
          </Labelled>
          <Labelled label={t('handOver.on')}>{(id) => <DayInput id={id} value={on} onChange={setDay} />}</Labelled>
          <Labelled label={t('handOver.reason')}>
            {(id) => (
              <>
                <Input.TextArea
                  id={id}
                  rows={2}
                  maxLength={500}
                  aria-describedby={`${id}-hint`}
                  value={reason}
                  onChange={(event) => setReason(event.target.value)}
                />
                <span id={`${id}-hint`} className="small secondary">
                  {[t('handOver.reasonHint'), t('privacy.freeTextHint')].join(language === 'zh' ? '' : ' ')}
                </span>
              </>
            )}
          </Labelled>
          <Button
            type="primary"
            htmlType="submit"
            loading={isBusy}
            disabled={!isChosen || moves === 0 || reason.trim() === ''}
          >
            {t('handOver.do')}
          </Button>
        </form>
        <div className="panel hand-over-moves">
          <h2>{t('handOver.moves')}</h2>
          {isChosen ? null : <p className="secondary">{t('handOver.choose')}</p>}
          {isChosen && preview.error ? <Problem error={preview.error} onRetry={() => void preview.refetch()} /> : null}
          {isChosen && preview.isPending ? <Waiting rows={4} /> : null}
          {isChosen && preview.data ? (
            <Moves moving={preview.data} names={{ from: nameOf(from), to: nameOf(to) }} on={on} />
          ) : null}
        </div>
      </div>
    </Page>
  );
}

function Moves({ moving, names, on }: { moving: MovingAnswer; names: { from: string; to: string }; on: string }) {
  const { t, local, language } = useWords();
  const organisation = useOrganisation();
  const movedSaid = useMovedSaid();
  const siteName = (id: string) => local(organisation?.byId.get(id)?.name) || id.slice(0, 8);
  const moved = movedSaid(moving.counts);
  return (
    <>
      <p role="status">{moved === '' ? t('handOver.nothing') : t('handOver.sentence', { ...names, moved, on })}</p>
      {moving.outOfReach.length > 0 ? (
        <p className="notice notice-warning">
          {t('handOver.outOfReach', {
            name: names.to,
            sites: moving.outOfReach.map(siteName).join(language === 'zh' ? '、' : ', '),
          })}
        </p>
      ) : null}
      <section>
        <h3>{t('handOver.work')}</h3>
        {moving.work.length === 0 ? (
          <p className="secondary">{t('handOver.noWork')}</p>
        ) : (
          <ul>
            {moving.work.map((one) => (
              <li key={[one.kind, one.siteId, one.month, one.state].join(' ')}>
                <span>
                  {t(`${one.kind}|many`)}{' '}
                  <span className="secondary">
                    {siteName(one.siteId)}
                    {one.month ? ` · ${labelMonth(one.month as Month, language)}` : ''}
                  </span>
                </span>
                <span>{t(`handOver.${one.state}`, { count: one.count })}</span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section>
        <h3>{t('handOver.posts')}</h3>
        {moving.posts.length === 0 ? (
          <p className="secondary">{t('handOver.noPosts')}</p>
        ) : (
          <ul>
            {moving.posts.map((post) => (
              <li key={post.id}>
                <span>
                  {local(post.name)}{' '}
                  <span className="secondary">
                    {t(`role.${post.role}`)} · {local(post.scope.name)}
                  </span>
                </span>
                <DutyList duties={post.duties} />
              </li>
            ))}
          </ul>
        )}
      </section>
      {moving.reviews.length > 0 ? (
        <section>
          <h3>{t('handOver.delegated')}</h3>
          <ul>
            {moving.reviews.map((one) => (
              <li key={one.id}>
                <span>{t('handOver.reviewsFor', { name: local(one.name) })}</span>
                <span className="secondary">{t('handOver.reviewsUntil', { before: one.before })}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {moving.stay.length > 0 ? (
        <section>
          <h3>{t('handOver.stay')}</h3>
          <p>
            {moving.stay
              .map(({ role, scopeName }) => `${t(`role.${role}`)} · ${local(scopeName)}`)
              .join(language === 'zh' ? '；' : '; ')}
          </p>
          <p className="small secondary">{t('handOver.stayText', { name: names.from })}</p>
        </section>
      ) : null}
    </>
  );
}
