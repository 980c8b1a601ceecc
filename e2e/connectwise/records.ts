/**
 * What one ConnectWise installation keeps, as plain data.
 *
 * Records point at each other by id, as they do in the real thing; `world.ts` follows the
 * pointers. Field names are ConnectWise's own wherever a field of the same meaning exists, so
 * that a reader who knows the one can read the other. All dates are UTC, to the second, and end
 * in `Z`: ConnectWise never sends milliseconds.
 */

export type RecordType = 'ServiceTicket' | 'ProjectTicket' | 'ProjectIssue'

export type StandInTicket = {
  id: number
  summary: string
  recordType: RecordType
  boardId: number
  statusId: number
  typeId?: number
  priorityId: number
  companyId: number
  contactId?: number
  configurationIds: number[]
  ownerId?: number
  /** Login names of the members who are scheduled, in the order of dispatch. */
  resources: string[]
  severity: 'Low' | 'Medium' | 'High'
  impact: 'Low' | 'Medium' | 'High'
  projectId?: number
  phaseId?: number
  wbsCode?: string
  /** Midnight UTC: a day, not an instant. */
  requiredDate?: string
  mergedParentTicketId?: number
  parentTicketId?: number
  closedFlag: boolean
  closedDate?: string
  closedBy?: string
  dateEntered: string
  enteredBy: string
  lastUpdated: string
  updatedBy: string
}

/** Where a note is shown. Any mix may be stored; which mixes are allowed is for the doors. */
export type NoteFlags = {
  /** Discussion: the customer sees it. */
  detailDescriptionFlag: boolean
  /** Internal: the customer does not. */
  internalAnalysisFlag: boolean
  /** Resolution: the customer sees it, and it may reach an invoice. */
  resolutionFlag: boolean
}

export type Note = NoteFlags & {
  id: number
  ticketId: number
  text: string
  issueFlag: boolean
  customerUpdatedFlag: boolean
  /** The author shown on the page. A customer's note has `contactId` and no member. */
  memberId?: number
  contactId?: number
  /** The login that wrote it: the API member for whatever came by REST. */
  createdBy: string
  dateCreated: string
  lastUpdated: string
  updatedBy: string
}

export type ChargeToType = 'Company' | 'ServiceTicket' | 'ProjectTicket' | 'ChargeCode' | 'Activity'
export type BillableOption = 'Billable' | 'DoNotBill' | 'NoCharge' | 'NoDefault'
export type TimeStatus = 'Open' | 'PendingApproval' | 'ApprovedByTierOne' | 'Billed'

export type TimeEntry = {
  id: number
  chargeToId: number
  chargeToType: ChargeToType
  companyId: number
  memberId: number
  timeStart: string
  timeEnd?: string
  actualHours: number
  hoursDeduct: number
  billableOption: BillableOption
  workTypeId: number
  workRoleId: number
  notes?: string
  internalNotes?: string
  addToDetailDescriptionFlag: boolean
  addToInternalAnalysisFlag: boolean
  addToResolutionFlag: boolean
  emailContactFlag: boolean
  emailResourceFlag: boolean
  emailCcFlag: boolean
  status: TimeStatus
  invoice?: { id: number; identifier: string }
  enteredBy: string
  dateEntered: string
  lastUpdated: string
  updatedBy: string
}

/** One row of a ticket's whole conversation: notes, time entry texts, merged and child tickets. */
export type ThreadItem = NoteFlags & {
  id: number
  noteType: 'TicketNote' | 'TimeEntryNote'
  /** The ticket it was written on; another one than asked for when merged or from a child. */
  ticketId: number
  text: string
  /** When it counts for the order: the note's date, or the start of the work. */
  at: string
  timeStart?: string
  timeEnd?: string
  mergedFlag: boolean
  bundledFlag: boolean
  issueFlag: boolean
  memberId?: number
  contactId?: number
  originalAuthor: string
  lastUpdated: string
  updatedBy: string
}

export type Task = {
  id: number
  ticketId: number
  notes: string
  closedFlag: boolean
  priority: number
  resolution?: string
  memberId?: number
}

export type TicketDocument = {
  id: number
  ticketId: number
  title: string
  fileName: string
  size: number
  owner: string
  createdOnDate: string
}

