// A declaration as a file by IPC-1752A or IPC-1752B. The names of elements rest on public sources: see ipc-1752-structure.ts.

import type {
  Amount,
  ClaimedExemption,
  Content,
  Declaration,
  DeclaredProduct,
  KnownAs,
  ListEdition,
  Material,
  NamedPerson,
  Organisation,
  Part,
  ProductName,
  Statement,
} from '../../model/declaration.ts';
import { termsOf, unitOf } from './amount-text.ts';
import { byList, isQuery, sameList } from './by-list.ts';
import { ipcEditionWritten, ipcNamespaces, ipcStructure, ipcWrapper } from './ipc-1752-structure.ts';
import { shifted } from './plain-decimal.ts';
import { said } from './rest.ts';
import { type MadeElement, make } from './xml-element.ts';
import { inOrder } from './xml-structure.ts';

type Made = MadeElement | null;

const filled = (text: string) => (text === '' ? null : text);

/** The whole file. */
export function makeIpc(declaration: Declaration): MadeElement {
  const root = makeIpcRoot(declaration, declaration.products.map(makeIpcProduct));
  return inOrder(root, 'MainDeclaration', ipcStructure);
}

/** The outermost element around products. */
export function makeIpcRoot(declaration: Declaration, products: readonly MadeElement[]): MadeElement {
  const { format, schemaVersion, issuedOn, requestedOn, requester, supplier, authorizer, contact } = declaration;
  const isB = format === 'ipc-1752b';
  const has = (holds: (product: DeclaredProduct) => boolean) => declaration.products.some(holds);
  const classes = [
    has(({ statements }) => statements.some(isQuery)) && 'A',
    has(({ materialGroups }) => materialGroups.length > 0) && 'B',
    has(({ statements, contents }) => contents.length > 0 || !statements.every(isQuery)) && 'C',
    has(({ materials, parts }) => materials.length + parts.length > 0) && 'D',
  ].filter((name) => name !== false);
  const hasResponse = issuedOn ?? supplier ?? authorizer ?? contact;
  const hasRequest = requestedOn ?? requester;
  const head = [
    hasResponse || hasRequest
      ? make('BusinessInfo', { mode: hasRequest ? 'Request/Response' : 'Distribute' }, [
          hasRequest ? make('Request', { date: requestedOn }, [company('RequestCompany', requester)]) : null,
          hasResponse
            ? make('Response', { date: issuedOn }, [
                person('Authorizer', authorizer),
                person('Contact', contact),
                company('SupplyCompany', supplier),
              ])
            : null,
        ])
      : null,
    classes.length === 0
      ? null
      : make('Include', {}, [
          make(
            'Sectional',
            { name: 'MaterialInfo' },
            classes.map((name) => make('SubSectional', { name })),
          ),
        ]),
  ];
  const namespace = ipcNamespaces[isB ? 'ipc-1752b' : 'ipc-1752a'];
  return said(
    declaration,
    'MainDeclaration',
    { xmlns: namespace, version: schemaVersion ?? (isB ? null : ipcEditionWritten) },
    [...head, ...(isB ? [make(ipcWrapper, {}, products)] : products)],
  );
}

function person(name: string, of: NamedPerson | null): Made {
  if (!of) return null;
  return said(of, name, { name: of.name, title: of.title }, [
    of.email === null ? null : make('Email', { address: of.email }),
    of.phone === null ? null : make('Phone', { number: of.phone }),
  ]);
}

function company(name: string, of: Organisation | null): Made {
  if (!of) return null;
  return said(
    of,
    name,
    { name: of.name },
    of.ids.map((id) => numbered('CompanyID', id)),
  );
}

const numbered = (name: string, { list, id }: KnownAs) =>
  make(name, {
    identity: id,
    authority: filled(list?.authority ?? ''),
    revision: filled(list?.version ?? ''),
  });

const listId = (name: string, list: ListEdition | null): Made =>
  list && make(name, { identity: list.identity, authority: list.authority, revision: filled(list.version) });

/** One product. */
export function makeIpcProduct(product: DeclaredProduct): MadeElement {
  const { unit, statements, materialGroups, exemptions } = product;
  const queries = byList(statements.filter(isQuery)).map(([list, asked]) =>
    make('QueryList', {}, [
      listId('QueryListID', list),
      ...asked.map((one) =>
        said(one, 'Query', { statement: one.name, identity: one.entry, response: bool(one.answer) }),
      ),
    ]),
  );
  const groups = byList(materialGroups).map(([list, of]) =>
    make('MaterialGroupList', {}, [
      listId('MaterialGroupListID', list),
      ...of.map((group) =>
        said(group, 'MaterialGroup', { name: group.name, identity: group.id }, amountOf(group.amount, false)),
      ),
    ]),
  );
  const answers = statements.filter((one) => !isQuery(one));
  const info = [...queries, ...groups, ...categories(product.contents, answers), ...exemptionsOf(exemptions)];
  return said(product, 'Product', { unitType: unit === 'each' ? 'Each' : filled(unit) }, [
    ...[product, ...product.alsoCovers].map(productId),
    ...product.parts.map(part),
    materialInfo(info, product.materials),
  ]);
}

const bool = (value: boolean | null) => (value === null ? null : String(value));

function materialInfo(info: readonly MadeElement[], materials: readonly Material[]): Made {
  if (info.length + materials.length === 0) return null;
  const list = materials.length === 0 ? null : make('HomogeneousMaterialList', {}, materials.map(material));
  return make('MaterialInfo', {}, [...info, list]);
}

