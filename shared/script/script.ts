/**
 * A script template: text to be copied and run by a person, with parameters to fill in.
 *
 * A script is text. Nothing here or anywhere in the product runs it. `parameters` describes
 * each value (name, kind, whether it must be there, whether it is sensitive) and drives the
 * form, in its order, the filling in and what may be kept: a sensitive value stays in the
 * browser it was typed in and is not sent, stored or noted anywhere.
 */
import * as z from 'zod/mini'
import { SafetyClass } from '../flow/flow.ts'

const Title = z.string().check(z.trim(), z.minLength(1), z.maxLength(200))

export const ParameterName = z.string().check(z.regex(/^[a-z][a-z0-9_]{0,39}$/))

export const ScriptParameter = z.object({
  /** Written `{name}` in the script. */
  name: ParameterName,
  label: Title,
  kind: z.enum(['text', 'number', 'yes_no', 'choice']),
  isRequired: z.boolean(),
  isSensitive: z.boolean(),
  /** What may be picked, of kind `choice`. */
  choices: z._default(z.array(Title).check(z.maxLength(50)), []),
  example: z.optional(Title),
  /** What to know about it while it is typed in. */
  help: z.optional(z.string().check(z.maxLength(300))),
  /** What it mostly is: there when the form opens, to be typed over. Never of a sensitive one. */
  standard: z.optional(z.string().check(z.maxLength(500))),
})
export type ScriptParameter = z.infer<typeof ScriptParameter>

export const ScriptContent = z
  .object({
    name: Title,
    /** What it is for, in a sentence. */
    summary: z.string().check(z.maxLength(500)),
    /** Words of tickets that call for it, by which it is found. */
    words: z._default(z.array(Title).check(z.maxLength(30)), []),
    shell: z.enum(['powershell', 'cmd', 'bash']),
    /** What running it does; shown wherever it can be copied. */
    safety: SafetyClass,
    /** What is other than before once it has run, and the way back. */
    changes: z.optional(z.string().check(z.maxLength(1000))),
    /** Where it is run: "on {server}, elevated PowerShell". */
    where: z.optional(Title),
    text: z.string().check(z.minLength(1), z.maxLength(20_000)),
    parameters: z.array(ScriptParameter).check(z.maxLength(30)),
  })
  .check(z.meta({ id: 'ScriptContent' }))
export type ScriptContent = z.infer<typeof ScriptContent>

/** Values by parameter name, as they are typed. */
export type ScriptValues = Readonly<Record<string, string>>
