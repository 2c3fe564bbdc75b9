// What does a file by IPC-1752A or B declare, of any of its classes: A statements, B groups of materials, C substances of a list, D materials?
// The names of elements rest on public sources: see ipc-1752-structure.ts. Fixtures are self-written, the schema not seen.

import type {
  Amount,
  ClaimedExemption,
  Content,
  DeclarationFormat,
  DeclaredProduct,
  KnownAs,
  Material,
  NamedPerson,
  Organisation,
  Part,
  ProductName,
  Statement,
} from '../../model/declaration.ts';
import { unitOf } from './amount-text.ts';
import { checkMaterial, checkWhole, declaredAmount, massOf, type WrittenTerm } from './declared-amount.ts';
import { ipcWrapper } from './ipc-1752-structure.ts';
import { plainDecimal } from './plain-decimal.ts';
import {
  checkExemption,
  type DeclarationHead,
  joinRepeated,
  listOf,
  noName,
  numbersOf,
  placeOf,
  type Reading,
  textOf,
  yesOrNo,
} from './reading.ts';
import { childOf, childrenOf, type XmlElement } from './xml-element.ts';

const lists = {
  queries: { name: 'QueryList', id: 'QueryListID', version: 'revision' },
  groups: { name: 'MaterialGroupList', id: 'MaterialGroupListID', version: 'revision' },
  categories: { name: 'SubstanceCategoryList', id: 'SubstanceCategoryListID', version: 'revision' },
  exemptions: { name: 'ExemptionList', id: 'ExemptionListID', version: 'revision' },
} as const;

/** All but the products. */
export function readIpcHead(root: XmlElement, format: DeclarationFormat): DeclarationHead {
  const business = childOf(root, 'BusinessInfo') ?? childOf(childOf(root, ipcWrapper), 'BusinessInfo');
  const response = childOf(business, 'Response');
  const request = childOf(business, 'Request');
  return {
    format,
    schemaVersion: textOf(root, 'version'),
    documentId: null,
    issuedOn: textOf(response, 'date'),
    requestedOn: textOf(request, 'date'),
    supplier: organisation(childOf(response, 'SupplyCompany')),
    requester: organisation(childOf(request, 'RequestCompany')),
    authorizer: person(childOf(response, 'Authorizer')),
    contact: person(childOf(response, 'Contact')),
  };
}

const numbered = (element: XmlElement): KnownAs => {
  const { authority = '', identity = '', revision = '' } = element.attributes;
  return { ...(authority + revision !== '' && { list: { authority, identity: '', version: revision } }), id: identity };
};

function organisation(element: XmlElement | undefined): Organisation | null {
  if (!element) return null;
  return { name: textOf(element, 'name') ?? '', nameLocal: null, ids: childrenOf(element, 'CompanyID').map(numbered) };
}

function person(element: XmlElement | undefined): NamedPerson | null {
  if (!element) return null;
  return {
    name: textOf(element, 'name') ?? '',
    nameLocal: null,
    title: textOf(element, 'title'),
    email: textOf(childOf(element, 'Email'), 'address'),
    phone: textOf(childOf(element, 'Phone'), 'number'),
  };
}

/** One product. Lists that the file repeats are made one in the element itself. */
export function readIpcProduct(element: XmlElement, within: string, reading: Reading): DeclaredProduct {
  const path = `${within}/Product`;
  const info = childOf(element, 'MaterialInfo');
  const at = `${path}/MaterialInfo`;
  if (info) for (const list of Object.values(lists)) joinRepeated(info, list, at, reading);
  const names = childrenOf(element, 'ProductID').map((id) => productName(id, `${path}/ProductID`, reading));
  const { parts, materials, contents } = inside(element, path, reading);
  const product: DeclaredProduct = {
    ...(names[0] ?? noName),
    alsoCovers: names.slice(1),
    unit: (element.attributes.unitType ?? '').replace(/^Each$/, 'each'),
    isArticle: null,
    isFullMaterial: null,
    statements: [
      ...childrenOf(info, 'SubstanceCategoryList').flatMap((list) => answers(list, at, reading)),
      ...childrenOf(info, 'QueryList').flatMap(queries),
    ],
    compositionLists: [],
    parts,
    materials,
    contents,
    exemptions: exemptions(info, at, reading),
    materialGroups: childrenOf(info, 'MaterialGroupList').flatMap((list) =>
      childrenOf(list, 'MaterialGroup').map((group) => ({
        list: listOf(childOf(list, 'MaterialGroupListID'), 'revision'),
        id: textOf(group, 'identity'),
        name: group.attributes.name ?? '',
        amount: amountIn(group, `${at}/MaterialGroupList/MaterialGroup`, reading, false),
      })),
    ),
  };
  checkWhole(product, placeOf(element, path), reading.problems);
  return product;
}

