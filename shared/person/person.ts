/** A person of a team, as everybody in the team may see them. */
import * as z from 'zod/mini'
import { Id, Instant } from '../ids.ts'
import { Role } from './rights.ts'

export const Email = z.email().check(z.toLowerCase(), z.maxLength(254))
export const PersonName = z.string().check(z.trim(), z.minLength(1), z.maxLength(120))
export const TeamName = z.string().check(z.trim(), z.minLength(1), z.maxLength(120))
/** Length is what counts; there are no composition rules. */
export const NewPassword = z.string().check(z.minLength(15), z.maxLength(200))

export const Person = z
  .object({
    id: Id,
    email: z.string(),
    name: z.string(),
    role: Role,
    isLead: z.boolean(),
    isRemoved: z.boolean(),
    createdAt: Instant,
  })
  .check(z.meta({ id: 'Person' }))
export type Person = z.infer<typeof Person>

export const Team = z.object({ id: Id, name: z.string() }).check(z.meta({ id: 'Team' }))
export type Team = z.infer<typeof Team>
