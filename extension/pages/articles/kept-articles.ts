/** An article that is being written, as this browser keeps it until it is saved. */
import * as z from 'zod/mini'
import { keepDrafts } from '../keep-drafts.ts'

const Kept = z.object({ basedOn: z.int(), title: z.string(), text: z.string() })
export type KeptArticle = z.infer<typeof Kept>

export const { readKept, listKept, keep, forget } = keepDrafts('article', Kept)
