/**
 * The names each kind of record has, with what they hold: what `conditions`, `orderBy` and
 * `fields` may name, and what an older server sends as `null` when it is empty.
 *
 * Written by us from what the stand-in answers; far from all that ConnectWise has. `filterOnly`
 * are names that can be filtered by and are returned elsewhere (`lastUpdated` is in `_info`) or
 * nowhere. What is left out on purpose: `name` of contacts, `noteType` of notes.
 */
export type Kind = 'text' | 'number' | 'flag' | 'date' | 'list' | 'map' | readonly string[] | Ref
export type Ref = { of: Names }
export type Names = { readonly [name: string]: Kind }

export type RecordFields = {
  /** What it is called in "… 12 not found". */
  name: string
  names: Names
  filterOnly: Names
  /** Lists that refuse unknown names in `fields`; others leave them out. */
  strictFields?: true
}

const ref: Ref = { of: { id: 'number', name: 'text' } }
const numbered: Ref = { of: { id: 'number' } }
const status: Ref = { of: { id: 'number', name: 'text', sort: 'number' } }
const priority: Ref = { of: { id: 'number', name: 'text', sort: 'number', level: 'text' } }
const identified: Ref = { of: { id: 'number', identifier: 'text', name: 'text' } }
const summarised: Ref = { of: { id: 'number', summary: 'text' } }
const stamps: Names = { lastUpdated: 'date', updatedBy: 'text' }

export const BILL = ['Billable', 'DoNotBill', 'NoCharge', 'NoDefault'] as const
export const LEVELS = ['Low', 'Medium', 'High'] as const
export const RECORD_TYPES = ['ServiceTicket', 'ProjectTicket', 'ProjectIssue'] as const
export const CHARGE_TO = [
  'Company',
  'ServiceTicket',
  'ProjectTicket',
  'ChargeCode',
  'Activity',
] as const
export const TIME_STATUS = [
  'Open',
  'Rejected',
  'PendingApproval',
  'ErrorsCorrected',
  'PendingProjectApproval',
  'ApprovedByTierOne',
  'RejectBySecondTier',
  'ApprovedByTierTwo',
  'ReadyToBill',
  'Billed',
  'WrittenOff',
  'BilledAgreement',
] as const

const ticketNames: Names = {
  id: 'number',
  summary: 'text',
  board: ref,
  status,
  workRole: ref,
  workType: ref,
  company: identified,
  site: ref,
  siteName: 'text',
  addressLine1: 'text',
  addressLine2: 'text',
  city: 'text',
  stateIdentifier: 'text',
  zip: 'text',
  contact: ref,
  contactName: 'text',
  contactPhoneNumber: 'text',
  contactPhoneExtension: 'text',
  contactEmailAddress: 'text',
  type: ref,
  subType: ref,
  item: ref,
  owner: identified,
  priority,
  serviceLocation: ref,
  source: ref,
  requiredDate: 'date',
  budgetHours: 'number',
  agreement: ref,
  agreementType: 'text',
  customerUpdatedFlag: 'flag',
  automaticEmailContactFlag: 'flag',
  automaticEmailResourceFlag: 'flag',
  automaticEmailCcFlag: 'flag',
  automaticEmailCc: 'text',
  closedDate: 'date',
  closedBy: 'text',
  closedFlag: 'flag',
  actualHours: 'number',
  approved: 'flag',
  resources: 'text',
  billTime: BILL,
  billExpenses: BILL,
  billProducts: BILL,
  location: ref,
  department: identified,
  customFields: 'list',
}

export const ticketFields: RecordFields = {
  name: 'Ticket',
  names: {
    ...ticketNames,
    recordType: RECORD_TYPES,
    team: ref,
    severity: LEVELS,
    impact: LEVELS,
    sla: ref,
    slaStatus: 'text',
    externalXRef: 'text',
    poNumber: 'text',
    parentTicketId: 'number',
    hasChildTicket: 'flag',
    hasMergedChildTicketFlag: 'flag',
    mergedParentTicket: summarised,
  },
  filterOnly: { ...stamps, dateEntered: 'date', enteredBy: 'text', configuration: numbered },
  strictFields: true,
}

export const projectTicketFields: RecordFields = {
  name: 'Ticket',
  names: {
    ...ticketNames,
    isIssueFlag: 'flag',
    project: ref,
    phase: ref,
    wbsCode: 'text',
  },
  filterOnly: { ...stamps, dateEntered: 'date', enteredBy: 'text' },
  strictFields: true,
}

const flags: Names = {
  detailDescriptionFlag: 'flag',
  internalAnalysisFlag: 'flag',
  resolutionFlag: 'flag',
  issueFlag: 'flag',
}

