/**
 * How this installation is set up: boards with their statuses, priorities, members, work types.
 *
 * Chosen for what goes wrong in real ones: "In Progress" and "Completed" have another id on each
 * board; the Help Desk's "Completed" does not close a ticket, only `>Closed` does; "On Hold" takes
 * no time; a member has left, one has no e-mail, two share one; a built-in account writes records
 * but is in no list.
 */
import type {
  Board,
  BoardStatus,
  BoardType,
  Member,
  Priority,
  Project,
  WorkRole,
  WorkType,
} from '../records.ts'

/** The member behind our API keys. */
export const API_MEMBER = 'rflow_api'

const person = { licenseClass: 'F', inactiveFlag: false } as const

export const members: Member[] = [
  {
    ...person,
    id: 101,
    identifier: 'jokafor',
    firstName: 'Jude',
    lastName: 'Okafor',
    title: 'Support Technician',
    officeEmail: 'jude.okafor@northwind-msp.example',
    primaryEmail: 'jude.okafor@northwind-msp.example',
  },
  {
    ...person,
    id: 102,
    identifier: 'mlindqvist',
    firstName: 'Maja',
    lastName: 'Lindqvist',
    title: 'Senior Engineer',
    officeEmail: 'Maja.Lindqvist@northwind-msp.example',
  },
  {
    ...person,
    id: 103,
    identifier: 'tbrandt',
    firstName: 'Tomás',
    lastName: 'Brandt',
    title: 'Support Technician',
    primaryEmail: 'tomas.brandt@northwind-msp.example',
  },
  {
    ...person,
    id: 104,
    identifier: 'rsato',
    firstName: 'Reina',
    lastName: 'Sato',
    title: 'Project Engineer',
    officeEmail: 'reina.sato@northwind-msp.example',
  },
  {
    ...person,
    id: 105,
    identifier: 'dwhitlock',
    firstName: 'Dana',
    lastName: 'Whitlock',
    title: 'Service Coordinator',
    officeEmail: 'dana.whitlock@northwind-msp.example',
  },
  // On site all day, never got a mailbox: can be matched by name only.
  { ...person, id: 106, identifier: 'wkeller', firstName: 'Wim', lastName: 'Keller' },
  {
    ...person,
    id: 107,
    identifier: 'pgrant',
    firstName: 'Priya',
    lastName: 'Grant',
    title: 'Support Technician',
    officeEmail: 'priya.grant@northwind-msp.example',
    inactiveFlag: true,
  },
  // A shared account with somebody's address: matching by e-mail alone finds two.
  {
    ...person,
    id: 108,
    identifier: 'oncall',
    firstName: 'On',
    lastName: 'Call',
    officeEmail: 'jude.okafor@northwind-msp.example',
  },
  {
    id: 150,
    identifier: API_MEMBER,
    firstName: 'ResolutionFlow',
    lastName: 'API',
    licenseClass: 'X',
    inactiveFlag: false,
  },
  {
    id: 1,
    identifier: 'zAdmin',
    firstName: 'System',
    lastName: 'Account',
    licenseClass: 'A',
    inactiveFlag: false,
    builtIn: true,
  },
]

const plain = {
  displayOnBoard: true,
  inactive: false,
  closedStatus: false,
  timeEntryNotAllowed: false,
  defaultFlag: false,
  escalationStatus: 'NoEscalation',
} as const

type Named = Partial<BoardStatus> & { id: number; name: string }

/** The order on the board is the order of the list. */
function statuses(...named: Named[]): BoardStatus[] {
  return named.map((s, i) => ({ ...plain, sortOrder: (i + 1) * 10, ...s }))
}

function types(...named: [id: number, name: string][]): BoardType[] {
  return named.map(([id, name], i) => ({ id, name, category: 'Reactive', defaultFlag: i === 0 }))
}

export const HELP_DESK = 1
export const PROJECTS = 2
export const MONITORING = 3
export const ARCHIVE = 4

