// The ordinary pages of every kind of record: its list, one record, a new one.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';
import type { RecordKind, Values } from '#platform/records/declare/kind.ts';
import type { RecordAnswer } from '#platform/records/web/answers.ts';
import { useKindWords } from '#platform/records/web/kinds.tsx';
import { RecordForm, type RecordFormProps } from '#platform/records/web/record-form.tsx';
import { RecordListPage } from '#platform/records/web/record-list.tsx';
import { RecordView } from '#platform/records/web/record-view.tsx';
import { useAddress } from '#platform/ui/address.ts';
import { useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { useOrganisation } from '#platform/ui/organisation.ts';
import { Page } from '#platform/ui/page.tsx';
import { remembered } from '#platform/ui/remembered.ts';
import { useJson } from '#platform/ui/use-json.ts';
import { FactoriesTabs } from './factories-tabs.tsx';
import { OfKind } from './kinds.tsx';

export const ListPage = () => (
  <OfKind>
    {(kind) => (
      <RecordListPage
        kind={kind}
        {...(kind.kind.startsWith('factories.') ? { tabs: <FactoriesTabs kind={kind.kind} /> } : {})}
      />
    )}
  </OfKind>
);

export const RecordPage = () => <OfKind>{(kind, id) => <One kind={kind} id={id} />}</OfKind>;

function One({ kind, id }: { kind: RecordKind; id: string }) {
  const { t } = useWords();
  const words = useKindWords(kind);
  return (
    <Page
      title={words.one}
      actions={
        <LinkButton to={`/records/${kind.kind}`}>{t('ui.record.toList', { kind: words.manyInSentence })}</LinkButton>
      }
    >
      <div className="panel record-panel">
        <RecordView kind={kind} id={id} beside={besideRecord[kind.kind]?.(id)} />
      </div>
    </Page>
  );
}

const Effect = lazy(async () => ({
  default: (await import('#domains/waste/pages/stream-effect.tsx')).StreamEffectPanel,
}));

const CaseSteps = lazy(async () => ({
  default: (await import('#domains/water/pages/case-steps.tsx')).CaseStepsPanel,
}));

/** What stands below the fields of some kinds, above their papers and history. */
const besideRecord: Readonly<Record<string, (id: string) => ReactNode>> = {
  'waste.stream': (id) => (
    <Suspense fallback={null}>
      <Effect id={id} />
    </Suspense>
  ),
  'targets.target': (id) => (
    <Suspense fallback={null}>
      <TargetAmountOf id={id} />
    </Suspense>
  ),
  'water.utilisation-definition': (id) => (
    <Suspense fallback={null}>
      <UtilisationTarget id={id} />
    </Suspense>
  ),
  'water.exceedance-case': (id) => (
    <Suspense fallback={null}>
      <CaseSteps id={id} />
    </Suspense>
  ),
};

const UtilisationTarget = lazy(async () => ({
  default: (await import('#domains/water/pages/utilisation-target.tsx')).UtilisationTargetPanel,
}));

const TargetAmountOf = lazy(async () => ({
  default: (await import('#domains/targets/pages/target-amount.tsx')).TargetAmountOf,
}));
const TargetAmount = lazy(async () => ({
  default: (await import('#domains/targets/pages/target-amount.tsx')).TargetAmount,
}));

type FormBeside = NonNullable<RecordFormProps['beside']>;

const Cases = lazy(async () => ({
  default: (await import('#domains/waste/pages/case-suggestions.tsx')).CaseSuggestions,
}));

/** What stands in the form of some kinds besides their fields. */
const besideForm: Readonly<Record<string, FormBeside>> = {
  'targets.target': (values, _, lines) => (
    <Suspense fallback={null}>
      <TargetAmount values={values} lines={lines} />
    </Suspense>
  ),
  'waste.improvement': (values, change) => (
    <Suspense fallback={null}>
      <Cases values={values} onChange={change} />
    </Suspense>
  ),
};

/** What the address fills in, as `with.stream=…`: how a page leads to a record half written. */
const valuesIn = (kind: RecordKind, search: Readonly<Record<string, string | undefined>>): Values =>
  Object.fromEntries(
    [...kind.flat].flatMap(([path, of]) => {
      const given = search[`with.${path}`];
      if (!given) return [];
      return [[path, of.type === 'quantity' ? { value: given, entered: null } : given]];
    }),
  );

export const NewRecordPage = () => <OfKind>{(kind) => <New kind={kind} />}</OfKind>;

/** What a copy does not take over: what must differ from record to record. */
const ownOf = (kind: RecordKind): readonly string[] => kind.calledBy;

function New({ kind }: { kind: RecordKind }) {
  const { t } = useWords();
  const words = useKindWords(kind);
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Readonly<Record<string, string | undefined>>;
  const { copy } = search;
  const { scope } = useAddress();
  const organisation = useOrganisation();
  const source = useJson<RecordAnswer>(`/records/${kind.kind}/${copy}`, {}, { enabled: copy !== undefined });
  const here = organisation?.find(scope);
  // Most people record for one factory: the one on top of the page, else the one they recorded for last.
  const node = here?.type === 'site' ? here : organisation?.byId.get(remembered(`site.${kind.kind}`, ''));
  const site: Values = kind.owner === 'site' && node?.type === 'site' ? { [kind.site ?? 'site']: node.id } : {};
  const copied: Values = Object.fromEntries(
    Object.entries(source.data?.record.values ?? {}).filter(
      ([path]) => kind.flat.has(path) && !ownOf(kind).includes(path),
    ),
  );
  const filled = valuesIn(kind, search);
  const isWaiting = (copy !== undefined && source.isPending) || !organisation;
  const back = () => void navigate({ to: `/records/${kind.kind}` } as never);
  return (
    <Page title={t('ui.form.new', { kind: words.inSentence })} loading={isWaiting} error={source.error}>
      <div className="panel record-panel">
        <RecordForm
          kind={kind}
          mode="new"
          initial={{ values: { ...site, ...copied, ...filled }, lines: source.data?.record.lines ?? [] }}
          names={{ ...source.data?.names, ...(node ? { [node.id]: { code: node.code, ...node.name } } : {}) }}
          {...(kind.kind in besideForm ? { beside: besideForm[kind.kind] as FormBeside } : {})}
          onDone={(id) => void navigate({ to: `/records/${kind.kind}/${id}`, search: {} } as never)}
          onCancel={back}
        />
      </div>
    </Page>
  );
}
