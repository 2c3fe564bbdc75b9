// How a declaration by IPC-1752A or IPC-1752B is built, as far as public sources show it.
//
// Neither the schema nor an example of IPC could be had, so this and its fixtures are self-written, the schema not seen.
// Seen in public readers and writers: namespaces of both, MainDeclaration, the wrapper IPC-1752B, BusinessInfo, Response, Authorizer,
// Contact, Email, Phone, SupplyCompany, CompanyID, Declaration, Include, Sectional, SubSectional, Product, SubProduct, ProductID,
// MaterialInfo, SubstanceCategoryList with its ID, SubstanceCategory, Threshold, HomogeneousMaterialList, HomogeneousMaterial, Amount,
// Substance, SubstanceID, Concentration and their attributes. By analogy with IEC 62474, which the same people wrote after it:
// QueryList, Query, ExemptionList, Exemption, MaterialGroupList, MaterialGroup, `identity` of a category, `title` of a person.
// Because of that the structure is open: what is not known is kept and told, not refused.

import { structure } from './xml-structure.ts';

export const ipcNamespaces = {
  'ipc-1752a': 'http://webstds.ipc.org/175x/2.0',
  'ipc-1752b': 'https://webstds.ipc.org/175x/1752B/1752B',
} as const;

/** Namespaces of the family begin so; an edition that is not known is refused by name. */
export const ipcFamily = /^https?:\/\/webstds\.ipc\.org\/175x\//;

/** In 1752B the products stand within an element of this name. */
export const ipcWrapper = 'IPC-1752B';

export const ipcEditionWritten = '2.0';

const product = 'ProductID+ SubProduct* MaterialInfo? Attachment*';

export const ipcStructure = structure(
  {
    MainDeclaration: ['version', 'BusinessInfo? Include? Product* IPC-1752B? Signature:any?'],
    'IPC-1752B': ['version', 'BusinessInfo? Include? Product*'],
    BusinessInfo: ['mode', 'Request? Response? Declaration? Attachment*'],
    Request: ['date:date comment fieldLock:boolean', 'Contact:Person? RequestCompany:Company?'],
    Response: ['date:date comment fieldLock:boolean', 'Authorizer:Person? Contact:Person? SupplyCompany:Company?'],
    Person: ['name title', 'Email* Phone*'],
    Email: ['address', ''],
    Phone: ['number', ''],
    Company: ['name', 'CompanyID:ListID*'],
    ListID: ['identity authority revision', ''],
    Declaration: ['legalType supplierAcceptance:boolean legalDef uncertaintyStatement', ''],
    Include: ['', 'Sectional+'],
    Sectional: ['name', 'SubSectional*'],
    SubSectional: ['name', ''],
    Attachment: ['', ''],
    Product: ['comment unitType numberOfInstances:number', product],
    SubProduct: ['comment unitType numberOfInstances:number', product],
    ProductID: [
      'itemName itemNumber manufacturingSite version effectiveDate:date requesterItemName requesterItemNumber',
      'Amount?',
    ],
    Amount: ['value:number! UOM!', ''],
    Concentration: ['value:number!', ''],
    MaterialInfo: ['', 'QueryList* MaterialGroupList* SubstanceCategoryList* ExemptionList* HomogeneousMaterialList?'],
    QueryList: ['', 'QueryListID:ListID? Query+'],
    Query: ['statement! identity response:boolean', ''],
    MaterialGroupList: ['', 'MaterialGroupListID:ListID? MaterialGroup+'],
    MaterialGroup: ['name! identity', 'Amount?'],
    SubstanceCategoryList: ['', 'SubstanceCategoryListID:ListID? SubstanceCategory*'],
    SubstanceCategory: [
      'name identity reportableApplication comment',
      'Threshold? Amount? Concentration? ExemptionList* Substance*',
    ],
    Threshold: ['overThreshold:boolean! threshold', ''],
    HomogeneousMaterialList: ['', 'HomogeneousMaterial+'],
    HomogeneousMaterial: ['name! materialGroupName comment', 'Amount? SubstanceCategoryList*'],
    Substance: ['name comment', 'SubstanceID:ListID* Amount? Concentration? ExemptionList*'],
    ExemptionList: ['', 'ExemptionListID:ListID? Exemption+'],
    Exemption: ['identity description', ''],
  },
  {},
  true,
);
