/**
 * The question one may ask about a description: a flow written from it by a model.
 *
 * The answer is always a draft that can be opened, and nothing of it is kept on the server: whoever
 * asked begins a draft with it or does not. Where no model answers, it is what the rules make of
 * the same words. `descriptionId` is made by whoever asks: sent again, it gets the same answer, and
 * whoever goes away before it is there ends the writing.
 */
import * as z from 'zod/mini'
import { Id } from '../../ids.ts'
import { route } from '../../route.ts'
import { ReplyMode } from '../../session/lane-event.ts'
import { DraftContent } from '../edit/draft-content.ts'

/** More than is read of it, so that the answer can tell that it was cut. */
export const MOST_SENT = 200_000

/** By then there is an answer, if need be by rules: before a proxy on the way loses patience. */
export const LONGEST_WRITING_MS = 55_000

export const WrittenFlow = z
  .object({
    /** Whose work it is: the model’s, a demonstration’s, or the rules’. */
    mode: ReplyMode,
    content: DraftContent,
    /** What was put right, with its line in the description where it has one. */
    repairs: z.array(z.object({ line: z.nullable(z.int()), message: z.string() })),
    /** Why it is the rules’, or why something is missing; in a sentence. */
    message: z.nullable(z.string()),
  })
  .check(z.meta({ id: 'WrittenFlow' }))
export type WrittenFlow = z.infer<typeof WrittenFlow>

export const WriteFlow = route({
  method: 'POST',
  path: '/flow-descriptions',
  summary: 'A draft of a flow, written from a description by the model, else by rules',
  may: 'authorFlows',
  pace: 'ask',
  request: z.object({
    descriptionId: Id,
    text: z.string().check(z.trim(), z.minLength(1), z.maxLength(MOST_SENT)),
  }),
  response: WrittenFlow,
})
