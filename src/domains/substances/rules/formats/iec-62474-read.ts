// What does a file by IEC 62474 declare? chemSHERPA's AI and CI files are such files; their own signs (`1@@@@` in comments) are kept.
// Source: data exchange format of IEC 62474, schema X8.21 of 2024-08-31.

import type {
  Amount,
  ClaimedExemption,
  Content,
  DeclaredProduct,
  DeclaredThreshold,
  KnownAs,
  Material,
  MaterialGroup,
  NamedPerson,
  Organisation,
  Part,
  ProductName,
  Statement,
} from '../../model/declaration.ts';
import { checkMaterial, checkWhole, declaredAmount, massOf, type WrittenTerm } from './declared-amount.ts';
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

const exemptionLists = { name: 'Exemptions', id: 'UniqueID' };

/** All but the products. */
export function readIecHead(root: XmlElement): DeclarationHead {
  const business = childOf(root, 'BusinessInfo');
  const request = childOf(business, 'Request');
  const response = childOf(business, 'Response');
  return {
    format: 'iec-62474',
    schemaVersion: textOf(root, 'schemaDatabaseVersion'),
    documentId: textOf(response, 'docID'),
    issuedOn: textOf(response, 'date'),
    requestedOn: textOf(request, 'date'),
    supplier: organisation(childOf(response, 'SupplyCompany')),
    requester: organisation(childOf(request, 'RequestCompany')),
    authorizer: person(childOf(response, 'Authorizer')),
    contact: person(childOf(response, 'Contact')),
  };
}

function organisation(element: XmlElement | undefined): Organisation | null {
  const id = childOf(element, 'UniqueID');
  const name = textOf(element, 'name');
  const nameLocal = textOf(element, 'nameLocal');
  const { authority = '', identity = '', version = '' } = id?.attributes ?? {};
  const ids =
    authority + identity + version === '' ? [] : [{ list: { authority, identity: '', version }, id: identity }];
  return name === null && nameLocal === null && ids.length === 0 ? null : { name: name ?? '', nameLocal, ids };
}

function person(element: XmlElement | undefined): NamedPerson | null {
  const [name, nameLocal, title] = [textOf(element, 'name'), textOf(element, 'nameLocal'), textOf(element, 'title')];
  const [email, phone] = [textOf(element, 'email'), textOf(element, 'phone')];
  if (name === null && nameLocal === null && title === null && email === null && phone === null) return null;
  return { name: name ?? '', nameLocal, title, email, phone };
}

/** One product. Lists that the file repeats are made one in the element itself. */
export function readIecProduct(element: XmlElement, reading: Reading): DeclaredProduct {
  const path = 'Main/Product';
  joinRepeated(element, { name: 'Compliance', id: 'DeclarableSubstanceList' }, path, reading);
  joinRepeated(element, { name: 'QueryList', id: 'QueryListID' }, path, reading);
  joinRepeated(element, { name: 'MaterialClassDeclaration', id: 'MaterialClassList' }, path, reading);
  joinRepeated(element, exemptionLists, path, reading);
  const names = childrenOf(element, 'ProductID').map((id) => productName(id, `${path}/ProductID`, reading));
  const composition = childOf(element, 'Composition');
  const within = composition
    ? inside(composition, `${path}/Composition`, reading)
    : { parts: [], materials: [], contents: [] };
  const product: DeclaredProduct = {
    ...(names[0] ?? noName),
    alsoCovers: names.slice(1),
    unit: element.attributes.unitType ?? '',
    isArticle: yesOrNo(element, 'isArticle'),
    isFullMaterial: yesOrNo(composition, 'isFMD'),
    statements: [
      ...childrenOf(element, 'Compliance').flatMap((list) => answers(list, `${path}/Compliance`, reading)),
      ...childrenOf(element, 'QueryList').flatMap(queries),
    ],
    compositionLists: childrenOf(composition, 'DeclarableSubstanceList')
      .map((list) => listOf(list))
      .filter((list) => list !== null),
    ...within,
    exemptions: exemptions(element, path, reading),
    materialGroups: childrenOf(element, 'MaterialClassDeclaration').flatMap((list) => groups(list, path, reading)),
  };
  checkWhole({ ...product, ...within }, placeOf(element, path), reading.problems);
  return product;
}

function productName(id: XmlElement, path: string, reading: Reading): ProductName {
  return {
    name: textOf(id, 'name'),
    number: textOf(id, 'identifier'),
    requesterNumber: textOf(id, 'requesterIdentifier'),
    revision: textOf(id, 'version'),
    effectiveOn: textOf(id, 'effectiveDate'),
    massMg: ownMass(id, path, reading),
  };
}

function ownMass(id: XmlElement | undefined, path: string, { problems }: Reading): string | null {
  const mass = childOf(id, 'Mass');
  return mass ? massOf(massTerm(mass, 'mass', `${path}/Mass`), problems) : null;
}

const massTerm = (mass: XmlElement, attribute: string, path: string): WrittenTerm => ({
  number: (mass.attributes[attribute] ?? '').trim(),
  unit: mass.attributes.unitOfMeasure ?? '',
  place: placeOf(mass, path, attribute),
});

/** A mass, a share by mass or both, as `Mass` and `MassPercent` state them beside each other. */
function amountIn(element: XmlElement, path: string, { problems }: Reading): Amount | null {
  const mass = childOf(element, 'Mass');
  const percent = childOf(element, 'MassPercent');
  const massPath = `${path}/Mass`;
  const percentTerm = (attribute: string): WrittenTerm | undefined => {
    const number = percent?.attributes[attribute];
    const place = percent && placeOf(percent, `${path}/MassPercent`, attribute);
    return number === undefined || !place ? undefined : { number: number.trim(), unit: '%', place };
  };
  const massBound = (attribute: string) =>
    mass?.attributes[attribute] === undefined ? undefined : massTerm(mass, attribute, massPath);
  return declaredAmount(
    {
      mass: mass && massTerm(mass, 'mass', massPath),
      share: percentTerm('massPercent'),
      low: percent ? percentTerm('massPercentRangeMin') : massBound('massRangeMin'),
      high: percent ? percentTerm('massPercentRangeMax') : massBound('massRangeMax'),
    },
    problems,
  );
}

