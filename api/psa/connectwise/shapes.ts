/**
 * As much of ConnectWise's records as we use, read tolerantly: newer servers leave empty fields
 * out, older ones send null, a reference can be `{}`, and new fields and enum values may appear
 * at any time. Only what identifies a record is required.
 */
import * as z from 'zod'

/** Text that may be missing in any of the known ways; empty then. Without what no database takes. */
const text = z
  .string()
  .nullish()
  .transform((t) => (t ?? '').replaceAll('\u0000', '').toWellFormed())
  .catch('')
const flag = z
  .boolean()
  .nullish()
  .transform((b) => b ?? false)
  .catch(false)
const id = z.number().int()
const maybeId = id.nullish().catch(undefined)

/** A reference, or null when there is none: absent, null and `{}` are the same. */
const reference = <S extends z.ZodRawShape>(shape: S) =>
  z
    .object({ id, ...shape })
    .nullish()
    .transform((r) => r ?? null)
    .catch(null)

const Named = reference({ name: text })
const MemberRef = reference({ identifier: text, name: text })
const Info = z
  .object({ lastUpdated: text, dateEntered: text, updatedBy: text })
  .partial()
  .nullish()
  .catch(undefined)

export const CwTicket = z.object({
  id,
  summary: text,
  recordType: text,
  isIssueFlag: flag,
  board: Named,
  status: Named,
  priority: Named,
  company: reference({ identifier: text, name: text }),
  contact: Named,
  contactName: text,
  contactEmailAddress: text,
  contactPhoneNumber: text,
  owner: MemberRef,
  resources: text,
  closedFlag: flag,
  mergedParentTicket: reference({ summary: text }),
  _info: Info,
})
export type CwTicket = z.infer<typeof CwTicket>

const flags = { detailDescriptionFlag: flag, internalAnalysisFlag: flag, resolutionFlag: flag }

export const CwNote = z.object({
  id,
  ticketId: maybeId,
  text,
  ...flags,
  member: MemberRef,
  contact: Named,
  createdBy: text,
  dateCreated: text,
  _info: Info,
})
export type CwNote = z.infer<typeof CwNote>

/** A row of the whole conversation, where the server has such a list. */
export const CwThreadRow = z.object({
  id,
  noteType: text,
  text,
  ...flags,
  timeStart: text,
  timeEnd: text,
  mergedFlag: flag,
  originalAuthor: text,
  member: MemberRef,
  contact: Named,
  _info: Info,
})
export type CwThreadRow = z.infer<typeof CwThreadRow>

export const CwTimeEntry = z.object({
  id,
  chargeToId: maybeId,
  chargeToType: text,
  member: MemberRef,
  timeStart: text,
  timeEnd: text,
  actualHours: z.number().nullish().catch(undefined),
  notes: text,
  internalNotes: text,
  addToDetailDescriptionFlag: flag,
  addToInternalAnalysisFlag: flag,
  addToResolutionFlag: flag,
  enteredBy: text,
  _info: Info,
})
export type CwTimeEntry = z.infer<typeof CwTimeEntry>

export const CwStatus = z.object({ id, closedStatus: flag })

export const CwContact = z.object({
  id,
  firstName: text,
  lastName: text,
  communicationItems: z
    .array(z.object({ value: text, extension: text, defaultFlag: flag, communicationType: text }))
    .nullish()
    .transform((items) => items ?? [])
    .catch([]),
})
export type CwContact = z.infer<typeof CwContact>

/**
 * Only these fields are asked for, so questions and custom fields, some of which are passwords,
 * never leave ConnectWise; and only these are read, should more come all the same.
 */
export const CONFIGURATION_FIELDS =
  'id,name,type/name,deviceIdentifier,serialNumber,ipAddress,osType,osInfo,lastLoginName'

export const CwConfiguration = z.object({
  id,
  name: text,
  type: z.object({ name: text }).nullish().catch(undefined),
  serialNumber: text,
  ipAddress: text,
  osType: text,
  osInfo: text,
  lastLoginName: text,
})
export type CwConfiguration = z.infer<typeof CwConfiguration>

export const CwReference = z.object({ id, deviceIdentifier: text })

export const CwMember = z.object({
  id,
  identifier: text,
  firstName: text,
  lastName: text,
  fullName: text,
  officeEmail: text,
  primaryEmail: text,
  homeEmail: text,
  mobileEmail: text,
  /** An address, or on another list the word for which of the three above it is. */
  defaultEmail: text,
  licenseClass: text,
  inactiveFlag: flag,
})
export type CwMember = z.infer<typeof CwMember>

export const CwWorkType = z.object({ id, name: text, inactiveFlag: flag })
export const CwSystemInfo = z.object({ version: text })

/** The rows that can be read; one broken row does not hide the others. */
export const readRows = <T>(schema: z.ZodType<T>, rows: readonly unknown[]): T[] =>
  rows.flatMap((row) => {
    const read = schema.safeParse(row)
    return read.success ? [read.data] : []
  })

/** An instant as we write it, or null for what is no date. */
export function readInstant(text: string | undefined): string | null {
  const ms = Date.parse(text ?? '')
  return Number.isNaN(ms) ? null : new Date(ms).toISOString()
}
