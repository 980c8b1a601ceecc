/**
 * What the server tells the page program, as plain data: rows and screens, ready to be drawn.
 * The page has never seen a record of the world; the server never draws.
 */

export type Tab = 'discussion' | 'internal' | 'resolution'
export const tabs = ['discussion', 'internal', 'resolution'] as const

export type MemberView = {
  identifier: string
  name: string
  initials: string
  email: string
  role: string
}

export type TicketRow = {
  id: number
  kind: 'service' | 'project'
  summary: string
  company: string
  contact: string
  board: string
  status: string
  priority: string
  priorityColor: string
  owner: string
  age: string
  updatedAt: string
  isClosed: boolean
}

export type NoteView = {
  /** Kind and id together: a note and a time entry may share a number. */
  key: string
  author: string
  initials: string
  isMember: boolean
  at: string
  pill: string
  text: string
  shownIn: Record<Tab, boolean>
}

export type TicketView = TicketRow & {
  type: string
  resources: string[]
  severity: string
  impact: string
  dueDate: string
  companyId: number
  companyAddress: string
  companyPhone: string
  contactId: number
  contactTitle: string
  contactEmail: string
  contactPhone: string
  project: string
  phase: string
  mergedInto: number
  configurations: { name: string; type: string; detail: string }[]
  initial: NoteView | undefined
  notes: NoteView[]
  minutesSpent: number
  /** Other tickets of the same company, which the ticket screen links to. */
  others: { id: number; summary: string }[]
}

export type CompanyView = {
  id: number
  name: string
  address: string
  phone: string
  website: string
  status: string
  tickets: TicketRow[]
}

/** What the page is told in its own HTML, before it asks for anything. */
export type Start = {
  page: 'main' | 'time'
  version: string
  installation: string
  member: MemberView
  podOrigin: string
  companyId: string
}