export const boards: Board[] = [
  {
    id: HELP_DESK,
    name: 'Help Desk',
    projectFlag: false,
    inactiveFlag: false,
    discussionsLockedFlag: false,
    timeEntryLockedFlag: false,
    statuses: statuses(
      { id: 16, name: 'New', defaultFlag: true, escalationStatus: 'NotResponded' },
      { id: 18, name: 'Assigned', escalationStatus: 'Responded' },
      { id: 17, name: 'In Progress', escalationStatus: 'Responded' },
      { id: 19, name: 'Waiting on Client', escalationStatus: 'Responded' },
      { id: 20, name: 'Waiting on Vendor', escalationStatus: 'ResolutionPlan' },
      { id: 21, name: 'On Hold', timeEntryNotAllowed: true },
      { id: 22, name: 'Completed', escalationStatus: 'Resolved' },
      {
        id: 23,
        name: '>Closed',
        closedStatus: true,
        displayOnBoard: false,
        escalationStatus: 'Resolved',
      },
      { id: 24, name: 'Completed (old)', inactive: true, closedStatus: true },
    ),
    types: types([401, 'Incident'], [402, 'Request'], [403, 'Question']),
  },
  {
    id: PROJECTS,
    name: 'Professional Services',
    projectFlag: true,
    inactiveFlag: false,
    discussionsLockedFlag: false,
    timeEntryLockedFlag: false,
    statuses: statuses(
      { id: 31, name: 'New', defaultFlag: true },
      { id: 32, name: 'In Progress' },
      { id: 33, name: 'Blocked' },
      { id: 34, name: 'Completed', closedStatus: true },
    ),
    types: types([411, 'Implementation'], [412, 'Project Issue']),
  },
  {
    id: MONITORING,
    name: 'Monitoring Alerts',
    projectFlag: false,
    inactiveFlag: false,
    discussionsLockedFlag: false,
    timeEntryLockedFlag: false,
    statuses: statuses(
      { id: 41, name: 'New', defaultFlag: true, escalationStatus: 'NotResponded' },
      { id: 42, name: 'In Progress', escalationStatus: 'Responded' },
      { id: 43, name: 'Completed', closedStatus: true, escalationStatus: 'Resolved' },
      { id: 44, name: '>Closed', closedStatus: true, displayOnBoard: false },
    ),
    types: types([421, 'Alert'], [422, 'Maintenance']),
  },
  {
    id: ARCHIVE,
    name: 'Help Desk (before 2023)',
    projectFlag: false,
    inactiveFlag: true,
    discussionsLockedFlag: true,
    timeEntryLockedFlag: true,
    statuses: statuses({ id: 51, name: '>Closed', closedStatus: true, defaultFlag: true }),
    types: types([431, 'Incident']),
  },
]

export const priorities: Priority[] = [
  {
    id: 6,
    name: 'Priority 1 - Critical',
    level: 'Critical',
    color: 'Red',
    sortOrder: 1,
    defaultFlag: false,
  },
  {
    id: 7,
    name: 'Priority 2 - High',
    level: 'High',
    color: 'Orange',
    sortOrder: 2,
    defaultFlag: false,
  },
  {
    id: 8,
    name: 'Priority 3 - Normal',
    level: 'Medium',
    color: 'Yellow',
    sortOrder: 3,
    defaultFlag: true,
  },
  {
    id: 9,
    name: 'Priority 4 - Low',
    level: 'Low',
    color: 'White',
    sortOrder: 4,
    defaultFlag: false,
  },
]

export const projects: Project[] = [
  {
    id: 310,
    name: 'Move client files to SharePoint',
    companyId: 251,
    boardId: PROJECTS,
    phases: [
      { id: 701, name: '1 Assessment' },
      { id: 702, name: '2 Migration' },
      { id: 703, name: '3 Handover' },
    ],
  },
  {
    id: 311,
    name: 'Second production line',
    companyId: 253,
    boardId: PROJECTS,
    phases: [{ id: 711, name: 'Network and PCs' }],
  },
]

export const workTypes: WorkType[] = [
  {
    id: 4,
    name: 'Remote Support',
    billTime: 'Billable',
    inactiveFlag: false,
    overallDefaultFlag: true,
  },
  {
    id: 5,
    name: 'On-Site Support',
    billTime: 'Billable',
    inactiveFlag: false,
    overallDefaultFlag: false,
  },
  {
    id: 6,
    name: 'After Hours',
    billTime: 'Billable',
    inactiveFlag: false,
    overallDefaultFlag: false,
  },
  { id: 9, name: 'Travel', billTime: 'NoCharge', inactiveFlag: false, overallDefaultFlag: false },
  {
    id: 10,
    name: 'Telephone (old)',
    billTime: 'Billable',
    inactiveFlag: true,
    overallDefaultFlag: false,
  },
]

export const workRoles: WorkRole[] = [
  { id: 7, name: 'Technician', inactiveFlag: false },
  { id: 8, name: 'Engineer', inactiveFlag: false },
  { id: 9, name: 'Project Manager', inactiveFlag: false },
  { id: 11, name: 'Apprentice (old)', inactiveFlag: true },
]