export type Member = {
  id: number
  /** The login name, at most 15 characters; what notes and time entries name. */
  identifier: string
  firstName: string
  lastName: string
  title?: string
  officeEmail?: string
  primaryEmail?: string
  /** `X` is a member for programs only. */
  licenseClass: 'A' | 'C' | 'F' | 'X'
  inactiveFlag: boolean
  /** Built-in accounts write records but are in no list. */
  builtIn?: boolean
}

export type Company = {
  id: number
  identifier: string
  name: string
  addressLine1: string
  city: string
  state: string
  zip: string
  phoneNumber: string
  website: string
  statusName: string
  typeNames: string[]
  deletedFlag: boolean
  lastUpdated: string
}

export type Communication = {
  id: number
  communicationType: 'Email' | 'Phone' | 'Fax'
  /** The name given to the line: Email, Direct, Cell … */
  typeName: string
  value: string
  extension?: string
  defaultFlag: boolean
}

export type Contact = {
  id: number
  companyId: number
  firstName: string
  lastName?: string
  title?: string
  inactiveFlag: boolean
  communicationItems: Communication[]
  lastUpdated: string
}

export type ConfigurationQuestion = {
  answerId: number
  questionId: number
  question: string
  answer: string | number | boolean | null
  fieldType: 'Text' | 'Password' | 'IPAddress' | 'Number' | 'Checkbox' | 'Hyperlink'
}

export type Configuration = {
  id: number
  name: string
  typeName: string
  statusName: string
  companyId: number
  contactId?: number
  deviceIdentifier?: string
  serialNumber?: string
  modelNumber?: string
  tagNumber?: string
  macAddress?: string
  ipAddress?: string
  defaultGateway?: string
  osType?: string
  osInfo?: string
  ram?: string
  lastLoginName?: string
  manufacturerName?: string
  warrantyExpirationDate?: string
  notes?: string
  vendorNotes?: string
  remoteLink?: string
  activeFlag: boolean
  questions: ConfigurationQuestion[]
  lastUpdated: string
}

export type BoardStatus = {
  /** Unique over all boards: two boards' "In Progress" are two records. */
  id: number
  name: string
  sortOrder: number
  displayOnBoard: boolean
  inactive: boolean
  closedStatus: boolean
  timeEntryNotAllowed: boolean
  defaultFlag: boolean
  escalationStatus: 'NotResponded' | 'Responded' | 'ResolutionPlan' | 'Resolved' | 'NoEscalation'
}

export type BoardType = {
  id: number
  name: string
  category: 'Reactive' | 'Proactive'
  defaultFlag: boolean
}

export type Board = {
  id: number
  name: string
  projectFlag: boolean
  inactiveFlag: boolean
  discussionsLockedFlag: boolean
  timeEntryLockedFlag: boolean
  statuses: BoardStatus[]
  types: BoardType[]
}

export type Priority = {
  id: number
  name: string
  level: 'Critical' | 'High' | 'Medium' | 'Low'
  color: 'Red' | 'Orange' | 'Yellow' | 'Green' | 'White'
  sortOrder: number
  defaultFlag: boolean
}

export type Project = {
  id: number
  name: string
  companyId: number
  boardId: number
  phases: { id: number; name: string }[]
}

export type WorkType = {
  id: number
  name: string
  billTime: 'Billable' | 'DoNotBill' | 'NoCharge'
  inactiveFlag: boolean
  overallDefaultFlag: boolean
}
export type WorkRole = { id: number; name: string; inactiveFlag: boolean }

export type Callback = {
  id: number
  description?: string
  url: string
  objectId: number
  type: string
  level: string
  memberId: number
  payloadVersion?: string
  inactiveFlag: boolean
  isSelfSuppressedFlag: boolean
  lastUpdated: string
}

/** Everything at once: what a seed is, and what `reset` goes back to. */
export type Records = {
  tickets: StandInTicket[]
  notes: Note[]
  timeEntries: TimeEntry[]
  tasks: Task[]
  documents: TicketDocument[]
  members: Member[]
  companies: Company[]
  contacts: Contact[]
  configurations: Configuration[]
  boards: Board[]
  priorities: Priority[]
  projects: Project[]
  workTypes: WorkType[]
  workRoles: WorkRole[]
  callbacks: Callback[]
}

/** A date as ConnectWise writes it: UTC, whole seconds. */
export function toSeconds(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`
}