export const noteFields: RecordFields = {
  name: 'ServiceNote',
  names: {
    id: 'number',
    ticketId: 'number',
    text: 'text',
    ...flags,
    member: identified,
    contact: ref,
    customerUpdatedFlag: 'flag',
    processNotifications: 'flag',
    dateCreated: 'date',
    createdBy: 'text',
    internalFlag: 'flag',
    externalFlag: 'flag',
  },
  filterOnly: stamps,
}

export const projectNoteFields: RecordFields = {
  ...noteFields,
  name: 'TicketNote',
  names: Object.fromEntries(
    Object.entries(noteFields.names).filter(([n]) => n !== 'dateCreated' && n !== 'createdBy'),
  ),
}

export const threadFields: RecordFields = {
  name: 'TicketNote',
  names: {
    id: 'number',
    ticket: summarised,
    text: 'text',
    isMarkdownFlag: 'flag',
    ...flags,
    timeStart: 'date',
    timeEnd: 'date',
    bundledFlag: 'flag',
    mergedFlag: 'flag',
    originalAuthor: 'text',
    createdByParentFlag: 'flag',
    member: identified,
    contact: ref,
  },
  filterOnly: {},
}

export const timeFields: RecordFields = {
  name: 'TimeEntry',
  names: {
    id: 'number',
    company: identified,
    companyType: 'text',
    chargeToId: 'number',
    chargeToType: CHARGE_TO,
    member: identified,
    workType: ref,
    workRole: ref,
    agreement: ref,
    timeStart: 'date',
    timeEnd: 'date',
    hoursDeduct: 'number',
    actualHours: 'number',
    billableOption: BILL,
    notes: 'text',
    internalNotes: 'text',
    addToDetailDescriptionFlag: 'flag',
    addToInternalAnalysisFlag: 'flag',
    addToResolutionFlag: 'flag',
    emailResourceFlag: 'flag',
    emailContactFlag: 'flag',
    emailCcFlag: 'flag',
    hoursBilled: 'number',
    hourlyCost: 'text',
    enteredBy: 'text',
    dateEntered: 'date',
    invoice: { of: { id: 'number', identifier: 'text' } },
    status: TIME_STATUS,
    ticket: summarised,
    project: ref,
    phase: ref,
    ticketBoard: 'text',
    ticketStatus: 'text',
  },
  filterOnly: stamps,
}

export const boardFields: RecordFields = {
  name: 'Board',
  names: {
    id: 'number',
    name: 'text',
    location: ref,
    department: identified,
    inactiveFlag: 'flag',
    projectFlag: 'flag',
    discussionsLockedFlag: 'flag',
    timeEntryLockedFlag: 'flag',
    markFirstNoteIssueFlag: 'flag',
    problemSort: ['Ascending', 'Descending'],
    resolutionSort: ['Ascending', 'Descending'],
    internalAnalysisSort: ['Ascending', 'Descending'],
  },
  filterOnly: stamps,
}

export const statusFields: RecordFields = {
  name: 'BoardStatus',
  names: {
    id: 'number',
    name: 'text',
    board: ref,
    sortOrder: 'number',
    displayOnBoard: 'flag',
    inactive: 'flag',
    closedStatus: 'flag',
    timeEntryNotAllowed: 'flag',
    defaultFlag: 'flag',
    escalationStatus: 'text',
    saveTimeAsNote: 'flag',
  },
  filterOnly: stamps,
}

export const typeFields: RecordFields = {
  name: 'BoardType',
  names: {
    id: 'number',
    name: 'text',
    category: ['Reactive', 'Proactive'],
    defaultFlag: 'flag',
    inactiveFlag: 'flag',
    board: ref,
  },
  filterOnly: stamps,
}

export const priorityFields: RecordFields = {
  name: 'Priority',
  names: {
    id: 'number',
    name: 'text',
    color: 'text',
    sortOrder: 'number',
    defaultFlag: 'flag',
    level: ['Critical', 'High', 'Medium', 'Low'],
  },
  filterOnly: stamps,
}

export const companyFields: RecordFields = {
  name: 'Company',
  names: {
    id: 'number',
    identifier: 'text',
    name: 'text',
    status: ref,
    addressLine1: 'text',
    addressLine2: 'text',
    city: 'text',
    state: 'text',
    zip: 'text',
    country: ref,
    phoneNumber: 'text',
    faxNumber: 'text',
    website: 'text',
    territory: ref,
    accountNumber: 'text',
    defaultContact: ref,
    deletedFlag: 'flag',
    types: 'list',
    site: ref,
    customFields: 'list',
  },
  filterOnly: { ...stamps, dateEntered: 'date' },
}