function productName(id: XmlElement, path: string, reading: Reading): ProductName {
  return {
    name: textOf(id, 'itemName'),
    number: textOf(id, 'itemNumber'),
    requesterNumber: textOf(id, 'requesterItemNumber'),
    revision: textOf(id, 'version'),
    effectiveOn: textOf(id, 'effectiveDate'),
    massMg: ownMass(id, path, reading),
  };
}

function ownMass(id: XmlElement | undefined, path: string, { problems }: Reading): string | null {
  const amount = childOf(id, 'Amount');
  return amount ? massOf(termOf(amount, `${path}/Amount`), problems) : null;
}

const termOf = (amount: XmlElement, path: string): WrittenTerm => ({
  number: (amount.attributes.value ?? '').trim(),
  unit: amount.attributes.UOM ?? '',
  place: placeOf(amount, path, 'value'),
});

/** @param hasConcentration whether a share can also stand in an element of its own */
function amountIn(element: XmlElement, path: string, reading: Reading, hasConcentration: boolean): Amount | null {
  const amount = childOf(element, 'Amount');
  const concentration = hasConcentration ? childOf(element, 'Concentration') : undefined;
  const term = amount && termOf(amount, `${path}/Amount`);
  const known = term && unitOf(term.unit);
  const isShare = known && 'share' in known;
  const percent: WrittenTerm | undefined = concentration && {
    number: (concentration.attributes.value ?? '').trim(),
    unit: '%',
    place: placeOf(concentration, `${path}/Concentration`, 'value'),
  };
  // where a share has no other place, `massPercent` is no more than the way to write a percentage
  const share = isShare && !hasConcentration && known.share === '%' ? { ...term, unit: '%' } : term;
  return declaredAmount(isShare ? { share } : { mass: term, share: percent }, reading.problems);
}

function inside(element: XmlElement, path: string, reading: Reading) {
  const info = childOf(element, 'MaterialInfo');
  const at = `${path}/MaterialInfo`;
  return {
    parts: childrenOf(element, 'SubProduct').map((child) => part(child, `${path}/SubProduct`, reading)),
    materials: childrenOf(childOf(info, 'HomogeneousMaterialList'), 'HomogeneousMaterial').map((child) =>
      material(child, `${at}/HomogeneousMaterialList/HomogeneousMaterial`, reading),
    ),
    contents: info ? contentsIn(info, at, reading) : [],
  };
}

function part(element: XmlElement, path: string, reading: Reading): Part {
  const info = childOf(element, 'MaterialInfo');
  if (info) joinRepeated(info, lists.categories, `${path}/MaterialInfo`, reading);
  const id = childOf(element, 'ProductID');
  const found: Part = {
    name: textOf(id, 'itemName') ?? '',
    number: textOf(id, 'itemNumber'),
    count: plainDecimal(element.attributes.numberOfInstances ?? '') ?? '1',
    massMg: ownMass(id, `${path}/ProductID`, reading),
    isArticle: null,
    ...inside(element, path, reading),
  };
  checkWhole(found, placeOf(element, path), reading.problems);
  return found;
}

function material(element: XmlElement, path: string, reading: Reading): Material {
  joinRepeated(element, lists.categories, path, reading);
  const group = textOf(element, 'materialGroupName');
  const found: Material = {
    name: element.attributes.name ?? '',
    knownAs: [],
    classes: group === null ? [] : [{ id: group }],
    amount: amountIn(element, path, reading, false),
    isArticle: null,
    contents: contentsIn(element, path, reading),
  };
  checkMaterial(found, placeOf(element, path), reading.problems);
  return found;
}

const isAnswer = (category: XmlElement) =>
  childOf(category, 'Threshold') !== undefined || childOf(category, 'Substance') === undefined;

