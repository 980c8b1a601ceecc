/**
 * Who may do what: the one table.
 *
 * It is enforced in the API before a handler runs and once more below it where a row's
 * owner matters; the panel reads the same table, but only to hide what would be refused.
 * `lead` is not a role: a team admin is one, and so is an engineer marked as such.
 */
import * as z from 'zod/mini'

export const ROLES = ['super_admin', 'team_admin', 'engineer', 'viewer'] as const
export const Role = z.enum(ROLES)
export type Role = z.infer<typeof Role>

export const ACTS = [
  'readTickets',
  'readFlows',
  'readSessions',
  'workOnSessions',
  'workOnOthersSessions',
  'postNotes',
  'authorFlows',
  'publishFlows',
  'reviewProposals',
  'readPeople',
  'managePeople',
  'managePsa',
  'mapMembers',
  'manageAssistant',
  'manageNotifications',
  'guideAssistant',
  'setTeamRules',
  'readSpending',
  'readOwnNumbers',
  'readTeamNumbers',
  'readAudit',
] as const
export type Act = (typeof ACTS)[number]

const viewer: readonly Act[] = ['readTickets', 'readFlows', 'readSessions']
const engineer: readonly Act[] = [
  ...viewer,
  'readPeople',
  'workOnSessions',
  'postNotes',
  'authorFlows',
  'readOwnNumbers',
]
const lead: readonly Act[] = [
  ...engineer,
  'workOnOthersSessions',
  'publishFlows',
  'reviewProposals',
  'guideAssistant',
  'setTeamRules',
  'readSpending',
  'readTeamNumbers',
]
const teamAdmin: readonly Act[] = [
  ...lead,
  'managePeople',
  'managePsa',
  'mapMembers',
  'manageAssistant',
  'manageNotifications',
  'readAudit',
]

const ALLOWED: Record<Role, ReadonlySet<Act>> = {
  viewer: new Set(viewer),
  engineer: new Set(engineer),
  team_admin: new Set(teamAdmin),
  // Runs the installation; inside a team the same as its admin, and never across teams.
  super_admin: new Set(teamAdmin),
}
const LEAD = new Set(lead)

export interface Actor {
  role: Role
  isLead: boolean
}

export const isLead = (actor: Actor): boolean =>
  actor.role === 'team_admin' ||
  actor.role === 'super_admin' ||
  (actor.role === 'engineer' && actor.isLead)

export const mayDo = (actor: Actor, act: Act): boolean =>
  ALLOWED[actor.role].has(act) || (isLead(actor) && LEAD.has(act))