/** Parts, materials and contents, of a composition as of a part. */
function inside(element: XmlElement, path: string, reading: Reading) {
  return {
    parts: childrenOf(element, 'ProductPart').map((child) => part(child, `${path}/ProductPart`, reading)),
    materials: childrenOf(element, 'Material').map((child) => material(child, `${path}/Material`, reading)),
    contents: childrenOf(element, 'Substance').map((child) => substance(child, `${path}/Substance`, reading)),
  };
}

function part(element: XmlElement, path: string, reading: Reading): Part {
  const id = childOf(element, 'ProductID');
  const found: Part = {
    name: textOf(id, 'name') ?? '',
    number: textOf(id, 'identifier'),
    count: plainDecimal(element.attributes.numberOfUnits ?? '') ?? '1',
    massMg: ownMass(id, `${path}/ProductID`, reading),
    isArticle: yesOrNo(element, 'isArticle'),
    ...inside(element, path, reading),
  };
  if (found.count.startsWith('-'))
    reading.problems.error('negative_amount', placeOf(element, path, 'numberOfUnits'), { value: found.count });
  checkWhole(found, placeOf(element, path), reading.problems);
  return found;
}

function material(element: XmlElement, path: string, reading: Reading): Material {
  const found: Material = {
    name: element.attributes.name ?? '',
    knownAs: entries(element, 'MaterialID'),
    classes: entries(element, 'MaterialClassID'),
    amount: amountIn(element, path, reading),
    isArticle: yesOrNo(element, 'isArticle'),
    contents: childrenOf(element, 'Substance').map((child) => substance(child, `${path}/Substance`, reading)),
  };
  checkMaterial(found, placeOf(element, path), reading.problems);
  return found;
}

function substance(element: XmlElement, path: string, reading: Reading): Content {
  joinRepeated(element, exemptionLists, path, reading);
  const knownAs = entries(element, 'SubstanceID');
  return {
    name: element.attributes.name ?? '',
    ...numbersOf(knownAs, placeOf(element, path), reading),
    knownAs,
    groups: entries(element, 'DsgID'),
    amount: amountIn(element, path, reading),
    exemptions: exemptions(element, path, reading),
    use: textOf(element, 'descriptionOfUse'),
    thresholds: childrenOf(element, 'CompositionThreshold').map(
      (threshold): DeclaredThreshold => ({
        above: yesOrNo(threshold, 'aboveThresholdLevel') ?? false,
        application: textOf(threshold, 'reportableApplication'),
        threshold: threshold.attributes.reportingThreshold ?? '',
      }),
    ),
    intentionallyAdded: null,
  };
}

function entries(element: XmlElement, name: string): KnownAs[] {
  return childrenOf(element, name).map((entry): KnownAs => {
    const list = listOf(childOf(entry, 'ListID'));
    const id = childOf(entry, 'EntryID');
    const description = textOf(id, 'entryDescription');
    return {
      ...(list && { list }),
      id: id?.attributes.entryIdentity ?? '',
      ...(description !== null && { description }),
    };
  });
}

function exemptions(element: XmlElement, path: string, reading: Reading): ClaimedExemption[] {
  return childrenOf(element, 'Exemptions').flatMap((claimed) => {
    const list = listOf(childOf(claimed, 'UniqueID'));
    return childrenOf(claimed, 'Exemption').map((one) =>
      checkExemption(
        { list, id: one.attributes.identity ?? '', description: one.attributes.description ?? '' },
        placeOf(one, `${path}/Exemptions/Exemption`),
        reading,
      ),
    );
  });
}

function answers(compliance: XmlElement, path: string, reading: Reading): Statement[] {
  const list = listOf(childOf(compliance, 'DeclarableSubstanceList'));
  return childrenOf(compliance, 'DsDsg').map((answer): Statement => {
    const at = `${path}/DsDsg`;
    joinRepeated(answer, exemptionLists, at, reading);
    const threshold = childOf(answer, 'ComplianceThreshold');
    return {
      list,
      entry: textOf(childOf(answer, 'DsDsgID'), 'entryIdentity'),
      name: answer.attributes.name ?? '',
      above: yesOrNo(threshold, 'aboveComplianceThreshold'),
      answer: null,
      threshold: textOf(threshold, 'reportingThreshold'),
      application: textOf(threshold, 'reportableApplication'),
      amount: amountIn(answer, at, reading),
      exemptions: exemptions(answer, at, reading),
      use: textOf(answer, 'descriptionOfUse'),
    };
  });
}

function queries(asked: XmlElement): Statement[] {
  const list = listOf(childOf(asked, 'QueryListID'));
  return childrenOf(asked, 'Query').map(
    (query): Statement => ({
      list,
      entry: textOf(childOf(query, 'QueryID'), 'entryIdentity'),
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

function groups(declared: XmlElement, within: string, reading: Reading): MaterialGroup[] {
  const path = `${within}/MaterialClassDeclaration/MaterialClass`;
  const list = listOf(childOf(declared, 'MaterialClassList'));
  return childrenOf(declared, 'MaterialClass').map((group) => ({
    list,
    id: textOf(group, 'id'),
    name: group.attributes.name ?? '',
    amount: amountIn(group, path, reading),
  }));
}