/** Substances in the categories of a material, a part or a product; the category is the group that they are declared under. */
function contentsIn(element: XmlElement, path: string, reading: Reading): Content[] {
  return childrenOf(element, 'SubstanceCategoryList').flatMap((categories) => {
    const list = listOf(childOf(categories, 'SubstanceCategoryListID'), 'revision');
    joinCategories(categories);
    return childrenOf(categories, 'SubstanceCategory').flatMap((category) => {
      const groups = categoryAs(category, list);
      const at = `${path}/SubstanceCategoryList/SubstanceCategory/Substance`;
      return childrenOf(category, 'Substance').map((one) => substance(one, groups, at, reading));
    });
  });
}

/** Answers first, then what only holds substances; neighbours of one name are made one. Their order says nothing. */
function joinCategories(categories: XmlElement): void {
  const others = categories.children.filter(({ name }) => name !== 'SubstanceCategory');
  const answered = childrenOf(categories, 'SubstanceCategory').filter(isAnswer);
  const kept: XmlElement[] = [];
  for (const category of childrenOf(categories, 'SubstanceCategory')) {
    if (isAnswer(category)) continue;
    const last = kept.at(-1);
    if (last && JSON.stringify(last.attributes) === JSON.stringify(category.attributes))
      last.children.push(...category.children);
    else kept.push(category);
  }
  categories.children = [...others, ...answered, ...kept];
}

function categoryAs({ attributes }: XmlElement, list: Statement['list']): KnownAs[] {
  const { name = '', identity = '' } = attributes;
  if (name === '' && identity === '' && !list) return [];
  return [{ ...(list && { list }), ...(identity === '' ? { id: name } : { id: identity, description: name }) }];
}

function substance(element: XmlElement, groups: readonly KnownAs[], path: string, reading: Reading): Content {
  joinRepeated(element, lists.exemptions, path, reading);
  const knownAs = childrenOf(element, 'SubstanceID').map(numbered);
  return {
    name: element.attributes.name ?? '',
    ...numbersOf(knownAs, placeOf(element, path), reading),
    knownAs,
    groups,
    amount: amountIn(element, path, reading, true),
    exemptions: exemptions(element, path, reading),
    use: null,
    thresholds: [],
    intentionallyAdded: null,
  };
}

function exemptions(element: XmlElement | undefined, path: string, reading: Reading): ClaimedExemption[] {
  return childrenOf(element, 'ExemptionList').flatMap((claimed) =>
    childrenOf(claimed, 'Exemption').map((one) =>
      checkExemption(
        {
          list: listOf(childOf(claimed, 'ExemptionListID'), 'revision'),
          id: one.attributes.identity ?? '',
          description: one.attributes.description ?? '',
        },
        placeOf(one, `${path}/ExemptionList/Exemption`),
        reading,
      ),
    ),
  );
}

function answers(categories: XmlElement, path: string, reading: Reading): Statement[] {
  const list = listOf(childOf(categories, 'SubstanceCategoryListID'), 'revision');
  const at = `${path}/SubstanceCategoryList/SubstanceCategory`;
  return childrenOf(categories, 'SubstanceCategory')
    .filter(isAnswer)
    .map((category): Statement => {
      joinRepeated(category, lists.exemptions, at, reading);
      const threshold = childOf(category, 'Threshold');
      return {
        list,
        entry: textOf(category, 'identity'),
        name: category.attributes.name ?? '',
        above: yesOrNo(threshold, 'overThreshold'),
        answer: null,
        threshold: textOf(threshold, 'threshold'),
        application: textOf(category, 'reportableApplication'),
        amount: amountIn(category, at, reading, true),
        exemptions: exemptions(category, at, reading),
        use: null,
      };
    });
}

function queries(asked: XmlElement): Statement[] {
  return childrenOf(asked, 'Query').map(
    (query): Statement => ({
      list: listOf(childOf(asked, 'QueryListID'), 'revision'),
      entry: textOf(query, 'identity'),
      name: query.attributes.statement ?? '',
      above: null,
      answer: yesOrNo(query, 'response'),
      threshold: null,
      application: null,
      amount: null,
      exemptions: [],
      use: null,
    }),
  );
}
