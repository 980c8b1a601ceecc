/** Companies, contacts, devices, boards, members and the other tables, as whole JSON records. */
import type {
  Board,
  BoardStatus,
  BoardType,
  Callback,
  Company,
  Configuration,
  Contact,
  Member,
  Priority,
  WorkRole,
  WorkType,
} from '../records.ts'
import type { JsonRecord } from './json.ts'
import { companyRef, contactRef, reference, type Show } from './references.ts'

const SET_UP = { lastUpdated: '2026-01-05T08:00:00Z', updatedBy: 'zAdmin' }

const department = { id: 10, identifier: 'Services', name: 'Services' }

export function showCompany(show: Show, company: Company): JsonRecord {
  const path = `/company/companies/${company.id}`
  return {
    id: company.id,
    identifier: company.identifier,
    name: company.name,
    status: reference(
      show,
      company.deletedFlag ? 3 : 1,
      company.statusName,
      'status',
      '/company/companies/statuses/1',
    ),
    addressLine1: company.addressLine1,
    city: company.city,
    state: company.state,
    zip: company.zip,
    country: reference(show, 1, 'United States', 'country', '/company/countries/1'),
    phoneNumber: company.phoneNumber,
    website: company.website,
    territory: reference(show, 11, 'Elmsworth', 'location', '/system/locations/11'),
    accountNumber: '',
    deletedFlag: company.deletedFlag,
    types: company.typeNames.map((name, i) => ({ id: 100 + i, name })),
    site: reference(show, company.id * 10, 'Main', 'site', `${path}/sites/${company.id * 10}`),
    customFields: [
      {
        id: 5,
        caption: 'Region',
        type: 'Text',
        entryMethod: 'List',
        numberOfDecimals: 0,
        value: company.state === 'OH' ? 'North' : null,
      },
    ],
    _info: {
      lastUpdated: company.lastUpdated,
      updatedBy: 'zAdmin',
      dateEntered: '2024-05-02T13:00:00Z',
      enteredBy: 'zAdmin',
      contacts_href: show.href(`/company/contacts?conditions=company/id=${company.id}`),
      sites_href: show.href(`${path}/sites`),
    },
  }
}

export function showContact(show: Show, contact: Contact): JsonRecord {
  const company = show.world.company(contact.companyId)
  const phone = contact.communicationItems.find((c) => c.communicationType === 'Phone')
  return {
    id: contact.id,
    firstName: contact.firstName,
    lastName: contact.lastName,
    company: company && companyRef(show, company),
    title: contact.title,
    inactiveFlag: contact.inactiveFlag,
    defaultPhoneType: phone?.typeName,
    defaultPhoneNbr: phone?.value,
    defaultPhoneExtension: phone?.extension,
    defaultFlag: false,
    communicationItems: contact.communicationItems.map((item) => ({
      id: item.id,
      type: { id: item.communicationType === 'Email' ? 1 : 2, name: item.typeName },
      value: item.value,
      ...(item.extension ? { extension: item.extension } : {}),
      defaultFlag: item.defaultFlag,
      communicationType: item.communicationType,
      ...(item.communicationType === 'Email' ? { domain: item.value.replace(/^.*@/, '@') } : {}),
    })),
    _info: { lastUpdated: contact.lastUpdated, updatedBy: 'zAdmin' },
  }
}

/** Answers of the kind Password come blank unless the role may see them. */
export function showConfiguration(
  show: Show,
  device: Configuration,
  withPasswords: boolean,
): JsonRecord {
  const company = show.world.company(device.companyId)
  const contact = show.world.contact(device.contactId)
  return {
    id: device.id,
    name: device.name,
    type: reference(
      show,
      typeIdOf(device.typeName),
      device.typeName,
      'type',
      '/company/configurations/types',
    ),
    status: reference(
      show,
      device.activeFlag ? 1 : 2,
      device.statusName,
      'status',
      '/company/configurations/statuses/1',
    ),
    company: company && companyRef(show, company),
    contact: contact && contactRef(show, contact),
    deviceIdentifier: device.deviceIdentifier,
    serialNumber: device.serialNumber,
    modelNumber: device.modelNumber,
    tagNumber: device.tagNumber,
    macAddress: device.macAddress,
    ipAddress: device.ipAddress,
    defaultGateway: device.defaultGateway,
    osType: device.osType,
    osInfo: device.osInfo,
    ram: device.ram,
    lastLoginName: device.lastLoginName,
    warrantyExpirationDate: device.warrantyExpirationDate,
    notes: device.notes,
    vendorNotes: device.vendorNotes,
    remoteLink: device.remoteLink,
    activeFlag: device.activeFlag,
    manufacturer: device.manufacturerName
      ? reference(
          show,
          50,
          device.manufacturerName,
          'manufacturer',
          '/procurement/manufacturers/50',
        )
      : undefined,
    questions: device.questions.map((q, i) => ({
      answerId: q.answerId,
      questionId: q.questionId,
      question: q.question,
      ...(q.fieldType === 'Password' && !withPasswords ? {} : { answer: q.answer }),
      sequenceNumber: i + 1,
      numberOfDecimals: 0,
      fieldType: q.fieldType,
      requiredFlag: false,
    })),
    customFields: [
      {
        id: 12,
        caption: 'Vault PIN',
        type: 'Password',
        entryMethod: 'EntryField',
        numberOfDecimals: 0,
        value: withPasswords ? '4711' : null,
      },
    ],
    _info: { lastUpdated: device.lastUpdated, updatedBy: 'zAdmin' },
  }
}