function productId({ name, number, requesterNumber, revision, effectiveOn, massMg }: ProductName): MadeElement {
  return make(
    'ProductID',
    {
      ...{ itemName: name, itemNumber: number, version: revision, effectiveDate: effectiveOn },
      requesterItemNumber: requesterNumber,
    },
    [massMg === null ? null : make('Amount', { value: massMg, UOM: 'mg' })],
  );
}

function part(of: Part): MadeElement {
  const { name, number, count, massMg } = of;
  const id = { name: filled(name), number, requesterNumber: null, revision: null, effectiveOn: null, massMg };
  return said(of, 'SubProduct', { numberOfInstances: count }, [
    productId(id),
    ...of.parts.map(part),
    materialInfo(categories(of.contents, []), of.materials),
  ]);
}

function material(of: Material): MadeElement {
  const [group] = of.classes;
  return said(
    of,
    'HomogeneousMaterial',
    { name: of.name, materialGroupName: group && (group.description ?? group.id) },
    [...amountOf(of.amount, false), ...categories(of.contents, [])],
  );
}

const sameCategory = (one: KnownAs | undefined, other: KnownAs | undefined) =>
  one?.id === other?.id && one?.description === other?.description && sameList(one?.list ?? null, other?.list ?? null);

const categoryOf = ({ list, entry, name }: Statement): KnownAs => ({
  ...(list && { list }),
  ...(entry === null ? { id: name } : { id: entry, description: name }),
});

/** Categories of lists: those that are answered, with the substances declared under them; then substances without an answer. */
function categories(contents: readonly Content[], answers: readonly Statement[]): MadeElement[] {
  const left = new Set(contents);
  const made: (readonly [ListEdition | null, MadeElement[]])[] = byList(answers).map(([list, of]) => [
    list,
    of.map((one) => {
      const own = [...left].filter(({ groups }) => sameCategory(groups[0], categoryOf(one)));
      for (const content of own) left.delete(content);
      return answer(one, own);
    }),
  ]);
  let last: KnownAs | undefined;
  let open: MadeElement | undefined;
  for (const content of left) {
    const [group] = content.groups;
    const list = group?.list ?? null;
    if (!open || !sameCategory(last, group)) {
      const { id = '', description } = group ?? {};
      open = make('SubstanceCategory', { name: description ?? id, identity: description === undefined ? null : id });
      const same = made.findLast(([of]) => sameList(of, list));
      if (same && (same === made.at(-1) || answers.length > 0)) same[1].push(open);
      else made.push([list, [open]]);
    }
    open.children.push(substance(content));
    last = group;
  }
  return made.map(([list, of]) => make('SubstanceCategoryList', {}, [listId('SubstanceCategoryListID', list), ...of]));
}

function answer(of: Statement, contents: readonly Content[]): MadeElement {
  const { name, entry, application, above, threshold } = of;
  return said(of, 'SubstanceCategory', { name, identity: entry, reportableApplication: application }, [
    above === null && threshold === null ? null : make('Threshold', { overThreshold: bool(above), threshold }),
    ...amountOf(of.amount, true),
    ...exemptionsOf(of.exemptions),
    ...contents.map(substance),
  ]);
}

function substance(of: Content): MadeElement {
  const isNamed = (id: string) => of.knownAs.some((one) => one.id === id);
  const own = (id: string | null, authority: string) =>
    id === null || isNamed(id) ? [] : [{ list: { authority, identity: '', version: '' }, id }];
  return said(of, 'Substance', { name: filled(of.name) }, [
    ...[...own(of.cas, 'CAS'), ...own(of.ec, 'EC'), ...of.knownAs].map((one) => numbered('SubstanceID', one)),
    ...amountOf(of.amount, true),
    ...exemptionsOf(of.exemptions),
  ]);
}

const massUnits: readonly string[] = ['mg', 'g', 'kg'];

function amountOf(amount: Amount | null, hasConcentration: boolean): MadeElement[] {
  if (!amount) return [];
  const { mass, share } = termsOf(amount);
  const { massMg, share: part } = amount;
  const made: MadeElement[] = [];
  if (mass !== null && massMg !== undefined) {
    const isWritable = massUnits.includes(mass.unit);
    made.push(make('Amount', isWritable ? { value: mass.number, UOM: mass.unit } : { value: massMg, UOM: 'mg' }));
  }
  if (share === null || part === undefined) return made;
  const known = unitOf(share.unit);
  const isPercent = known !== null && 'share' in known && known.share === '%';
  if (hasConcentration && (made.length > 0 || share.unit === '%'))
    made.push(make('Concentration', { value: isPercent ? share.number : shifted(part, 2) }));
  else if (made.length === 0 && isPercent) made.push(make('Amount', { value: share.number, UOM: 'massPercent' }));
  else if (made.length === 0) {
    const isPpm = share.unit === 'ppm';
    made.push(make('Amount', { value: isPpm ? share.number : shifted(part, 6), UOM: 'ppm' }));
  }
  return made;
}

const exemptionsOf = (claimed: readonly ClaimedExemption[]): MadeElement[] =>
  byList(claimed).map(([list, ones]) =>
    make('ExemptionList', {}, [
      listId('ExemptionListID', list),
      ...ones.map((one) => said(one, 'Exemption', { identity: one.id, description: one.description })),
    ]),
  );
