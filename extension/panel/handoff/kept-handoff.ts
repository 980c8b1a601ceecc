/** A hand-off that was confirmed and not answered yet, as it is kept in this browser. */
import * as z from 'zod/mini'
import { HandOff } from '#shared/handoff/contract.ts'

const KeptHandoff = z.object({ request: HandOff.request, draft: z.string(), isOut: z.boolean() })

export function readKeptHandoff(text: string): z.infer<typeof KeptHandoff> | undefined {
  try {
    return z.safeParse(KeptHandoff, JSON.parse(text)).data
  } catch {
    return undefined
  }
}
