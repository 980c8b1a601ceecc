/** A hand-off as it is kept in this browser: confirmed and not answered yet, or refused and not read yet. */
import * as z from 'zod/mini'
import { HandOff } from '#shared/handoff/contract.ts'

const KeptHandoff = z.object({ request: HandOff.request, draft: z.string(), isOut: z.boolean() })
const KeptRefusal = z.object({ request: HandOff.request, message: z.string() })

export const readKeptHandoff = (text: string) => readAs(KeptHandoff, text)
export const readKeptRefusal = (text: string) => readAs(KeptRefusal, text)

/** None where an older panel, or a failing disk, has left something else. */
function readAs<Kept extends z.ZodMiniType>(kept: Kept, text: string): z.infer<Kept> | undefined {
  try {
    return z.safeParse(kept, JSON.parse(text)).data
  } catch {
    return undefined
  }
}