export const contactFields: RecordFields = {
  name: 'Contact',
  names: {
    id: 'number',
    firstName: 'text',
    lastName: 'text',
    company: identified,
    site: ref,
    title: 'text',
    inactiveFlag: 'flag',
    nickName: 'text',
    defaultPhoneType: 'text',
    defaultPhoneNbr: 'text',
    defaultPhoneExtension: 'text',
    defaultFlag: 'flag',
    communicationItems: 'list',
    types: 'list',
    customFields: 'list',
  },
  filterOnly: stamps,
}

export const configurationFields: RecordFields = {
  name: 'Configuration',
  names: {
    id: 'number',
    name: 'text',
    type: ref,
    status: ref,
    company: identified,
    contact: ref,
    site: ref,
    deviceIdentifier: 'text',
    serialNumber: 'text',
    modelNumber: 'text',
    tagNumber: 'text',
    warrantyExpirationDate: 'date',
    vendorNotes: 'text',
    notes: 'text',
    macAddress: 'text',
    lastLoginName: 'text',
    ipAddress: 'text',
    defaultGateway: 'text',
    osType: 'text',
    osInfo: 'text',
    cpuSpeed: 'text',
    ram: 'text',
    manufacturer: ref,
    questions: 'list',
    activeFlag: 'flag',
    managementLink: 'text',
    remoteLink: 'text',
    customFields: 'list',
  },
  filterOnly: stamps,
}

export const memberFields: RecordFields = {
  name: 'Member',
  names: {
    id: 'number',
    identifier: 'text',
    firstName: 'text',
    middleInitial: 'text',
    lastName: 'text',
    title: 'text',
    licenseClass: ['A', 'C', 'F', 'X'],
    inactiveFlag: 'flag',
    officeEmail: 'text',
    primaryEmail: 'text',
    defaultEmail: ['Office', 'Mobile', 'Home'],
    defaultPhone: ['Office', 'Mobile', 'Home'],
    hireDate: 'date',
    securityRole: ref,
    timeZone: ref,
    calendar: ref,
  },
  filterOnly: stamps,
}

export const memberInfoFields: RecordFields = {
  name: 'Member',
  names: {
    id: 'number',
    identifier: 'text',
    firstName: 'text',
    middleInitial: 'text',
    lastName: 'text',
    fullName: 'text',
    defaultEmail: 'text',
    licenseClass: ['A', 'C', 'F', 'X'],
    inactiveFlag: 'flag',
  },
  filterOnly: {},
}

export const callbackFields: RecordFields = {
  name: 'CallbackEntry',
  names: {
    id: 'number',
    description: 'text',
    url: 'text',
    objectId: 'number',
    type: 'text',
    level: 'text',
    memberId: 'number',
    payloadVersion: 'text',
    inactiveFlag: 'flag',
    isSoapCallbackFlag: 'flag',
    isSelfSuppressedFlag: 'flag',
  },
  filterOnly: stamps,
}

export const workTypeFields: RecordFields = {
  name: 'WorkType',
  names: {
    id: 'number',
    name: 'text',
    billTime: ['Billable', 'DoNotBill', 'NoCharge'],
    rateType: 'text',
    rate: 'number',
    inactiveFlag: 'flag',
    overallDefaultFlag: 'flag',
  },
  filterOnly: stamps,
}

export const workRoleFields: RecordFields = {
  name: 'WorkRole',
  names: { id: 'number', name: 'text', hourlyRate: 'number', inactiveFlag: 'flag' },
  filterOnly: stamps,
}

export const taskFields: RecordFields = {
  name: 'Task',
  names: {
    id: 'number',
    ticketId: 'number',
    notes: 'text',
    closedFlag: 'flag',
    priority: 'number',
    resolution: 'text',
    summary: 'text',
    member: identified,
  },
  filterOnly: stamps,
}

const reference = (name: string, names: Names = {}): RecordFields => ({
  name,
  names: { id: 'number', ...names },
  filterOnly: {},
})

export const deviceReferenceFields = reference('Configuration', { deviceIdentifier: 'text' })
export const documentReferenceFields = reference('Document', { name: 'text' })
export const timeReferenceFields = reference('TimeEntry')
export const configurationTypeFields = reference('ConfigurationType', {
  name: 'text',
  inactiveFlag: 'flag',
  systemFlag: 'flag',
})
export const configurationStatusFields = reference('ConfigurationStatus', {
  description: 'text',
  closedFlag: 'flag',
  defaultFlag: 'flag',
})

export const documentFields: RecordFields = {
  name: 'Document',
  names: { id: 'number', title: 'text', fileName: 'text', owner: 'text', size: 'number' },
  filterOnly: stamps,
}
