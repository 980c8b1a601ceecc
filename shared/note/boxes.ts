/**
 * The three boxes of ConnectWise's New Note dialog, against the flags a text is meant for.
 *
 * The tab chosen before decides which box is ticked at first, so a text can meet any of them.
 * Discussion is read by the client, and what carries Resolution can reach the portal and the
 * invoice: one of these ticked by chance shows a text to somebody it was not written for.
 * Internal by chance shows nothing to anybody outside, it is only not what was wanted. What a
 * page shows cannot always be read; 'unknown' is an answer of its own and never taken for off.
 */
import * as z from 'zod/mini'
import type { NoteFlags } from '../session/event.ts'

export const BoxState = z.enum(['on', 'off', 'unknown'])
export type BoxState = z.infer<typeof BoxState>

/** Which boxes are ticked, as far as it can be read. */
export const TickedBoxes = z.object({
  discussion: BoxState,
  internal: BoxState,
  resolution: BoxState,
})
export type TickedBoxes = z.infer<typeof TickedBoxes>
export type BoxName = keyof TickedBoxes

/** A note's flags, without the schemas of the record, which a ticket's page has no use for. */
export const WantedBoxes: z.ZodMiniType<NoteFlags> = z.object({
  discussion: z.boolean(),
  internal: z.boolean(),
  resolution: z.boolean(),
})

/** In the order in which the dialog shows them. */
export const BOX_NAMES = ['discussion', 'internal', 'resolution'] as const satisfies BoxName[]

/** In ConnectWise's own words. */
export const BOX_LABELS: Readonly<Record<BoxName, string>> = {
  discussion: 'Discussion',
  internal: 'Internal',
  resolution: 'Resolution',
}

export const UNREAD_BOXES: TickedBoxes = {
  discussion: 'unknown',
  internal: 'unknown',
  resolution: 'unknown',
}

export const BoxesVerdict = z.enum(['as wanted', 'unknown', 'not as wanted'])
export type BoxesVerdict = z.infer<typeof BoxesVerdict>

export function judgeBoxes(ticked: TickedBoxes, wanted: NoteFlags): BoxesVerdict {
  if (boxesThatExpose(ticked, wanted).length > 0) return 'not as wanted'
  if (BOX_NAMES.some((name) => ticked[name] === 'unknown')) return 'unknown'
  return boxesToChange(ticked, wanted).length === 0 ? 'as wanted' : 'not as wanted'
}

/** Ticked boxes that would show the text to somebody it is not meant for. */
export function boxesThatExpose(ticked: TickedBoxes, wanted: NoteFlags): BoxName[] {
  const outward = ['discussion', 'resolution'] as const
  return outward.filter((name) => ticked[name] === 'on' && !wanted[name])
}

/** Boxes that are known to be other than wanted. */
export function boxesToChange(ticked: TickedBoxes, wanted: NoteFlags): BoxName[] {
  return BOX_NAMES.filter((name) => ticked[name] === (wanted[name] ? 'off' : 'on'))
}