const CONFIGURATION_TYPES = [
  'Managed Server',
  'Managed Workstation',
  'Firewall',
  'Printer',
  'Storage',
]

export function configurationTypes(): JsonRecord[] {
  return CONFIGURATION_TYPES.map((name) => ({
    id: typeIdOf(name),
    name,
    inactiveFlag: false,
    systemFlag: false,
    _info: SET_UP,
  }))
}

export function configurationStatuses(): JsonRecord[] {
  return [
    { id: 1, description: 'Active', closedFlag: false, defaultFlag: true, _info: SET_UP },
    { id: 2, description: 'Retired', closedFlag: true, defaultFlag: false, _info: SET_UP },
  ]
}

function typeIdOf(name: string): number {
  return 60 + CONFIGURATION_TYPES.indexOf(name)
}

export function showBoard(show: Show, board: Board): JsonRecord {
  return {
    id: board.id,
    name: board.name,
    location: reference(show, 11, 'Elmsworth', 'location', '/system/locations/11'),
    department: { ...department, _info: { department_href: show.href('/system/departments/10') } },
    inactiveFlag: board.inactiveFlag,
    projectFlag: board.projectFlag,
    discussionsLockedFlag: board.discussionsLockedFlag,
    timeEntryLockedFlag: board.timeEntryLockedFlag,
    markFirstNoteIssueFlag: true,
    problemSort: 'Ascending',
    resolutionSort: 'Ascending',
    internalAnalysisSort: 'Ascending',
    _info: SET_UP,
  }
}

export function showStatus(show: Show, board: Board, status: BoardStatus): JsonRecord {
  return {
    id: status.id,
    name: status.name,
    board: reference(show, board.id, board.name, 'board', `/service/boards/${board.id}`),
    sortOrder: status.sortOrder,
    displayOnBoard: status.displayOnBoard,
    inactive: status.inactive,
    closedStatus: status.closedStatus,
    timeEntryNotAllowed: status.timeEntryNotAllowed,
    defaultFlag: status.defaultFlag,
    escalationStatus: status.escalationStatus,
    saveTimeAsNote: false,
    _info: SET_UP,
  }
}

export function showType(show: Show, board: Board, type: BoardType): JsonRecord {
  return {
    id: type.id,
    name: type.name,
    category: type.category,
    defaultFlag: type.defaultFlag,
    inactiveFlag: false,
    board: reference(show, board.id, board.name, 'board', `/service/boards/${board.id}`),
    _info: SET_UP,
  }
}

export function showPriority(_show: Show, priority: Priority): JsonRecord {
  return { ...priority, _info: SET_UP }
}

/** An inactive member is a stub: no time zone, no calendar. */
export function showMember(show: Show, member: Member): JsonRecord {
  return {
    id: member.id,
    identifier: member.identifier,
    firstName: member.firstName,
    lastName: member.lastName,
    title: member.title,
    licenseClass: member.licenseClass,
    inactiveFlag: member.inactiveFlag,
    officeEmail: member.officeEmail,
    primaryEmail: member.primaryEmail,
    defaultEmail: 'Office',
    defaultPhone: 'Office',
    hireDate: '2023-04-01T00:00:00Z',
    securityRole: reference(
      show,
      member.licenseClass === 'X' ? 70 : 63,
      member.licenseClass === 'X' ? 'ResolutionFlow API' : 'Technician',
      'securityRole',
      '/system/securityRoles/63',
    ),
    ...(member.inactiveFlag
      ? {}
      : {
          timeZone: reference(show, 1, 'US Eastern', 'timeZone', '/system/timeZones/1'),
          calendar: reference(show, 1, 'Weekdays', 'calendar', '/schedule/calendars/1'),
        }),
    _info: SET_UP,
  }
}

export function showMemberInfo(_show: Show, member: Member): JsonRecord {
  return {
    id: member.id,
    identifier: member.identifier,
    firstName: member.firstName,
    lastName: member.lastName,
    fullName: `${member.firstName} ${member.lastName}`,
    defaultEmail: member.primaryEmail ?? member.officeEmail,
    licenseClass: member.licenseClass,
    inactiveFlag: member.inactiveFlag,
  }
}

export function showCallback(_show: Show, callback: Callback): JsonRecord {
  const { lastUpdated, ...fields } = callback
  return { ...fields, isSoapCallbackFlag: false, _info: { lastUpdated, updatedBy: 'rflow_api' } }
}

export function showWorkType(_show: Show, type: WorkType): JsonRecord {
  return { ...type, rateType: 'Multiplier', rate: 1, _info: SET_UP }
}

export function showWorkRole(_show: Show, role: WorkRole): JsonRecord {
  return { ...role, hourlyRate: 120, _info: SET_UP }
}
